package dev.mediaingest.app.report;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemFilter;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.SessionStore;
import java.io.IOException;
import java.util.List;

/** All items of a session in list order, read a page at a time, so that a million need no more memory than a thousand. */
final class ItemPages {
    private static final int PAGE = 1_000;

    private ItemPages() {}

    static void each(SessionStore sessions, SessionId id, Sink sink) throws IOException {
        long position = 0;
        List<ItemReport> page;
        do {
            page = sessions.items(id, ItemFilter.ALL, position, PAGE, 0);
            for (ItemReport item : page) {
                sink.take(item);
                position = item.position();
            }
        } while (page.size() == PAGE);
    }

    /** Takes one item after the other. */
    interface Sink {
        void take(ItemReport item) throws IOException;
    }
}

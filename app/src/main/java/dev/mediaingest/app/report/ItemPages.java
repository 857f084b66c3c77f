package dev.mediaingest.app.report;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemFilter;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.session.SessionStore.LeftOutEntry;
import java.io.IOException;
import java.util.List;

/** All items of a session in list order, read a page at a time, so that a million need no more memory than a thousand. */
final class ItemPages {
    private static final int PAGE = 1_000;

    private ItemPages() {}

    static void each(SessionStore sessions, SessionId id, Sink<ItemReport> sink) throws IOException {
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

    /** What is no item, by path. */
    static void eachLeftOut(SessionStore sessions, SessionId id, Sink<LeftOutEntry> sink) throws IOException {
        String after = "";
        List<LeftOutEntry> page;
        do {
            page = sessions.leftOut(id, after, PAGE);
            for (LeftOutEntry entry : page) {
                sink.take(entry);
                after = entry.path();
            }
        } while (page.size() == PAGE);
    }

    /** Takes one after the other. */
    interface Sink<T> {
        void take(T item) throws IOException;
    }
}

package dev.mediaingest.app.report;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.LeftOutFiles.Entry;
import dev.mediaingest.report.SessionReports;
import java.io.IOException;
import java.util.List;

/** All items of a session in list order, read a page at a time, so that a million need no more memory than a thousand. */
final class ItemPages {
    private static final int PAGE = 1_000;

    private ItemPages() {}

    static void each(SessionReports reports, SessionId id, Sink<ItemReport> sink) throws IOException {
        long position = 0;
        List<ItemReport> page;
        do {
            page = reports.items(id, ItemFilter.ALL, position, PAGE, 0);
            for (ItemReport item : page) {
                sink.take(item);
                position = item.position();
            }
        } while (page.size() == PAGE);
    }

    /** What is no item, by path. */
    static void eachLeftOut(LeftOutFiles leftOut, SessionId id, Sink<Entry> sink) throws IOException {
        String after = "";
        List<Entry> page;
        do {
            page = leftOut.list(id, after, PAGE);
            for (Entry entry : page) {
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

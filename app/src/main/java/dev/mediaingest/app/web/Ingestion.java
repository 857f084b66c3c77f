package dev.mediaingest.app.web;

import dev.mediaingest.app.Installation;
import dev.mediaingest.app.Metrics;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.app.notify.Notifications;
import dev.mediaingest.commit.Verdicts;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.IngestedCounts;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.store.DatabaseFacts;
import java.util.function.Supplier;

/** What the web face asks and tells. It opens and closes none of it. */
public record Ingestion(
        MediaRoots roots,
        FileCalls fileCalls,
        Exclusions exclusions,
        Discoverer discoverer,
        SessionQueue queue,
        Ledger ledger,
        Items items,
        SessionReports reports,
        LeftOutFiles leftOut,
        AuditLog auditLog,
        AwayFolders awayFolders,
        LiveProgress progress,
        IngestedCounts counts,
        CataloguedFiles files,
        Verdicts verdicts,
        KnownFiles known,
        Library library,
        Duplicates duplicates,
        Statistics statistics,
        Supplier<DatabaseFacts> database,
        PixelReader pixels,
        Installation installation,
        Thumbnails thumbnails,
        Metrics metrics,
        Notifications notifications) {

    /** That of an opened product. */
    public static Ingestion of(Wiring wiring, MediaRoots roots) {
        return of(wiring, roots, Exclusions.DEFAULT);
    }

    /**
     * As the other.
     *
     * @param exclusions of sessions whose request does not say what to leave out
     */
    public static Ingestion of(Wiring wiring, MediaRoots roots, Exclusions exclusions) {
        FileCalls fileCalls = FileCalls.forRequests();
        return new Ingestion(
                roots,
                fileCalls,
                exclusions,
                wiring.discoverer(),
                wiring.queue(),
                wiring.store().ledger(),
                wiring.store().items(),
                wiring.store().reports(),
                wiring.store().leftOut(),
                wiring.store().auditLog(),
                wiring.store().awayFolders(),
                wiring.progress(),
                wiring.store().counts(),
                wiring.store().files(),
                wiring.store().verdicts(),
                wiring.store().known(),
                wiring.store().library(),
                wiring.store().duplicates(),
                wiring.store().statistics(),
                wiring.store()::facts,
                wiring.pixelReader(),
                wiring.installation(),
                new Thumbnails(roots, fileCalls, wiring.thumbnails(), wiring.pixelReader()),
                wiring.metrics(),
                wiring.notifications());
    }
}

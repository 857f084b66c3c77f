package dev.mediaingest.app.web.http;

import dev.mediaingest.analyse.thumbnail.ThumbnailFolder;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.notify.Notifications;
import dev.mediaingest.app.wiring.Metrics;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.classify.PixelReader;
import dev.mediaingest.commit.Verdicts;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.report.CataloguedFiles;
import dev.mediaingest.report.IngestedCounts;
import dev.mediaingest.session.AuditLog;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.LeftOutFiles;
import dev.mediaingest.session.LiveProgress;
import dev.mediaingest.session.SessionQueue;
import dev.mediaingest.session.SessionReports;
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
        ThumbnailFolder thumbnails,
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
                wiring.thumbnails(),
                wiring.metrics(),
                wiring.notifications());
    }
}

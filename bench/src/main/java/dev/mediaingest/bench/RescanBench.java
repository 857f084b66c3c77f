package dev.mediaingest.bench;

import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.discover.Discovered;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** How fast a session skips files that are in the catalogue unchanged; they are put there without being read. */
final class RescanBench {
    private static final int ROUNDS = 4;
    private static final int BATCH = 1_000;

    private final DataDirectory data;
    private final DatabaseUrl url;
    private final PrintWriter out;
    private final MediaRoots roots;
    private final SessionParameters parameters;

    RescanBench(Path media, DataDirectory data, DatabaseUrl url, PrintWriter out) {
        this.data = data;
        this.url = url;
        this.out = out;
        this.roots = BenchSession.roots(media);
        this.parameters = BenchSession.parameters(roots, Fingerprint.NONE, 1);
    }

    int run() throws CannotStart {
        try (Wiring wiring =
                Wiring.open(WiringOptions.of(data, url, roots, PixelSetup.standard(1), event -> {}, out::println))) {
            long files = catalogue(wiring);
            out.printf("files                 %,d, all in the catalogue%n", files);
            for (int round = 1; round <= ROUNDS; round++) {
                out.printf("round %d%n", round);
                walk(wiring, files);
                rescan(wiring, files);
                out.flush();
            }
            return ExitCode.OK;
        } catch (NothingFound e) {
            throw new IllegalStateException(e);
        }
    }

    private long catalogue(Wiring wiring) {
        Store store = wiring.store();
        Lease lease = store.ledger()
                .create(SessionId.random(), parameters, Actor.PROGRAM)
                .lease();
        ItemList list = store.items().newList(lease);
        long files = new Planner()
                .plan(walk(wiring), true, Long.MAX_VALUE, list, () -> false)
                .toDo();
        list.complete();
        String analysedWith =
                AnalyserVersion.with(parameters.assessmentOptions().analysis(), /* classified= */ false);
        for (long after = 0; after < files; after += BATCH) {
            for (Item item : store.items().pending(lease.session(), 0, after, BATCH)) {
                Findings findings = findings(item.file());
                store.catalog().commit(lease, item, assessment(item.file(), findings), findings, analysedWith, null);
            }
        }
        store.library().catchUp();
        return files;
    }

    private Iterator<Discovered> walk(Wiring wiring) {
        return wiring.discoverer().walk(parameters.directories(), parameters.pattern(), true);
    }

    private void walk(Wiring wiring, long files) {
        long start = System.nanoTime();
        walk(wiring).forEachRemaining(entry -> {});
        say("  walk alone", start, files);
    }

    private void rescan(Wiring wiring, long files) throws NothingFound {
        long cpu = ThisProcess.cpuNanos();
        long start = System.nanoTime();
        SessionId session = wiring.queue().start(parameters, Actor.PROGRAM).id();
        say("  walk and plan", start, files);
        wiring.queue().await(session);
        say("  to the end", start, files);
        out.printf("  processor time      %.1f µs a file%n", (ThisProcess.cpuNanos() - cpu) / 1e3 / files);
        Tally tally = wiring.store().items().tally(session);
        if (tally.skipped() != files) {
            throw new IllegalStateException("only " + tally.skipped() + " of " + files + " files were skipped");
        }
    }

    private void say(String what, long start, long files) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%-22s%,.0f files/s%n", what, files / seconds);
    }

    private static Findings findings(SourceFile file) {
        MediaFacts facts = MediaFacts.of(MediaType.PNG);
        return new Findings(
                null, file.size(), facts, List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    private static Assessment assessment(SourceFile file, Findings findings) {
        return Assessment.withoutPixels(file, new Analysis.Complete(findings), Duration.ZERO);
    }
}

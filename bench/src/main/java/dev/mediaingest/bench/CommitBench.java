package dev.mediaingest.bench;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What the database takes for a file: its rows, {@value #KEYWORDS} keywords and its item, in one transaction. */
final class CommitBench {
    private static final int KEYWORDS = 20;
    private static final int VARIETY = 500;
    private static final int WINDOW = 1_000;
    private static final AnalysisOptions OPTIONS = AnalysisOptions.everything();
    private static final Path FOLDER = Path.of("/media/pictures");

    private final DatabaseUrl url;
    private final int connections;
    private final PrintWriter out;

    CommitBench(DatabaseUrl url, int connections, PrintWriter out) {
        this.url = url;
        this.connections = connections;
        this.out = out;
    }

    int run(int files) throws CannotStart, IOException, InterruptedException {
        try (Store store = Databases.open(url, InstantSource.system())) {
            Findings[] findings = findings();
            var unused = measure(lists(store, files, "warm-up"), item -> turn(store, item, findings));
            List<List<Leased>> lists = lists(store, files, "measured");
            Took attempts = measure(lists, item -> begin(store, item));
            Took commits = measure(lists, item -> commit(store, item, findings));
            store.library().catchUp();
            store.followCommits(); // as a server does
            Took turns = measure(lists(store, files, "whole"), item -> turn(store, item, findings));
            out.printf("database              %s%n", url.redacted());
            out.printf("commits               %,d with %d keywords each%n", files, KEYWORDS);
            out.printf("sessions at once      %d%n", connections);
            say("commit alone", commits, files);
            say("attempt alone", attempts, files);
            say("both, library beside", turns, files);
            out.flush();
            return ExitCode.OK;
        }
    }

    private void say(String what, Took took, int files) {
        out.printf(
                "%-22s%,.0f files/s, median of %d stretches %,.0f, %.3f ms of processor time a file%n",
                what,
                files / took.seconds,
                took.windows.rates().size(),
                took.windows.median(),
                1_000 * took.cpuSeconds / files);
    }

    /** All sessions together; processor time is that of this process. */
    private record Took(double seconds, double cpuSeconds, ThroughputWindows windows) {}

    private List<List<Leased>> lists(Store store, int files, String name) {
        List<List<Leased>> lists = new ArrayList<>();
        for (int number = 0; number < connections; number++) {
            lists.add(planned(store, files / connections, FOLDER.resolve(name + " " + number)));
        }
        return lists;
    }

    private Took measure(List<List<Leased>> lists, Consumer<Leased> work) throws InterruptedException {
        var windows = new ThroughputWindows(WINDOW);
        long start = System.nanoTime();
        long cpu = ThisProcess.cpuNanos();
        List<Future<?>> sessions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            lists.forEach(items -> sessions.add(threads.submit(() -> items.forEach(item -> {
                work.accept(item);
                boolean unused = windows.count();
            }))));
            for (Future<?> session : sessions) {
                session.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new Took((System.nanoTime() - start) / 1e9, (ThisProcess.cpuNanos() - cpu) / 1e9, windows);
    }

    private static List<Leased> planned(Store store, int files, Path folder) {
        Lease lease = store.ledger()
                .create(
                        SessionId.random(),
                        BenchSession.parameters(
                                BenchSession.roots(Path.of("").toAbsolutePath()), Fingerprint.PIXELS, 1),
                        Actor.PROGRAM)
                .lease();
        List<SourceFile> sources = new ArrayList<>();
        for (int number = 0; number < files; number++) {
            Path path = folder.resolve(String.format("%08d.png", number));
            sources.add(new SourceFile(path, 1_000_000, Instant.EPOCH.plusSeconds(number)));
        }
        ItemList list = store.items().newList(lease);
        var unused = list.add(sources, false, Long.MAX_VALUE);
        list.complete();
        return store.items().pending(lease.session(), 0, 0, files).stream()
                .map(item -> new Leased(lease, item))
                .toList();
    }

    private record Leased(Lease lease, Item item) {}

    private static void turn(Store store, Leased item, Findings[] findings) {
        begin(store, item);
        commit(store, item, findings);
    }

    private static void begin(Store store, Leased leased) {
        int unused = store.items().begin(leased.lease(), leased.item());
    }

    private static void commit(Store store, Leased leased, Findings[] findings) {
        Item item = leased.item();
        Findings found = findings[(int) item.position() % findings.length];
        String with = AnalyserVersion.with(OPTIONS, /* classified= */ false);
        store.catalog().commit(leased.lease(), item, assessment(item.file(), found), found, with, null);
    }

    private static Assessment assessment(SourceFile file, Findings findings) {
        return Assessment.withoutPixels(file, new Analysis.Complete(findings), Duration.ofMillis(1));
    }

    private static Findings[] findings() throws IOException {
        Findings[] all = new Findings[VARIETY];
        Analyser analyser = new Analyser();
        for (int number = 0; number < VARIETY; number++) {
            FileBytes bytes = FileBytes.of(BenchPictures.png(number));
            all[number] = analyser.analyse(bytes, FOLDER.resolve(number + ".png"), OPTIONS)
                    .catalogued()
                    .map(CommitBench::withKeywords)
                    .orElseThrow();
        }
        return all;
    }

    private static Findings withKeywords(Findings found) {
        List<Keyword> keywords = new ArrayList<>(found.keywords());
        for (int more = keywords.size(); more < KEYWORDS; more++) {
            keywords.add(new Keyword("further keyword " + more, Keyword.Type.PROMPT, 1.0, "prompt"));
        }
        return new Findings(
                found.contentSha256(),
                found.size(),
                found.facts(),
                found.texts(),
                found.generation(),
                keywords.subList(0, KEYWORDS),
                Optional.empty(),
                found.notes());
    }
}

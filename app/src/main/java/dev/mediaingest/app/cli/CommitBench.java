package dev.mediaingest.app.cli;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.container.FileBytes;
import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.classify.Assessment;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionStore;
import dev.mediaingest.store.DatabaseUrl;
import dev.mediaingest.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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

/** What the database takes for a file: its rows, {@value #KEYWORDS} keywords and its item, in one transaction. */
final class CommitBench {
    private static final int KEYWORDS = 20;
    private static final int VARIETY = 500;
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

    void run(int files) throws CannotStart, IOException, InterruptedException {
        try (Store store = Wiring.openStore(url, InstantSource.system())) {
            store.followCommits(); // as a server does
            Findings[] findings = findings();
            var unused = commit(store, files, findings, "warm-up");
            Times times = commit(store, files, findings, "measured");
            out.printf("database              %s%n", url.shown());
            out.printf("commits               %,d with %d keywords each%n", files, KEYWORDS);
            out.printf("sessions at once      %d%n", connections);
            out.printf(
                    "commit alone          %,.0f files/s, %.3f ms of processor time, attempts and library included%n",
                    files * connections / times.commit, 1_000 * times.cpu / files);
            out.printf("  its own thread      %.3f ms of processor time%n", 1_000 * times.own / files);
            out.printf("with attempt before   %,.0f files/s%n", files * connections / (times.commit + times.attempt));
            out.flush();
        }
    }

    /** Seconds, summed up over the sessions. */
    private record Times(double attempt, double commit, double own, double cpu) {}

    private Times commit(Store store, int files, Findings[] findings, String name) throws InterruptedException {
        List<List<Item>> lists = new ArrayList<>();
        for (int number = 0; number < connections; number++) {
            lists.add(planned(store, files / connections, FOLDER.resolve(name + " " + number)));
        }
        long cpu = BenchCommand.cpuNanos();
        List<Future<Times>> sessions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            lists.forEach(items -> sessions.add(threads.submit(() -> commit(store, items, findings))));
            double attempt = 0;
            double commit = 0;
            double own = 0;
            for (Future<Times> session : sessions) {
                attempt += session.get().attempt;
                commit += session.get().commit;
                own += session.get().own;
            }
            return new Times(attempt, commit, own, (BenchCommand.cpuNanos() - cpu) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Item> planned(Store store, int files, Path folder) {
        SessionStore sessions = store.sessions();
        SessionId session = sessions.create(
                        SessionId.random(),
                        BenchCommand.parameters(
                                BenchCommand.roots(Path.of("").toAbsolutePath()), Fingerprint.PIXELS, 1))
                .id();
        List<SourceFile> sources = new ArrayList<>();
        for (int number = 0; number < files; number++) {
            Path path = folder.resolve(String.format("%08d.png", number));
            sources.add(new SourceFile(path, 1_000_000, Instant.EPOCH.plusSeconds(number)));
        }
        var unused = sessions.newList(session).add(sources, false, Long.MAX_VALUE);
        sessions.planned(session);
        return sessions.pending(session, 0, files);
    }

    private static Times commit(Store store, List<Item> items, Findings[] findings) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long attempt = 0;
        long commit = 0;
        long own = 0;
        for (Item item : items) {
            long start = System.nanoTime();
            store.sessions().beginAttempt(item);
            long begun = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            Findings found = findings[(int) item.position() % findings.length];
            store.catalog()
                    .commit(
                            item,
                            assessment(item.file(), found),
                            found,
                            AnalyserVersion.with(OPTIONS, /* classified= */ false));
            attempt += begun - start;
            commit += System.nanoTime() - begun;
            own += threads.getCurrentThreadCpuTime() - cpu;
        }
        return new Times(attempt / 1e9, commit / 1e9, own / 1e9, 0);
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

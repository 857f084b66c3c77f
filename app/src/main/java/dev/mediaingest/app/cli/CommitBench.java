package dev.mediaingest.app.cli;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.container.FileBytes;
import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.DataDirectory;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the database takes for a file: its rows, {@value #KEYWORDS} keywords and its item, in one transaction. */
final class CommitBench {
    private static final int KEYWORDS = 20;
    private static final int VARIETY = 500;
    private static final int BATCH = 1_000;
    private static final AnalysisOptions OPTIONS = AnalysisOptions.everything();
    private static final Path FOLDER = Path.of("/media/pictures");

    private final Path folder;
    private final PrintWriter out;

    CommitBench(Path folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    void run(int files) throws CannotStart, IOException {
        DataDirectory data = DataDirectory.open(folder);
        try (Store store = Wiring.openStore(new DatabaseUrl.Sqlite(data.databaseFile()), InstantSource.system())) {
            commit(store, files, "warm-up");
            Times times = commit(store, files, "measured");
            out.printf("commits               %,d with %d keywords each%n", files, KEYWORDS);
            out.printf(
                    "commit alone          %,.0f files/s, %.3f ms of processor time%n",
                    files / times.commit, 1_000 * times.cpu / files);
            out.printf("with attempt before   %,.0f files/s%n", files / (times.commit + times.attempt));
            out.flush();
        }
    }

    private record Times(double attempt, double commit, double cpu) {}

    private static Times commit(Store store, int files, String name) throws IOException {
        SessionStore sessions = store.sessions();
        SessionId session = sessions.create(
                        SessionId.random(),
                        BenchCommand.parameters(
                                BenchCommand.roots(Path.of("").toAbsolutePath()), Fingerprint.PIXELS, 1))
                .id();
        List<SourceFile> sources = new ArrayList<>();
        for (int number = 0; number < files; number++) {
            Path path = FOLDER.resolve(name).resolve(String.format("%08d.png", number));
            sources.add(new SourceFile(path, 1_000_000, Instant.EPOCH.plusSeconds(number)));
        }
        sessions.newList(session).add(sources, false, Long.MAX_VALUE);
        sessions.planned(session);
        Findings[] findings = findings();
        long attempt = 0;
        long commit = 0;
        long cpu = BenchCommand.cpuNanos();
        for (long after = 0; after < files; after += BATCH) {
            for (Item item : sessions.pending(session, after, BATCH)) {
                long start = System.nanoTime();
                sessions.beginAttempt(item);
                long begun = System.nanoTime();
                Findings found = findings[(int) item.position() % findings.length];
                store.catalog()
                        .commit(
                                item,
                                assessment(item.file(), found),
                                found,
                                AnalyserVersion.with(OPTIONS, /* classified= */ false));
                attempt += begun - start;
                commit += System.nanoTime() - begun;
            }
        }
        return new Times(attempt / 1e9, commit / 1e9, (BenchCommand.cpuNanos() - cpu) / 1e9);
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

package dev.mediaingest.bench;

import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Sort;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What looking through a large library takes: first pages, and filters in random combinations. Files and questions have a seed. */
final class LibraryBench {
    private static final int PAGE = 60;
    private static final int QUESTIONS = 300;
    private static final int BATCH = 5_000;
    private static final List<String> FILTERS = List.of(
            "w3",
            "w40",
            "w900",
            "\"w3 w5\"",
            "w1*",
            "-w3",
            "-w40",
            "prompt:w7",
            "negative:blurry",
            "keyword:w3",
            "keyword:w200",
            "-keyword:w40",
            "model:model-1",
            "model:=model-31",
            "-model:model-2",
            "lora:lora-5",
            "sampler:euler",
            "generator:comfyui",
            "seed:777",
            "type:png",
            "type:webp",
            "type:video",
            "score:>=4",
            "score:5",
            "score:rejected",
            "score:unrated",
            "nsfw:yes",
            "nsfw:no",
            "nsfw:unknown",
            "nsfw:0.3..0.7",
            "aspect:portrait",
            "aspect:wide",
            "size:>=1024x1024",
            "width:>2000",
            "date:2024-03",
            "date:>=2024-06-01",
            "folder:/media/pictures/07",
            "folder:/media/pictures/07/003",
            "has:prompt",
            "-has:prompt",
            "is:missing");

    private final DatabaseUrl url;
    private final PrintWriter out;
    private final RandomFiles content = new RandomFiles();

    LibraryBench(DatabaseUrl url, PrintWriter out) {
        this.url = url;
        this.out = out;
    }

    int run(int files) throws CannotStart {
        try (Store store = Databases.open(url, InstantSource.system())) {
            out.printf("database              %s%n", url.redacted());
            long start = System.nanoTime();
            for (int first = 0; first < files; first += BATCH) {
                commit(store, first, Math.min(BATCH, files - first));
            }
            out.printf("committed             %,d files, %,.0f a second%n", files, files / seconds(start));
            out.flush();
            start = System.nanoTime();
            Library library = store.library();
            library.catchUp();
            out.printf("made searchable       %,.0f files a second%n", files / seconds(start));
            start = System.nanoTime();
            var unused = library.facets();
            out.printf("values to choose from %.0f ms, then kept%n", 1e3 * seconds(start));
            start = System.nanoTime();
            var similar = library.similar(1, 6, 24);
            out.printf("likeness index        %.0f ms, then kept; %d found%n", 1e3 * seconds(start), similar.size());
            measure(store.duplicates());
            start = System.nanoTime();
            var numbers = store.statistics().numbers();
            out.printf(
                    "statistics            %.0f ms, then kept; %d days%n",
                    1e3 * seconds(start), numbers.made().size());
            measure(library);
            out.flush();
            return ExitCode.OK;
        } catch (BadQuery e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure(Duplicates duplicates) {
        for (Duplicates.Kind kind : Duplicates.Kind.values()) {
            long start = System.nanoTime();
            Duplicates.Page page = duplicates.page(kind, 6, 0, 20);
            double first = 1e3 * seconds(start);
            double[] later = IntStream.range(0, 20)
                    .mapToDouble(i -> {
                        long begin = System.nanoTime();
                        var unused = duplicates.page(kind, 6, 0, 20);
                        return 1e3 * seconds(begin);
                    })
                    .sorted()
                    .toArray();
            out.printf(
                    "duplicates, %-9s %.0f ms, then %.0f ms; %,d groups%n",
                    kind.label(), first, later[later.length / 2], page.groups());
        }
    }

    private void measure(Library library) throws BadQuery {
        for (Sort sort : Sort.values()) {
            LibraryQuery all = new LibraryQuery(List.of(), sort, sort.descending());
            print(
                    "first page, " + sort.label(),
                    IntStream.range(0, 40).mapToDouble(i -> page(library, all)).toArray());
        }
        List<Asked> asked = new ArrayList<>();
        for (int round = 0; round < 2; round++) { // the first warms up
            asked.clear();
            Random questions = new Random(7);
            for (int i = 0; i < QUESTIONS; i++) {
                asked.add(ask(library, questions));
            }
        }
        print("filters, a page", asked.stream().mapToDouble(Asked::page).toArray());
        print("filters, counted too", asked.stream().mapToDouble(Asked::counted).toArray());
        asked.stream()
                .sorted((a, b) -> Double.compare(b.counted, a.counted))
                .limit(5)
                .forEach(one -> out.printf("  slow: %.0f ms, counted %.0f ms  %s%n", one.page, one.counted, one.text));
    }

    private record Asked(String text, double page, double counted) {}

    private static Asked ask(Library library, Random questions) throws BadQuery {
        int terms = 1 + questions.nextInt(4);
        List<String> chosen = IntStream.range(0, terms)
                .mapToObj(i -> FILTERS.get(questions.nextInt(FILTERS.size())))
                .distinct()
                .toList();
        Sort[] sorts = Sort.values();
        Sort sort = sorts[questions.nextInt(sorts.length)];
        String text = String.join(" ", chosen);
        LibraryQuery query = new LibraryQuery(QueryText.parse(text), sort, sort.descending());
        double page = page(library, query);
        long start = System.nanoTime();
        var unused = library.countedPage(query, Optional.empty(), PAGE, 100_001);
        return new Asked(text + ", by " + sort.label(), page, 1e3 * seconds(start));
    }

    private static double page(Library library, LibraryQuery query) {
        long start = System.nanoTime();
        LibraryPage unused = library.page(query, PAGE);
        return 1e3 * seconds(start);
    }

    private void print(String what, double[] millis) {
        double[] sorted = Arrays.stream(millis).sorted().toArray();
        out.printf(
                "%-22sp50 %6.1f ms, p95 %6.1f ms, worst %6.1f ms%n",
                what, sorted[sorted.length / 2], sorted[sorted.length * 95 / 100], sorted[sorted.length - 1]);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void commit(Store store, int first, int count) {
        Lease lease = store.ledger()
                .create(
                        SessionId.random(),
                        BenchSession.parameters(
                                BenchSession.roots(Path.of("").toAbsolutePath()), Fingerprint.PIXELS, 1),
                        Actor.PROGRAM)
                .lease();
        List<SourceFile> files = IntStream.range(first, first + count)
                .mapToObj(RandomFiles::file)
                .toList();
        ItemList list = store.items().newList(lease);
        var unused = list.add(files, false, Long.MAX_VALUE);
        list.complete();
        for (Item item : store.items().pending(lease.session(), 0, 0, count)) {
            Findings findings = content.findings(item.file());
            store.catalog()
                    .commit(
                            lease,
                            item,
                            content.assessment(item.file(), findings),
                            findings,
                            AnalyserVersion.with(AnalysisOptions.everything(), /* classified= */ true),
                            null);
        }
    }
}

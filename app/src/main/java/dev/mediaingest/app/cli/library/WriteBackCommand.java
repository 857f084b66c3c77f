package dev.mediaingest.app.cli.library;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.cli.run.Foreground;
import dev.mediaingest.app.cli.run.RunView;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.PrintableText;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue.Started;
import dev.mediaingest.store.MigrationConsent;
import dev.mediaingest.store.Store;
import dev.mediaingest.writeback.Given;
import dev.mediaingest.writeback.GivenFiles;
import dev.mediaingest.writeback.GivenFiles.Listed;
import dev.mediaingest.writeback.SidecarForm;
import dev.mediaingest.writeback.SidecarWriter;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Refused;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Unchanged;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Written;
import dev.mediaingest.writeback.WriteBack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes ratings and keywords that people gave here into sidecars, as a session. */
@Command(
        name = "write-back",
        description =
                "Write ratings and keywords given here into sidecars beside the files; never into a picture or video.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class WriteBackCommand implements Callable<Integer> {
    private static final int PAGE = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which files, as for search; all if left out.")
    private List<String> words = List.of();

    @Option(
            names = "--to",
            paramLabel = "scores|xmp",
            required = true,
            description = "As .scores/NAME.json (ratings) or as NAME.xmp (ratings and keywords).")
    private String to = "";

    @Option(
            names = "--mirror",
            paramLabel = "DIR",
            description = "Write into this folder, in subfolders as the files', instead of beside them.")
    private @Nullable Path mirror;

    @Option(names = "--dry-run", description = "Only say what would be written.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one event a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        SidecarForm form = SidecarForm.ofLabel(to)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--to takes scores or xmp"));
        String query = String.join(" ", words);
        try {
            List<Term> terms = QueryText.parse(query);
            return dryRun ? preview(form, query, terms) : write(form, query, terms);
        } catch (BadQuery e) {
            throw new ParameterException(spec.commandLine(), e.sentence(), e);
        }
    }

    private int preview(SidecarForm form, String query, List<Term> terms) throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directoryToRead();
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            Optional<Path> top = top(store.given(), terms);
            if (top.isEmpty()) {
                return sayThatThereIsNothing();
            }
            WriteBack request = new WriteBack(form, query, top.get(), mirror());
            SidecarWriter writer = new SidecarWriter(roots(top.get()), InstantSource.system());
            Preview preview = new Preview();
            forEach(store.given(), terms, file -> preview.add(out, store.given(), writer, file, request));
            out.printf(
                    "%,d sidecars would be written, %,d are as they should be, %,d could not be written. Nothing was changed.%n",
                    preview.written, preview.unchanged, preview.refused);
            out.flush();
            return preview.refused == 0 ? ExitCode.OK : ExitCode.SOME_FILES_FAILED;
        }
    }

    /** Counts and prints what would become of each file. */
    private static final class Preview {
        private long written;
        private long unchanged;
        private long refused;

        void add(PrintWriter out, GivenFiles files, SidecarWriter writer, Path file, WriteBack request) {
            Given given = files.find(file).map(GivenFiles.Known::given).orElse(new Given(0, List.of()));
            switch (writer.preview(file, given, request)) {
                case Written(Path sidecar) -> {
                    written++;
                    out.println(printable(sidecar) + "\t" + described(given));
                }
                case Unchanged() -> unchanged++;
                case Refused(var reason) -> {
                    refused++;
                    out.println(printable(file) + "\t" + reason.sentence());
                }
            }
        }

        private static String described(Given given) {
            String score =
                    given.score() < 0 ? "rejected" : given.score() == 0 ? "no rating" : "*".repeat(given.score());
            return given.keywords().isEmpty() ? score : score + ", " + String.join(", ", given.keywords());
        }

        private static String printable(Path path) {
            return PrintableText.of(path.toString());
        }
    }

    private int write(SidecarForm form, String query, List<Term> terms) throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        RunView view = RunView.of(json, out, data.repeated());
        DataDirectory directory = data.directory();
        try (DataDirectory.Claim claim = directory.claim();
                Store store = Databases.open(directory, data.url(directory), MigrationConsent.GIVEN)) {
            store.library().catchUp();
            Optional<Path> top = top(store.given(), terms);
            if (top.isEmpty()) {
                return sayThatThereIsNothing();
            }
            try (Wiring wiring = Wiring.around(
                            store,
                            WiringOptions.of(
                                    directory,
                                    data.url(directory),
                                    roots(top.get()),
                                    new PixelFlags().setup(1),
                                    view,
                                    err::println));
                    Foreground foreground = new Foreground(wiring, view, err, data.repeated())) {
                wiring.queue().recover(session -> false);
                Started started = wiring.queue()
                        .start(SessionParameters.of(new WriteBack(form, query, top.get(), mirror())), Actor.PROGRAM);
                return foreground.await(started.id());
            }
        } catch (NothingFound e) {
            return sayThatThereIsNothing();
        }
    }

    private int sayThatThereIsNothing() {
        spec.commandLine().getErr().println("media-ingest: no such file was rated or given a keyword here.");
        return ExitCode.OK;
    }

    private @Nullable Path mirror() {
        return mirror == null ? null : mirror.toAbsolutePath().normalize();
    }

    private static MediaRoots roots(Path top) throws CannotStart {
        try {
            return MediaRoots.of(List.of(top));
        } catch (NoSuchRoot e) {
            throw new CannotStart(e.getMessage() + "; reconnect it and try again.");
        }
    }

    /** The folder that holds all files. */
    private static Optional<Path> top(GivenFiles files, List<Term> terms) {
        Path[] top = new Path[1];
        forEach(files, terms, file -> {
            Path folder = file.resolveSibling("");
            top[0] = top[0] == null ? folder : shared(top[0], folder);
        });
        return Optional.ofNullable(top[0]);
    }

    private static Path shared(Path one, Path other) {
        Path shared = one;
        while (shared.getParent() != null && !other.startsWith(shared)) {
            shared = shared.getParent();
        }
        return shared;
    }

    private static void forEach(GivenFiles files, List<Term> terms, Consumer<Path> action) {
        long last = 0;
        List<Listed> page;
        do {
            page = files.list(terms, last, PAGE);
            page.forEach(listed -> action.accept(listed.file().path()));
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == PAGE);
    }
}

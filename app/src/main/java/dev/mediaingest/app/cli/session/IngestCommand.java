package dev.mediaingest.app.cli.session;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.AllMedia;
import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExcludeFlags;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.MigrationFlag;
import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.cli.Terminal;
import dev.mediaingest.app.cli.run.Foreground;
import dev.mediaingest.app.cli.run.RunView;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue.Started;
import dev.mediaingest.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ingests folders in the foreground. */
@Command(
        name = "ingest",
        description = "Ingest folders, with everything below them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class IngestCommand implements Callable<Integer> {
    /** Settings by which files are left out. */
    private static final List<String> NARROWING = List.of("pattern", "exclude", "min-size", "no-recursive");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private MigrationFlag migration = new MigrationFlag();

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders to ingest; only they are read.")
    private List<Path> directories = List.of();

    @Option(
            names = "--pattern",
            paramLabel = "GLOBS",
            description = "Files to ingest, as '*.png|*.jpg' (default: every known image and video type).")
    private String pattern = AllMedia.PATTERN;

    @Option(names = "--no-recursive", description = "Leave subfolders alone.")
    private boolean notRecursive;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Files in work at once; commits keep the order (default: one a core, at most 4).")
    private int workers = SessionParameters.DEFAULT_WORKERS;

    @Option(names = "--no-nsfw", description = "Do not classify pictures.")
    private boolean noNsfw;

    @Option(
            names = "--fingerprint",
            paramLabel = "WHAT",
            converter = FingerprintConverter.class,
            description = "What files are recognised by: none (fastest, only headers are read), bytes or pixels"
                    + " (default: pixels).")
    private Fingerprint fingerprint = SessionParameters.DEFAULT_FINGERPRINT;

    @Mixin
    private ExcludeFlags excludes = new ExcludeFlags();

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Option(names = "--max-files", paramLabel = "N", description = "Stop after so many new or changed files.")
    private @Nullable Long maxFiles;

    @Option(names = "--force", description = "Analyse unchanged files again.")
    private boolean force;

    @Option(
            names = "--confirm-missing",
            paramLabel = "DIR",
            description = "A folder that is away is gone for good: mark its files as missing; repeatable.")
    private List<Path> confirmMissing = List.of();

    @Option(names = "--retry-failed", description = "Try files again that failed before and have not changed.")
    private boolean retryFailed;

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Option(names = "--json", description = "Print one event a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        MediaRoots roots = roots();
        SessionParameters parameters = parameters(roots);
        sayWhatNarrows();
        DataDirectory directory = data.directory();
        PrintWriter out = spec.commandLine().getOut();
        RunView view = RunView.of(json, out, data.repeated());
        Optional<ServerClient> server = access.of(directory);
        return server.isPresent()
                ? ingestThere(server.get(), directory, parameters, view)
                : ingestHere(directory, roots, parameters, view);
    }

    /** Or a person looks for files that a line in a file of settings leaves out. */
    private void sayWhatNarrows() {
        if (spec.commandLine().getDefaultValueProvider() instanceof Settings settings) {
            PrintWriter err = spec.commandLine().getErr();
            settings.silent(NARROWING)
                    .forEach((source, keys) -> err.println("media-ingest: " + source + " says what is left out: "
                            + String.join(", ", keys) + ". An option given here wins."));
        }
    }

    private int ingestThere(ServerClient server, DataDirectory directory, SessionParameters parameters, RunView view)
            throws CannotStart {
        PrintWriter err = spec.commandLine().getErr();
        PixelFlags.given(spec.commandLine().getParseResult())
                .forEach(option -> err.println("media-ingest: " + option + " is the server's to say; its own holds."));
        ServerIngestion there = new ServerIngestion(server, directory, data.url(directory), view, err, data.repeated());
        return there.run(parameters, (stopped, tally) -> isWanted(stopped, tally, err), confirmMissing);
    }

    private int ingestHere(DataDirectory directory, MediaRoots roots, SessionParameters parameters, RunView view)
            throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (DataDirectory.Claim claim = directory.claim();
                Store store = Databases.open(directory, data.url(directory), migration);
                Wiring wiring = Wiring.around(
                        store,
                        WiringOptions.of(
                                        directory,
                                        data.url(directory),
                                        roots,
                                        pixels.setup(workers),
                                        view,
                                        err::println)
                                .withSettling(pixels.settling()));
                Foreground foreground = new Foreground(wiring, view, err, data.repeated())) {
            wiring.queue().recover(session -> false);
            Optional<Session> stopped = InterruptedRun.of(store.ledger(), parameters);
            if (stopped.isPresent()
                    && isWanted(stopped.get(), store.items().tally(stopped.get().id()), err)) {
                var unused = wiring.queue().resume(stopped.get().id(), Actor.PROGRAM);
                return foreground.await(stopped.get().id());
            }
            Started started = wiring.queue().start(parameters, Actor.PROGRAM);
            confirm(wiring, started, out);
            return foreground.await(started.id());
        } catch (NothingFound e) {
            err.println("media-ingest: " + e.getMessage() + ": " + parameters.pattern());
            return ExitCode.FAILED;
        }
    }

    private boolean isWanted(Session stopped, Tally tally, PrintWriter err) {
        boolean mayAsk = !json && Terminal.isThere();
        return InterruptedRun.isWanted(stopped, tally, mayAsk, data.repeated(), err);
    }

    private void confirm(Wiring wiring, Started started, PrintWriter out) {
        for (Path folder : confirmMissing) {
            Path absolute = folder.toAbsolutePath().normalize();
            switch (wiring.queue().confirmMissing(started.id(), absolute, Actor.PROGRAM)) {
                case Answer.Done done -> {}
                case Answer.Rejected(String sentence) ->
                    (json ? spec.commandLine().getErr() : out).println(sentence);
                case Answer.AlreadyCompleted completed -> {}
                case Answer.NotFound notFound -> {}
            }
        }
    }

    private MediaRoots roots() {
        try {
            return MediaRoots.of(directories);
        } catch (NoSuchRoot e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private SessionParameters parameters(MediaRoots roots) {
        try {
            return new SessionParameters(
                            roots.all(),
                            FilePattern.of(pattern),
                            !notRecursive,
                            !noNsfw,
                            SessionParameters.DEFAULT_NSFW_THRESHOLD,
                            true,
                            true,
                            true,
                            fingerprint,
                            !force,
                            maxFiles == null ? OptionalLong.empty() : OptionalLong.of(maxFiles),
                            workers,
                            excludes.exclusions())
                    .withRetryFailed(retryFailed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}

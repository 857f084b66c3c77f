package dev.mediaingest.app.cli;

import dev.mediaingest.app.CannotStart;
import dev.mediaingest.app.DataDirectory;
import dev.mediaingest.app.Wiring;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionQueue.Answer;
import dev.mediaingest.store.Store;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a session in the foreground. */
@Command(name = "resume", description = "Go on with a session.", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "ID", description = "The session's id, or the first characters of it.")
    private String id = "";

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Option(names = "--json", description = "Print one event a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DataDirectory directory = data.directory();
        RunView view = json ? new JsonView(out) : new TextView(out, Terminal.isThere());
        try (DataDirectory.Claim claim = directory.claim();
                Wiring wiring = Wiring.open(
                        directory,
                        data.url(directory),
                        roots(directory),
                        pixels.setup(IngestCommand.DEFAULT_WORKERS),
                        view,
                        err::println)) {
            Session session = SessionLookup.find(wiring.store().sessions(), id);
            wiring.queue().recover(other -> false);
            return switch (wiring.queue().resume(session.id())) {
                case Answer.Done(Session now) -> new Foreground(wiring, view, err, data.repeated()).await(now.id());
                case Answer.AlreadyCompleted(Session now) ->
                    say(out, "The session has already completed.", ExitCode.OK);
                case Answer.NotNow(String sentence) -> say(err, "media-ingest: " + sentence, ExitCode.FAILED);
                case Answer.NotFound() -> say(err, "media-ingest: Session not found", ExitCode.FAILED);
            };
        }
    }

    /** A session's folders are its media roots, as when it was started from the command line. */
    private MediaRoots roots(DataDirectory directory) throws CannotStart {
        try (Store store = Wiring.openStore(data.url(directory), InstantSource.system())) {
            Session session = SessionLookup.find(store.sessions(), id);
            return MediaRoots.of(session.parameters().directories());
        } catch (NoSuchRoot e) {
            throw new CannotStart(e.getMessage() + "; reconnect it and try again.");
        }
    }

    private static int say(PrintWriter to, String sentence, int code) {
        to.println(sentence);
        return code;
    }
}

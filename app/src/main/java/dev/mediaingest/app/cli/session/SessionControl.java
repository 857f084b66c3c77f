package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.cli.run.Foreground;
import dev.mediaingest.app.cli.run.RunView;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.store.MigrationConsent;
import dev.mediaingest.store.Store;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of one session from a shell. If a server has the data directory, it is asked to do it; else it is done here,
 * and what makes the session go on runs in the foreground.
 */
final class SessionControl {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "ID", description = "The session's id, or the first characters of it.")
    private String id = "";

    @Mixin
    private ServerAccess access = new ServerAccess();

    /** What is to be done where the queue is. */
    interface Operation {
        Answer ask(SessionQueue queue, SessionId id, Actor by);
    }

    /** Ends, pauses or removes a session. */
    int settle(String name, Operation operation) throws CannotStart {
        DataDirectory directory = data.directory();
        Optional<ServerClient> server = access.of(directory);
        if (server.isPresent()) {
            return byServer(server.get(), session(directory), name, "{}");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (DataDirectory.Claim claim = directory.claim();
                Store store = Databases.open(directory, data.url(directory), MigrationConsent.GIVEN)) {
            Session session = SessionLookup.find(store.ledger(), id);
            PixelSetup none = new PixelFlags().setup(1);
            try (Wiring wiring = Wiring.around(
                    store,
                    WiringOptions.of(directory, data.url(directory), noRoots(), none, event -> {}, err::println))) {
                wiring.queue().recover(other -> false);
                return answered(operation.ask(wiring.queue(), session.id(), ServerAccess.person()), session);
            }
        }
    }

    /** Makes a session go on, and shows it. */
    int run(String name, String body, Operation operation, PixelFlags pixels, boolean json) throws CannotStart {
        DataDirectory directory = data.directory();
        Optional<ServerClient> server = access.of(directory);
        if (server.isPresent()) {
            return byServer(server.get(), session(directory), name, body);
        }
        PrintWriter out = spec.commandLine().getOut();
        RunView view = RunView.of(json, out, data.repeated());
        try (DataDirectory.Claim claim = directory.claim();
                Store store = Databases.open(directory, data.url(directory), MigrationConsent.GIVEN)) {
            Session session = SessionLookup.find(store.ledger(), id);
            return runHere(directory, store, session, operation, pixels, view);
        }
    }

    private int runHere(
            DataDirectory directory, Store store, Session session, Operation operation, PixelFlags pixels, RunView view)
            throws CannotStart {
        PrintWriter err = spec.commandLine().getErr();
        try (Wiring wiring = Wiring.around(
                        store,
                        WiringOptions.of(
                                        directory,
                                        data.url(directory),
                                        roots(session),
                                        pixels.setup(SessionParameters.DEFAULT_WORKERS),
                                        view,
                                        err::println)
                                .withSettling(pixels.settling()));
                Foreground foreground = new Foreground(wiring, view, err, data.repeated())) {
            wiring.queue().recover(other -> false);
            Answer answer = operation.ask(wiring.queue(), session.id(), ServerAccess.person());
            return answer instanceof Answer.Done(Session now) ? foreground.await(now.id()) : answered(answer, session);
        }
    }

    private int answered(Answer answer, Session session) {
        PrintWriter out = spec.commandLine().getOut();
        return switch (answer) {
            case Answer.Done(Session now) ->
                say(out, "Session " + now.id() + " is " + now.state().label() + ".", ExitCode.OK);
            case Answer.AlreadyCompleted(Session now) -> say(out, "The session has already completed.", ExitCode.OK);
            case Answer.Rejected(String sentence) ->
                say(spec.commandLine().getErr(), "media-ingest: " + sentence, ExitCode.FAILED);
            case Answer.NotFound() -> say(out, "Session " + session.id() + " is deleted.", ExitCode.OK);
        };
    }

    private int byServer(ServerClient server, Session session, String name, String body) throws CannotStart {
        boolean deletes = name.equals("delete");
        JsonNode answer = deletes
                ? server.send("DELETE", "/api/ingest/session/" + session.id(), "")
                : server.send("POST", "/api/ingest/sessions/" + session.id() + "/" + name, body);
        String status =
                deletes ? "deleted" : answer.path("status").asString("asked").replace('_', ' ');
        return say(
                spec.commandLine().getOut(),
                server.name() + " was asked to " + name + " session " + session.id() + "; it is " + status + " now.",
                ExitCode.OK);
    }

    private Session session(DataDirectory directory) throws CannotStart {
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            return SessionLookup.find(store.ledger(), id);
        }
    }

    /** A session's folders are its media roots, as when it was started from the command line. */
    private static MediaRoots roots(Session session) throws CannotStart {
        try {
            return MediaRoots.of(session.parameters().directories());
        } catch (NoSuchRoot e) {
            throw new CannotStart(e.getMessage() + "; reconnect it and try again.");
        }
    }

    private static MediaRoots noRoots() {
        try {
            return MediaRoots.of(List.of());
        } catch (NoSuchRoot e) {
            throw new IllegalStateException(e);
        }
    }

    private static int say(PrintWriter to, String sentence, int code) {
        to.println(sentence);
        return code;
    }
}

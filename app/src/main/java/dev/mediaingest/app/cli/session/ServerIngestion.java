package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.run.FollowedRun;
import dev.mediaingest.app.cli.run.RunView;
import dev.mediaingest.app.cli.session.ServerClient.Refused;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ParametersJson;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An ingestion that the server of the data directory does for a command, which shows it. The command reads the ledger only; when it
 * ends early, the session goes on.
 */
final class ServerIngestion {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerClient server;
    private final DataDirectory directory;
    private final DatabaseUrl url;
    private final RunView view;
    private final PrintWriter err;
    private final String options;

    /**
     * Nothing is asked yet.
     *
     * @param options what commands that are suggested must repeat
     */
    ServerIngestion(
            ServerClient server,
            DataDirectory directory,
            DatabaseUrl url,
            RunView view,
            PrintWriter err,
            String options) {
        this.server = server;
        this.directory = directory;
        this.url = url;
        this.view = view;
        this.err = err;
        this.options = options;
    }

    /**
     * Asks for a session, or for one that was stopped to go on, and shows it to its end.
     *
     * @param goesOn asked about a session over the same folders that was stopped
     * @param confirmed folders that are away for good
     * @return what the command tells a shell
     */
    int run(SessionParameters wanted, BiPredicate<Session, Tally> goesOn, List<Path> confirmed) throws CannotStart {
        try (Store store = Databases.openToRead(url, InstantSource.system())) {
            Optional<Session> stopped = InterruptedRun.of(store.ledger(), wanted)
                    .filter(session -> goesOn.test(session, store.items().tally(session.id())));
            if (stopped.isPresent()) {
                SessionId id = stopped.get().id();
                long before = store.reports().lastRevision(id);
                var unused = server.send("POST", "/api/ingest/sessions/" + id + "/resume", "{}");
                return follow(store, id, before);
            }
            SessionId id = start(wanted);
            confirmed.forEach(folder -> confirm(id, folder));
            return follow(store, id, 0);
        } catch (Refused e) {
            err.println("media-ingest: " + sentence(e));
            return e.status() == 403 || e.status() == 422 ? ExitCode.USAGE : ExitCode.FAILED;
        }
    }

    private String sentence(Refused refusal) {
        return refusal.status() == 403
                ? refusal.getMessage() + ". " + server.name() + " has the data directory: start it with a"
                        + " --media-root that holds the folder, or name another --data-dir."
                : String.valueOf(refusal.getMessage());
    }

    private SessionId start(SessionParameters wanted) throws CannotStart {
        JsonNode answer = server.send(
                "POST",
                "/api/ingest/process",
                JSON.createObjectNode()
                        .set("parameters", ParametersJson.write(wanted))
                        .toString());
        SessionId id = SessionId.parse(answer.path("session_id").asString(""))
                .orElseThrow(() -> new CannotStart(server.name() + " did not say which session it began."));
        view.on(new Planned(
                id,
                new Plan(
                        answer.path("total_files").asLong(),
                        answer.path("to_do").asLong(),
                        readAgain(answer.path("read_again")),
                        answer.path("left_out").asLong(),
                        0,
                        List.of())));
        return id;
    }

    private static Map<ReaderChange, Long> readAgain(JsonNode reasons) {
        Map<ReaderChange, Long> files = new EnumMap<>(ReaderChange.class);
        for (JsonNode reason : reasons) {
            ReaderChange.ofLabel(reason.path("reason").asString(""))
                    .ifPresent(change -> files.put(change, reason.path("files").asLong()));
        }
        return files;
    }

    private void confirm(SessionId id, Path folder) {
        ObjectNode body = JSON.createObjectNode()
                .put("path", folder.toAbsolutePath().normalize().toString());
        try {
            var unused = server.send("POST", "/api/ingest/sessions/" + id + "/confirm-missing", body.toString());
        } catch (CannotStart e) {
            err.println("media-ingest: " + e.getMessage());
        }
    }

    private int follow(Store store, SessionId id, long after) throws CannotStart {
        err.printf(
                "%s has the data directory and does the work; leave with Ctrl-C, it goes on.%n  %s/sessions/%s%n",
                server.name(), server.address(), id);
        Thread goodbye = new Thread(() -> sayHowItGoesOn(id), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            return new FollowedRun(store, view, () -> directory.holder().isPresent(), options)
                    .follow(id, after)
                    .exitCode();
        } finally {
            takeBack(goodbye);
        }
    }

    private void sayHowItGoesOn(SessionId id) {
        view.close();
        err.printf("%nThe session goes on there. Stop it with:%n  ./media-ingest pause %s%s%n", id, options);
    }

    private static void takeBack(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending, and the hook says so
        }
    }
}

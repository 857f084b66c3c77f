package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.media.PrintableText;
import dev.mediaingest.report.StatsJson;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lists sessions. */
@Command(name = "sessions", description = "List sessions, newest first.", mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--limit", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print one session a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directoryToRead();
        if (data.url(directory) instanceof DatabaseUrl.Sqlite(Path file) && !Files.exists(file)) {
            sayThatThereAreNone(out);
            return ExitCode.OK;
        }
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            ShownState shown = ShownState.of(directory, data.url(directory));
            List<Session> sessions = store.ledger().list(SessionState.ALL, limit, 0);
            if (json) {
                sessions.forEach(
                        session -> out.println(json(session, store.items().tally(session.id()), shown)));
            } else {
                print(out, store, sessions, shown);
            }
        }
        return ExitCode.OK;
    }

    private void sayThatThereAreNone(PrintWriter out) {
        if (!json) {
            out.println("No sessions yet. Begin with: media-ingest ingest DIR");
        }
    }

    private void print(PrintWriter out, Store store, List<Session> sessions, ShownState shown) {
        if (sessions.isEmpty()) {
            sayThatThereAreNone(out);
            return;
        }
        out.printf("%-8s  %-16s  %-11s  %15s  %7s  %s%n", "id", "started", "state", "files", "errors", "folders");
        for (Session session : sessions) {
            Tally tally = store.items().tally(session.id());
            out.printf(
                    "%-8s  %-16s  %-11s  %15s  %7d  %s%n",
                    session.id().value().substring(0, 8),
                    time(session.createdAt()),
                    shown.of(session),
                    String.format("%,d/%,d", tally.processed(), tally.total()),
                    tally.errors(),
                    folders(session));
        }
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String folders(Session session) {
        return session.parameters().directories().stream()
                .map(directory -> PrintableText.of(directory.toString()))
                .collect(Collectors.joining(", "));
    }

    static ObjectNode json(Session session, Tally tally, ShownState shown) {
        ObjectNode json = JSON.createObjectNode();
        json.put("session_id", session.id().value());
        json.put("status", shown.of(session));
        json.put("message", session.message());
        json.put("progress", tally.percent());
        json.put("total_files", tally.total());
        json.put("processed_files", tally.processed());
        json.put("created_at", session.createdAt().toString());
        json.put(
                "end_time", session.endedAt() == null ? null : session.endedAt().toString());
        json.put("worked_seconds", session.worked(Instant.now()).toMillis() / 1e3);
        json.put("waited_seconds", session.waited(Instant.now()).toMillis() / 1e3);
        json.putArray("directories")
                .addAll(session.parameters().directories().stream()
                        .map(directory -> JSON.getNodeFactory().stringNode(directory.toString()))
                        .toList());
        json.set("stats", StatsJson.write(tally));
        return json;
    }
}

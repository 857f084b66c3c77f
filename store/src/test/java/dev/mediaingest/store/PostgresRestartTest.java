package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL is stopped and started under a running session; {@code -Dtests.long=true} takes more files. */
class PostgresRestartTest {
    private static final int FILES = Boolean.getBoolean("tests.long") ? 5_000 : 1_500;
    private static final int STOPS = 3;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theSessionWaitsAndEndsExact(int workers) throws Exception {
        Path media = pictures();
        try (PostgresServer postgres = PostgresServer.ofItsOwn()) {
            DatabaseUrl.Postgres url = postgres.newDatabase();
            try (RunningServer server = RunningServer.start(url, media)) {
                SessionId id = server.queue()
                        .start(server.parameters(workers), Actor.PROGRAM)
                        .id();
                Session session = server.store().ledger().find(id).orElseThrow();
                for (int stop = 1; stop <= STOPS; stop++) {
                    long reached = (long) stop * FILES / (STOPS + 1);
                    await().atMost(Duration.ofMinutes(2)).until(() -> count(server, ItemEnded.class) >= reached);
                    int waits = stop;

                    postgres.stop();

                    await().atMost(Duration.ofSeconds(60)).until(() -> count(server, Waiting.class) >= waits);
                    assertThat(server.progress().of(session).state()).isEqualTo(SessionState.PAUSED);
                    assertThat(server.progress().of(session).message()).startsWith("The database server localhost:");
                    postgres.startAgain();
                    await().atMost(Duration.ofSeconds(60)).until(() -> count(server, Recovered.class) >= waits);
                }
                server.queue().await(id);

                Tally tally = server.store().items().tally(id);
                assertThat(server.store().ledger().find(id).orElseThrow().state())
                        .isEqualTo(SessionState.COMPLETED);
                assertThat(tally.committed()).isEqualTo(FILES);
                assertThat(tally.addsUp()).isTrue();
                assertThat(count(server, ItemEnded.class)).isEqualTo(FILES);
                assertThatEveryFileIsThereOnce(url);
            }
        }
    }

    private static long count(RunningServer server, Class<? extends SessionEvent> kind) {
        return server.events().stream().filter(kind::isInstance).count();
    }

    private static void assertThatEveryFileIsThereOnce(DatabaseUrl.Postgres url) throws SQLException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : new String[] {
                "select count(*) from media_files",
                "select count(distinct file_path) from media_files",
                "select count(*) from media_metadata",
                "select count(distinct media_file_id) from media_metadata",
                "select count(*) from media_analysis",
                "select count(distinct revision) from ingest_items",
                "select count(*) from media_keywords where keyword_type = 'prompt' and keyword like 'picture %'",
            }) {
                try (var row = statement.executeQuery(sql)) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getLong(1)).as(sql).isEqualTo(FILES);
                }
            }
            try (var row = statement.executeQuery("select max(attempts) from ingest_items")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(1)).isEqualTo(1);
            }
        }
    }

    private Path pictures() throws IOException {
        Path media = Files.createDirectory(folder.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
        return media;
    }
}

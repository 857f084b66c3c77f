package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database: two processes on a file here, two machines on PostgreSQL in the subclass. */
class TwoServersTest {
    private static final int FILES = 60;

    @TempDir
    Path folder = Path.of("");

    private Path media = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(folder.resolve("catalogue.db"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalogue.db"));
    }

    @BeforeEach
    void pictures() throws IOException {
        media = Files.createDirectory(folder.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    @Test
    void theOtherServerLeavesARunningSessionAlone() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        try (RunningServer first = RunningServer.start(url(), media);
                RunningServer second = RunningServer.start(url(), media)) {
            first.onEvent(event -> {
                if (event instanceof ItemBegun begun && begun.item().position() == 20) {
                    awaitQuietly(looked);
                }
            });
            SessionId id =
                    first.queue().start(first.parameters(1), Actor.PROGRAM).id();
            await().until(() -> first.store().items().tally(id).committed() == 19);

            second.queue().recover(any -> true);

            assertThat(second.queue().resume(id, Actor.PROGRAM)).isInstanceOf(Answer.Rejected.class);
            assertThat(second.queue().retry(id, List.of(), Actor.PROGRAM)).isInstanceOf(Answer.Rejected.class);
            assertThat(second.queue().cancel(id, Actor.PROGRAM)).isInstanceOf(Answer.Rejected.class);
            looked.countDown();
            first.queue().await(id);
            assertThat(second.events()).isEmpty();
            assertThat(second.store().ledger().find(id).orElseThrow().state()).isEqualTo(SessionState.COMPLETED);
            assertThatEveryFileIsThereOnce();
        }
    }

    @Test
    void aServerThatSleptThroughItsLeaseStopsAndTheOtherFinishes() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        try (RunningServer first = RunningServer.start(url(), media);
                RunningServer second = RunningServer.start(url(), media)) {
            first.onEvent(event -> {
                if (event instanceof ItemBegun begun && begun.item().position() == 20) {
                    awaitQuietly(asleep);
                }
            });
            SessionId id =
                    first.queue().start(first.parameters(1), Actor.PROGRAM).id();
            await().until(() -> first.store().items().tally(id).committed() == 19);

            execute("update ingest_sessions set lease_until = 0");
            second.queue().takeOver(any -> true);
            second.queue().await(id);
            asleep.countDown();
            first.queue().await(id);

            assertThat(first.events()).last().isEqualTo(new TakenOver(id));
            assertThat(first.events().stream().filter(ItemEnded.class::isInstance))
                    .hasSize(19);
            assertThat(second.events().stream().filter(ItemEnded.class::isInstance))
                    .hasSize(FILES - 19);
            assertThat(second.store().ledger().find(id).orElseThrow().state()).isEqualTo(SessionState.COMPLETED);
            assertThat(first.progress()
                            .of(first.store().ledger().find(id).orElseThrow())
                            .tally()
                            .committed())
                    .isEqualTo(FILES);
            assertThatEveryFileIsThereOnce();
        }
    }

    @Test
    void aSessionWhoseServerIsClosedCanBeResumedElsewhereAtOnce() throws Exception {
        SessionId id;
        try (RunningServer first = RunningServer.start(url(), media)) {
            first.onEvent(event -> {
                if (event instanceof ItemEnded ended && ended.item().position() == 10) {
                    first.queue().pause(ended.session(), Actor.PROGRAM);
                }
            });
            id = first.queue().start(first.parameters(1), Actor.PROGRAM).id();
            first.queue().await(id);
            try (RunningServer second = RunningServer.start(url(), media)) {
                assertThat(second.queue().resume(id, Actor.PROGRAM)).isInstanceOf(Answer.Done.class);
                second.queue().await(id);
            }
        }
        assertThatEveryFileIsThereOnce();
    }

    private void assertThatEveryFileIsThereOnce() throws SQLException {
        for (String table : new String[] {"media_files", "media_metadata", "media_analysis"}) {
            assertThat(number("select count(*) from " + table)).as(table).isEqualTo(FILES);
        }
        assertThat(number("select count(*) from ingest_items where state = 'committed'"))
                .isEqualTo(FILES);
        assertThat(number("select count(distinct revision) from ingest_items")).isEqualTo(FILES);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(60).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

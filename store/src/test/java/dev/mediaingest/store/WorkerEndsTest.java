package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.DatabaseUrl.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file whose worker process ends over it, by whoever's doing. */
class WorkerEndsTest {
    @TempDir
    Path temporary = Path.of("");

    private final Map<String, Integer> endsLeft = new ConcurrentHashMap<>();
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private Path media = Path.of("");
    private volatile FailureCode how = FailureCode.DECODER_CRASHED;
    private volatile boolean isHanging;

    @BeforeEach
    void pictures() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= 5; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve(number + ".png"));
        }
    }

    @Test
    void aFileHandedToAWorkerKilledTwiceIsCommittedLater() throws Exception {
        endsLeft.put("2.png", 2);

        try (RunningServer server = RunningServer.reading(url(), new Workers(), media)) {
            List<ItemReport> items = run(server);

            assertThat(items).allMatch(item -> item.state() == ItemState.COMMITTED && item.code() == null);
            assertThat(items).extracting(ItemReport::position).containsExactly(1L, 3L, 4L, 5L, 2L);
            assertThat(items.getLast().attempts()).isEqualTo(3);
        }
    }

    @Test
    void aFileOverWhichThreeWorkersEndIsCommittedWithWhatWasReadAndANote() throws Exception {
        for (FailureCode code : List.of(FailureCode.DECODER_CRASHED, FailureCode.TIMEOUT, FailureCode.MEMORY)) {
            how = code;
            endsLeft.put("2.png", 3);
            try (RunningServer server = RunningServer.reading(url(), new Workers(), media)) {
                ItemReport last = run(server).getLast();

                assertThat(last.state()).isEqualTo(ItemState.COMMITTED);
                assertThat(last.code()).isEqualTo(code.code());
                assertThat(last.path()).endsWith("2.png");
            }
            assertThat(prompts()).contains("picture 2");
            Files.delete(((Sqlite) url()).file());
        }
    }

    @Test
    void aMistakeOfOursInAWorkerIsANoteAtOnce() throws Exception {
        how = FailureCode.INTERNAL;
        endsLeft.put("2.png", 1);

        try (RunningServer server = RunningServer.reading(url(), new Workers(), media)) {
            assertThat(run(server))
                    .allMatch(item -> item.state() == ItemState.COMMITTED)
                    .filteredOn(item -> "internal".equals(item.code()))
                    .extracting(ItemReport::position)
                    .containsExactly(2L);
        }
    }

    @Test
    void onceAStopWasAskedAnEndedWorkerIsNoOutcome() throws Exception {
        isHanging = true;
        endsLeft.put("1.png", 1);
        try (RunningServer server = RunningServer.reading(url(), new Workers(), media)) {
            SessionId id = server.queue()
                    .start(server.parameters(1, Fingerprint.PIXELS), Actor.PROGRAM)
                    .id();
            handedOver.await();
            server.queue().pause(id, Actor.PROGRAM);
            isHanging = false;
            server.queue().await(id);

            assertThat(server.store().ledger().find(id).orElseThrow().state()).isEqualTo(SessionState.PAUSED);
            assertThat(server.store().items().tally(id).pending()).isEqualTo(5);
            server.queue().resume(id, Actor.PROGRAM);
            server.queue().await(id);
            assertThat(items(server, id))
                    .allMatch(item -> item.state() == ItemState.COMMITTED && item.attempts() == 1)
                    .extracting(ItemReport::position)
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void theLedgerKnowsThatASlowFileIsWithAWorker() throws Exception {
        isHanging = true;
        endsLeft.put("1.png", 0);
        SessionId id;
        try (RunningServer server = RunningServer.reading(url(), new Workers(), media)) {
            id = server.queue()
                    .start(server.parameters(1, Fingerprint.PIXELS), Actor.PROGRAM)
                    .id();
            await().until(this::isUncounted);
            isHanging = false;
            server.queue().await(id);
        }
    }

    /** Whether the ledger says that the end of this process is not to be counted against the file in work. */
    private boolean isUncounted() throws SQLException {
        return !rows("select 1 from ingest_items where state = 'processing' and attempts = 0")
                .isEmpty();
    }

    private List<ItemReport> run(RunningServer server) throws Exception {
        SessionId id = server.queue()
                .start(server.parameters(1, Fingerprint.PIXELS), Actor.PROGRAM)
                .id();
        server.queue().await(id);
        assertThat(server.store().ledger().find(id).orElseThrow().state()).isEqualTo(SessionState.COMPLETED);
        return items(server, id);
    }

    private static List<ItemReport> items(RunningServer server, SessionId id) {
        return server.store().reports().endedAfter(id, 0, 10);
    }

    private List<String> prompts() throws SQLException {
        return rows("select prompt from media_metadata");
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ((Sqlite) url()).file());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private DatabaseUrl url() {
        return new Sqlite(temporary.resolve("test.db"));
    }

    /** Stands for worker processes: ends over the files it is told to, and hangs while it is told to. */
    private final class Workers implements PixelReader {
        @Override
        public PixelReading read(PixelRequest request) throws InterruptedException {
            String name = String.valueOf(request.file().getFileName());
            Integer left = endsLeft.get(name);
            if (left != null) {
                handedOver.countDown();
                while (isHanging) {
                    Thread.sleep(5);
                }
            }
            if (left != null && left > 0) {
                endsLeft.put(name, left - 1);
                return new PixelReading.Ended(Failure.of(how));
            }
            return new PixelReading.Read(PixelFindings.none(Reason.SWITCHED_OFF));
        }

        @Override
        public boolean isIsolated() {
            return true;
        }
    }
}

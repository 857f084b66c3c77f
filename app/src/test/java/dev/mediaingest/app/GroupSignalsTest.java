package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Process trees that are stopped, suspended and killed as people, terminals, service managers and kernels do it: no file is blamed. */
@EnabledOnOs(OS.LINUX)
class GroupSignalsTest {
    private static final boolean LONG = Boolean.getBoolean("tests.long");
    private static final int STOPS = LONG ? 20 : 6;
    /** For each stop; more than are done before it. */
    private static final int PICTURES = 100;

    private static final Duration SUSPENDED = Duration.ofSeconds(LONG ? 75 : 25);
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final long seed = Long.getLong("tests.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        System.out.println("group signals: seed " + seed);
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
    }

    @Test
    void aGroupStoppedAtAnyMomentLosesAndBlamesNoFile() throws Exception {
        pictures(PICTURES * STOPS, 200);
        for (int stop = 1; stop <= STOPS; stop++) {
            String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
            try (ProcessGroup group = start(stop)) {
                awaitBeginning(group);
                Thread.sleep(random.nextInt(1_500));
                assertThat(group.isAlive())
                        .as("it was done before stop " + stop)
                        .isTrue();
                group.signal(signal);
                assertThat(group.await()).as(signal + ": " + out()).isGreaterThan(128);
            }
            assertThat(rows("select state from ingest_sessions"))
                    .as(signal + ": " + out())
                    .containsExactly("interrupted");
            assertThat(out()).contains("nothing is lost");
        }
        assertThat(rows("select path || ' ' || code from ingest_items where code is not null"))
                .isEmpty();
        finish();
        assertThat(rows("select count(*) from ingest_items where state = 'committed'"))
                .containsExactly("" + PICTURES * STOPS);
    }

    @Test
    void aSuspendedGroupGoesOnWhereItWas() throws Exception {
        slowPicture();
        pictures(5, 50);
        try (ProcessGroup group = start(1)) {
            awaitSlowFileWithAWorker();
            group.signal("STOP");
            Thread.sleep(SUSPENDED);
            group.signal("CONT");
            assertThat(group.await()).as(out()).isZero();
        }

        assertThat(rows("select max(attempts) from ingest_items")).containsExactly("1");
    }

    @Test
    void workersKilledAgainAndAgainCostNoFile() throws Exception {
        pictures(150, 200);
        int kills = 0;
        try (ProcessGroup group = start(1)) {
            awaitBeginning(group);
            while (kills < 4 && group.isAlive()) {
                Thread.sleep(300 + random.nextInt(300));
                group.killWorkers();
                kills++;
            }
            assertThat(group.await()).as(out()).isZero();
        }

        assertThat(rows("select count(*) from ingest_items where state = 'committed' and code is null"))
                .containsExactly("150");
    }

    @Test
    void threeKillsOfTheProgramWhileAWorkerHasASlowFileDoNotQuarantineIt() throws Exception {
        slowPicture();
        for (int kill = 1; kill <= 3; kill++) {
            try (ProcessGroup group = start(kill)) {
                awaitSlowFileWithAWorker();
                group.killLeader();
            }
        }
        finish();

        assertThat(rows("select state from ingest_items")).containsExactly("committed");
    }

    private ProcessGroup start(int run) throws IOException, SQLException {
        ProcessBuilder program = run == 1
                ? Server.program("ingest", media.toString(), "--workers", "2", "--data-dir", data().toString())
                : Server.program("resume", session(), "--data-dir", data().toString());
        return ProcessGroup.start(program, temporary.resolve("out"));
    }

    private void finish() throws Exception {
        try (ProcessGroup group = start(2)) {
            assertThat(group.await()).as(out()).isZero();
        }
    }

    private String session() throws SQLException {
        return rows("select id from ingest_sessions").getFirst();
    }

    /** Until the session is being planned or run. */
    private void awaitBeginning(ProcessGroup group) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !group.isAlive()
                        || count("select count(*) from ingest_sessions where state in ('starting', 'processing')") > 0);
    }

    private long count(String sql) {
        return rowsIfThere(sql).stream().mapToLong(Long::parseLong).sum();
    }

    /** Its attempt is taken back when a worker has had it for a second. */
    private void awaitSlowFileWithAWorker() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !rowsIfThere(
                                "select 1 from ingest_items where state = 'processing' and attempts = 0 and path like '%slow%'")
                        .isEmpty());
    }

    private List<String> rowsIfThere(String sql) {
        try {
            return Files.exists(database()) ? rows(sql) : List.of();
        } catch (SQLException e) {
            return List.of(); // no tables yet
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Path database() {
        return data().resolve("media_ingest.db");
    }

    private String out() throws IOException {
        return Files.readString(temporary.resolve("out"));
    }

    private void pictures(int count, int side) throws IOException {
        for (int number = 1; number <= count; number++) {
            PngFile.of(side, side).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    /** Some seconds of decoding. */
    private void slowPicture() throws IOException {
        PngFile.of(9_000, 9_000).writeTo(media.resolve("00000-slow.png"));
    }
}

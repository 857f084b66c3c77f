package dev.mediaingest.app.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.PixelSetup.Isolation;
import dev.mediaingest.app.watch.WatchedFolder.Timing;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
import dev.mediaingest.fixtures.HangingDisk;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real folders, real events, a real ledger. */
class WatchTest {
    private static final Timing QUICK = new Timing(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofHours(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path media;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Wiring wiring;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Watch watch;

    private final AtomicInteger looks = new AtomicInteger();

    /** Sessions people would be told of. */
    private final AtomicInteger ended = new AtomicInteger();

    private final Deque<String> warnings = new ConcurrentLinkedDeque<>();

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(folder.toRealPath().resolve("media"));
        DataDirectory data = DataDirectory.open(folder.resolve("data"));
        wiring = Wiring.open(WiringOptions.of(
                data,
                new DatabaseUrl.Sqlite(data.databaseFile()),
                MediaRoots.of(List.of(media)),
                new PixelSetup(Isolation.NONE, WorkerOptions.standard(1), ModelFolder.SHIPPED, 1_000_000, 1_000_000),
                this::count,
                warnings::add));
        watch = new Watch(wiring.queue(), WatchTest::parameters, this::mayBeNew, Clock.systemUTC(), warnings::add);
    }

    private void count(SessionEvent event) {
        if (event instanceof StateChanged(Session now) && now.state() == SessionState.COMPLETED) {
            ended.incrementAndGet();
        }
    }

    /** The quick look that spares a session; here it never does, so that each look comes to one. */
    private boolean mayBeNew(SessionParameters wanted) {
        looks.incrementAndGet();
        return true;
    }

    @Test
    void aFolderThatHangsKeepsNobodyFromStopping() throws Exception {
        HangingDisk.require();
        Path content = Files.createDirectory(folder.resolve("content"));
        Timing often = new Timing(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofMillis(50));
        try (HangingDisk disk = HangingDisk.mount(media.resolve("nas"), content)) {
            WatchedFolder watched =
                    WatchedFolder.watch(media.resolve("nas"), often, looks::incrementAndGet, warnings::add);
            await().until(() -> looks.get() > 2);
            disk.hang();
            await().during(Duration.ofSeconds(1)).until(() -> true); // it asks every 50 ms

            assertTimeoutPreemptively(Duration.ofSeconds(3), watched::close);
        }
    }

    @AfterEach
    void close() {
        watch.close();
        wiring.close();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatAppearsIsIngestedOnceItHasSettled() throws Exception {
        watch.folder(media, QUICK);
        write("a.png");
        awaitCommitted(1);

        Path below = Files.createDirectories(media.resolve("made/later"));
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        for (int i = 0; i < 20; i++) {
            PngFile.of(8, 8).seed(i).writeTo(below.resolve(i + ".png"));
        }
        awaitCommitted(21);
        assertThat(sessions()).allSatisfy(session -> assertThat(session.state()).isEqualTo(SessionState.COMPLETED));
    }

    @Test
    void whatCameWhileNobodyWatchedIsIngestedAtTheStart() throws Exception {
        write("before.png");

        watch.folder(media, QUICK);

        awaitCommitted(1);
    }

    @Test
    void aLookThatFindsNothingNewLeavesNoSession() throws Exception {
        write("a.png");
        watch.folder(media, new Timing(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100)));
        awaitCommitted(1);

        Files.writeString(media.resolve("note.txt"), "no picture");
        int before = looks.get();
        await().until(() -> looks.get() > before + 4);

        // each look has a session of its own until its plan turns out to be empty
        await().untilAsserted(() -> assertThat(sessions()).hasSize(1));
    }

    @Test
    void aFolderWithABrokenFileOpensOneSessionInTenLooks() throws Exception {
        Files.writeString(media.resolve("broken.png"), "no picture");
        write("a.png");
        watch.folder(media, new Timing(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100)));
        awaitCommitted(1);

        int before = looks.get();
        await().until(() -> looks.get() > before + 10);

        await().untilAsserted(() -> assertThat(sessions()).hasSize(1));
        assertThat(ended).hasValue(1);
    }

    @Test
    void aFolderThatGoesAndComesBackIsWatchedAgain() throws Exception {
        watch.folder(media, new Timing(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(200)));
        write("a.png");
        awaitCommitted(1);

        Path away = Files.move(media, folder.resolve("away"));
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        Files.move(away, media);
        write("b.png");

        awaitCommitted(2);
    }

    @Test
    void aScheduleOpensASessionWhenItsTimeHasCome() throws Exception {
        write("a.png");
        Instant start = Instant.parse("2026-11-01T02:59:59Z");
        long begun = System.nanoTime();
        Clock late = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return start.plusNanos(System.nanoTime() - begun);
            }
        };
        try (Watch scheduled = new Watch(wiring.queue(), WatchTest::parameters, wanted -> true, late, warnings::add)) {
            scheduled.at(Schedule.parse("0 3 * * *"), List.of(media));

            awaitCommitted(1);
        }
    }

    @Test
    void aScheduleKnowsItsTimes() {
        ZonedDateTime friday = ZonedDateTime.parse("2026-11-20T12:00:00+01:00[Europe/Berlin]");

        assertThat(Schedule.parse("30 3 * * 1-5").after(friday))
                .contains(ZonedDateTime.parse("2026-11-23T03:30:00+01:00[Europe/Berlin]"));
        assertThat(Schedule.parse("*/15 * * * *").after(friday))
                .contains(ZonedDateTime.parse("2026-11-20T12:15:00+01:00[Europe/Berlin]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "61 * * * *", "* * *", "0 25 * * *"})
    void aScheduleThatMeansNothingIsRefused(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String name) throws IOException {
        PngFile.of(8, 8).seed(name.hashCode()).writeTo(media.resolve(name));
    }

    private void awaitCommitted(long files) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sessions().stream()
                                .mapToLong(session -> wiring.store()
                                        .items()
                                        .tally(session.id())
                                        .committed())
                                .sum())
                        .isEqualTo(files));
        await().untilAsserted(() -> assertThat(sessions())
                .allSatisfy(session -> assertThat(session.state()).isEqualTo(SessionState.COMPLETED)));
    }

    private List<Session> sessions() {
        return wiring.store().ledger().list(SessionState.ALL, 100, 0);
    }

    private static SessionParameters parameters(List<Path> folders) {
        return new SessionParameters(
                folders,
                FilePattern.of("*.png"),
                true,
                false,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                Fingerprint.NONE,
                true,
                OptionalLong.empty(),
                1);
    }
}

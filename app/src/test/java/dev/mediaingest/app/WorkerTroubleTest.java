package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.PixelSetup.Isolation;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.SmallDisk;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.Progress;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes that cannot start, or cannot write what they make: no file is to blame, and the session goes on later. */
@Timeout(180)
class WorkerTroubleTest {
    private static final int FILES = 40;

    @TempDir
    Path temporary = Path.of("");

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private Path media = Path.of("");

    @BeforeEach
    void pictures() throws IOException {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        for (int number = 1; number <= FILES; number++) {
            PngFile.of(64, 64).seed(number).writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    @Test
    void aThumbnailFolderOnAFullDiskIsWaitedFor() throws Exception {
        assumeTrue(SmallDisk.isPermitted());
        Path thumbnails = temporary.resolve("data/thumbnails");
        for (Isolation isolation : Isolation.values()) {
            events.clear();
            try (SmallDisk disk = SmallDisk.mount(thumbnails, 200);
                    Wiring wiring = open(isolation)) {
                SessionId id = wiring.queue().start(parameters(), Actor.PROGRAM).id();

                assertThat(awaitWaiting(wiring, id))
                        .startsWith("The thumbnail folder " + thumbnails.toRealPath())
                        .contains("No space left on device");
                disk.grow(20_000);

                assertThatAllIsWell(wiring, id);
            }
        }
    }

    @Test
    void aThumbnailFolderThatCannotBeMadeIsWaitedFor() throws Exception {
        Path thumbnails = Files.createDirectory(temporary.resolve("data")).resolve("thumbnails");
        Files.writeString(thumbnails, "a file where the folder should be");
        try (Wiring wiring = open(Isolation.NONE)) {
            SessionId id = wiring.queue().start(parameters(), Actor.PROGRAM).id();

            assertThat(awaitWaiting(wiring, id))
                    .contains("The thumbnail folder")
                    .contains("cannot be written");
            Files.delete(thumbnails);

            assertThatAllIsWell(wiring, id);
        }
    }

    @Test
    void workersThatDoNotStartAreWaitedFor() throws Exception {
        String java = System.getProperty("java.home");
        try (Wiring wiring = open(Isolation.PROCESS)) {
            System.setProperty("java.home", temporary.resolve("no-java-here").toString());
            SessionId id = wiring.queue().start(parameters(), Actor.PROGRAM).id();

            assertThat(awaitWaiting(wiring, id))
                    .startsWith("No worker process starts: ")
                    .contains("no-java-here")
                    .contains("Mend that");
            System.setProperty("java.home", java);

            assertThatAllIsWell(wiring, id);
        } finally {
            System.setProperty("java.home", java);
        }
    }

    private String awaitWaiting(Wiring wiring, SessionId id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> events.stream().anyMatch(Waiting.class::isInstance)
                        || wiring.store()
                                .ledger()
                                .find(id)
                                .orElseThrow()
                                .state()
                                .hasEnded());
        Progress now = wiring.progress().of(wiring.store().ledger().find(id).orElseThrow());
        assertThat(now.state()).isEqualTo(SessionState.PAUSED);
        return String.valueOf(now.message());
    }

    private static void assertThatAllIsWell(Wiring wiring, SessionId id) {
        wiring.queue().await(id);
        assertThat(wiring.store().ledger().find(id).orElseThrow().state()).isEqualTo(SessionState.COMPLETED);
        assertThat(wiring.store().items().tally(id).committed()).isEqualTo(FILES);
        assertThat(wiring.store().reports().items(id, ItemFilter.ALL, 0, FILES, 0))
                .allMatch(item -> item.attempts() == 1);
    }

    private Wiring open(Isolation isolation) throws Exception {
        Path data = temporary.resolve("data");
        Files.createDirectories(data);
        return Wiring.open(WiringOptions.of(
                DataDirectory.open(data),
                new DatabaseUrl.Sqlite(temporary.resolve(isolation + ".db")),
                MediaRoots.of(List.of(media)),
                new PixelSetup(
                        isolation,
                        WorkerOptions.standard(1),
                        ModelFolder.SHIPPED,
                        DecodeOptions.DEFAULT_MAX_PIXELS,
                        1 << 30),
                events::add,
                warning -> {}));
    }

    private SessionParameters parameters() {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                false,
                0.5,
                true,
                true,
                true,
                Fingerprint.PIXELS,
                true,
                OptionalLong.empty(),
                1);
    }
}

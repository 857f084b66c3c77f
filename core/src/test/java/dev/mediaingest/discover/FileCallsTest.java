package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that hang for real: opening a named pipe returns when somebody opens its other end. */
@Timeout(30)
class FileCallsTest {
    private static final Duration DEADLINE = Duration.ofMillis(500);

    @TempDir
    Path folder = Path.of("");

    private final List<Path> pipes = new ArrayList<>();
    private final FileCalls files = new FileCalls(3, DEADLINE);

    @BeforeEach
    void somethingToLookAt() throws IOException {
        Files.writeString(folder.resolve("file"), "content");
    }

    @AfterEach
    void letTheThreadsGo() throws IOException {
        for (Path pipe : pipes) {
            release(pipe);
        }
    }

    @Test
    void givesWhatACallGivesAndThrowsWhatItThrows() throws IOException {
        assertThat(files.call(folder, () -> Files.readString(folder.resolve("file"))))
                .isEqualTo("content");
        assertThatThrownBy(() -> files.call(folder, () -> Files.readString(folder.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files.call(folder, () -> {
                    throw new IllegalArgumentException("a mistake");
                }))
                .hasMessage("a mistake");
    }

    @Test
    void aCallThatHangsIsWaitedForUntilTheDeadlineAndNamed() throws Exception {
        Path pipe = pipe("nas");
        long start = System.nanoTime();

        assertThatThrownBy(() -> read(pipe))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(pipe.toString())
                .hasMessageContaining("does not answer");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.plusSeconds(5));
    }

    @Test
    void whileOneHangsFurtherCallsAboutTheFolderFailAtOnceUntilItAnswers() throws Exception {
        Path pipe = pipe("nas");
        assertThatThrownBy(() -> read(pipe)).isInstanceOf(Unavailable.class);

        long start = System.nanoTime();
        assertThatThrownBy(() -> files.call(pipe, () -> "never made")).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
        assertThatThrownBy(() -> files.requireAnswersBelow(folder)).isInstanceOf(Unavailable.class);
        assertThat(files.call(folder, () -> "another folder")).isEqualTo("another folder");

        release(pipe);
        awaitAnswer(pipe);
        files.requireAnswersBelow(folder);
    }

    @Test
    void noMoreCallsHangAtOnceThanThereIsRoomFor() throws Exception {
        for (int number = 1; number <= 3; number++) {
            Path pipe = pipe("nas-" + number);
            assertThatThrownBy(() -> read(pipe)).isInstanceOf(Unavailable.class);
        }

        assertThatThrownBy(() -> files.call(folder, () -> "no thread is left"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Too many");

        release(pipes.getFirst());
        awaitAnswer(pipes.getFirst());
        assertThat(files.call(folder, () -> "one is back")).isEqualTo("one is back");
    }

    @Test
    void aPipeInAFilesPlaceAnswersWithoutBeingOpened() throws Exception {
        files.requireAnswer(pipe("was-a-picture"));
        files.requireAnswer(folder.resolve("none"));
        files.requireAnswer(folder);
    }

    @Test
    void onceClosedNobodyWaitsLongerThanTwoSeconds() throws Exception {
        FileCalls patient = new FileCalls(3, Duration.ofMinutes(10));
        Path pipe = pipe("nas");
        patient.close();

        assertThatThrownBy(() -> patient.call(pipe, () -> Files.newInputStream(pipe)))
                .isInstanceOf(Unavailable.class);
    }

    private String read(Path pipe) throws IOException {
        return files.call(pipe, () -> Files.readString(pipe));
    }

    private void awaitAnswer(Path pipe) throws InterruptedException {
        while (true) {
            try {
                assertThat(files.call(pipe, () -> "answers")).isEqualTo("answers");
                return;
            } catch (IOException | Unavailable e) {
                Thread.sleep(10);
            }
        }
    }

    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = folder.resolve(name);
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        pipes.add(pipe);
        return pipe;
    }

    /** Its other end is opened and closed: whoever waits for it reads an empty file. */
    private static void release(Path pipe) throws IOException {
        if (!Files.exists(pipe)) {
            return;
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                // without CREATE: a pipe removed meanwhile must not come back as a file
                Files.newOutputStream(pipe, StandardOpenOption.WRITE).close();
            } catch (IOException e) {
                // nobody waited
            }
        });
    }
}

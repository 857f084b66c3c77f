package dev.mediaingest.engines.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.PathText;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a worker when it has gone, its last words and its temporary files, and what it took while it ran. */
@Timeout(30)
class WorkerRemainsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String lastWords(String printed) throws InterruptedException {
        return new StandardError(new ByteArrayInputStream(printed.getBytes(UTF_8))).lastWords();
    }

    @ParameterizedTest
    @CsvSource({
        "'one\ntwo\n', one | two",
        "'  one \r\n\r\n  two  ', one | two",
        "'\u001b[31mred\u0007', ' [31mred '",
        "'', ''",
        "' \n\n ', ''"
    })
    void lastWordsAreOneLineWithoutControls(String printed, String words) throws Exception {
        assertThat(lastWords(printed)).isEqualTo(words);
    }

    @Test
    void ofMuchThatWasPrintedTheEndIsKept() throws Exception {
        String words = lastWords("x".repeat(100_000) + " the end");

        assertThat(words).hasSize(2_000).endsWith("x the end");
    }

    @Test
    void aChildThatPrintsWithoutEndIsNeverMadeToWait() throws Exception {
        try (PipedInputStream in = new PipedInputStream(1_024);
                PipedOutputStream out = new PipedOutputStream(in)) {
            StandardError error = new StandardError(in);
            for (int i = 0; i < 200; i++) {
                out.write("a line that fills the pipe\n".repeat(40).getBytes(UTF_8));
            }
            out.close();

            assertThat(error.lastWords()).endsWith("a line that fills the pipe").hasSizeLessThan(2_400);
        }
    }

    @Test
    void whatWasPrintedOverAnotherFileIsForgotten() throws Exception {
        StandardError error = new StandardError(InputStream.nullInputStream());
        assertThat(error.lastWords()).isEmpty();
        StandardError other = new StandardError(new ByteArrayInputStream("of a.png".getBytes(UTF_8)));
        assertThat(other.lastWords()).isEqualTo("of a.png");

        other.clear();

        assertThat(other.lastWords()).isEmpty();
    }

    @Test
    void aTemporaryFolderGoesWithEverythingInIt() throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create(folder.resolve("not/there/yet"));
        Path deep = Files.createDirectories(temporary.path().resolve("a/b/c"));
        Files.writeString(deep.resolve("left.tmp"), "left");
        Files.createDirectory(temporary.path().resolve("empty"));

        temporary.delete();

        assertThat(temporary.path()).doesNotExist();
        assertThat(folder.resolve("not/there/yet")).isEmptyDirectory();
    }

    @Test
    void whatALinkInItLeadsToStays() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("picture.png"), "mine");
        TemporaryFolder temporary = TemporaryFolder.create(folder);
        Files.createSymbolicLink(temporary.path().resolve("link"), mine);
        Files.createSymbolicLink(temporary.path().resolve("nowhere"), folder.resolve("absent"));

        temporary.delete();

        assertThat(temporary.path()).doesNotExist();
        assertThat(mine.resolve("picture.png")).hasContent("mine");
    }

    @Test
    void deletingItTwiceIsDeletingIt() throws Exception {
        TemporaryFolder temporary = TemporaryFolder.create(folder);
        temporary.delete();
        temporary.delete();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoWorkersHaveTwoFolders() throws Exception {
        assertThat(TemporaryFolder.create(folder)).isNotEqualTo(TemporaryFolder.create(folder));
    }

    /** Of this process {@code java.io.tmpdir} is no worker's, so everything in it stays. */
    @Test
    void aProcessThatIsNoWorkerDeletesNothingOfItsOwn() throws Exception {
        Path file = Files.createTempFile("stays", ".tmp");
        try {
            TemporaryFolder.deleteOwn();

            assertThat(file).exists();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void residentMemoryIsMoreThanAJvmTakesAndNoneOfWhoIsNot() {
        assertThat(ResidentMemory.of(ProcessHandle.current().pid()).orElseThrow())
                .isBetween(16L << 20, 64L << 30);
        assertThat(ResidentMemory.of(Long.MAX_VALUE)).isEmpty();
        assertThat(ResidentMemory.of(-1)).isEmpty();
    }

    @Test
    void aStepInWhichNobodyLookedIsASecondAtMost() throws Exception {
        RunningTime time = new RunningTime();
        Thread.sleep(1_300);
        long stopped = time.passed();
        Thread.sleep(20);

        assertThat(stopped).isEqualTo(1_000_000_000);
        assertThat(time.passed()).isBetween(stopped + 20_000_000, stopped + 1_000_000_000);
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 60", "GIF, 60", "HEIC, 60", "MP4, 300", "WEBM, 300"})
    void aVideoHasLongerThanAPicture(MediaType type, int seconds) {
        PixelRequest request = new PixelRequest(
                PathText.parse("/media/a"), type, Orientation.UPRIGHT, null, new PixelOptions(true, true, true, true));

        assertThat(WorkerOptions.standard(1).deadlineOf(request)).isEqualTo(Duration.ofSeconds(seconds));
    }
}

package dev.mediaingest.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AssessorTest {
    private static final AssessmentOptions EVERYTHING =
            new AssessmentOptions(AnalysisOptions.everything(), PixelOptions.ALL, 0.5);

    private Path root;
    private Path outside;
    private Assessor assessor;

    @BeforeEach
    void makeRoot(@TempDir Path folder) throws Exception {
        root = Files.createDirectory(folder.toRealPath().resolve("root"));
        outside = Files.createDirectory(folder.toRealPath().resolve("outside"));
        assessor = new Assessor(MediaRoots.of(List.of(root)), new Analyser(), PixelReader.NONE, InstantSource.system());
    }

    @Test
    void assessesAFileAsItIsNow() throws Exception {
        byte[] png = PngFile.of(64, 48)
                .infotext("a cat\nSteps: 20, Sampler: Euler, Seed: 5")
                .bytes();
        Path path = Files.write(root.resolve("cat.png"), png);
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-02T03:04:05.123456789Z")));

        Assessment assessment = assessor.assess(new SourceFile(path, 1, Instant.EPOCH), EVERYTHING);

        assertThat(assessment.file())
                .isEqualTo(new SourceFile(path, png.length, Instant.parse("2026-01-02T03:04:05.123456Z")));
        Findings findings = assessment.analysis().catalogued().orElseThrow();
        assertThat(assessment.analysis()).isInstanceOf(Analysis.Complete.class);
        assertThat(findings.contentSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(png)));
        assertThat(findings.facts().dimensions()).isEqualTo(new Dimensions(64, 48));
        assertThat(findings.generation()).isPresent();
        assertThat(assessment.pixels().classification())
                .isEqualTo(new Classification.NotAssessed(Classification.Reason.NO_CLASSIFIER));
        assertThat(assessment.took()).isPositive();
    }

    @Test
    void classificationThatIsSwitchedOffSaysSo() throws IOException, InterruptedException {
        Path path = PngFile.of(8, 8).writeTo(root.resolve("a.png"));

        assertThat(assessor.assess(planned(path), AssessmentOptions.withoutPixels(AnalysisOptions.everything()))
                        .pixels()
                        .classification())
                .isEqualTo(new Classification.NotAssessed(Classification.Reason.SWITCHED_OFF));
    }

    @Test
    void aDiskThatFailsOverThePixelsCostsNothingThatWasRead() throws Exception {
        PixelReader failing = request -> {
            throw new IOException("Input/output error");
        };
        Assessor unlucky =
                new Assessor(MediaRoots.of(java.util.List.of(root)), new Analyser(), failing, InstantSource.system());
        Path path = Files.write(root.resolve("a.png"), PngFile.of(64, 48).bytes());

        Assessment assessment = unlucky.assess(new SourceFile(path, 1, Instant.EPOCH), EVERYTHING);

        assertThat(assessment.analysis()).isInstanceOf(Analysis.Partial.class);
        assertThat(assessment.analysis().remark().orElseThrow().code()).isEqualTo(FailureCode.UNREADABLE);
        assertThat(assessment.analysis().catalogued().orElseThrow().facts().dimensions())
                .isEqualTo(new Dimensions(64, 48));
        assertThat(assessment.cutShort()).as("another attempt may have them").isTrue();
    }

    @Test
    void fileThatVanishedIsMissing() throws InterruptedException {
        assertThat(assess(root.resolve("gone.png"))).isEqualTo(unreadable(FailureCode.MISSING));
    }

    @Test
    void folderInItsPlaceIsUnreadable() throws IOException, InterruptedException {
        assertThat(codeOf(assess(Files.createDirectory(root.resolve("folder.png")))))
                .isEqualTo(FailureCode.UNREADABLE);
    }

    @Test
    void linkOutOfTheRootsIsNotFollowed() throws IOException, InterruptedException {
        Path target = PngFile.of(8, 8).writeTo(outside.resolve("secret.png"));
        Path link = Files.createSymbolicLink(root.resolve("link.png"), target);
        Files.createSymbolicLink(root.resolve("folder"), outside);

        assertThat(assess(link)).isEqualTo(unreadable(FailureCode.OUTSIDE_ROOTS));
        assertThat(assess(root.resolve("folder/secret.png"))).isEqualTo(unreadable(FailureCode.OUTSIDE_ROOTS));
        assertThat(assess(target)).isEqualTo(unreadable(FailureCode.OUTSIDE_ROOTS));
        assertThat(assess(root.resolve("../outside/secret.png"))).isEqualTo(unreadable(FailureCode.OUTSIDE_ROOTS));
    }

    /** By a hard link, so that only the path tells. */
    @Test
    void folderSwappedForALinkWhileAFileIsReadIsNoticed() throws Exception {
        Path folder = Files.createDirectory(root.resolve("folder"));
        Path path = PngFile.of(8, 8).writeTo(folder.resolve("a.png"));
        Files.createLink(outside.resolve("a.png"), path);
        PixelReader swapping = request -> {
            Files.move(folder, root.resolve("moved"));
            Files.createSymbolicLink(folder, outside);
            return PixelReader.NONE.read(request);
        };
        Assessor assessor =
                new Assessor(MediaRoots.of(List.of(root)), new Analyser(), swapping, InstantSource.system());

        assertThat(codeOf(assessor.assess(planned(path), EVERYTHING).analysis()))
                .isEqualTo(FailureCode.CHANGED_WHILE_READING);
    }

    @Test
    void twoFilesSwappedUnderOneNameAreNoticed() throws Exception {
        Path path = PngFile.of(8, 8).seed(1).writeTo(root.resolve("a.png"));
        Path other = PngFile.of(8, 8).seed(2).writeTo(root.resolve("b.png"));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
        PixelReader swapping = request -> {
            Files.move(path, root.resolve("c.png"));
            Files.move(other, path);
            return PixelReader.NONE.read(request);
        };
        Assessor assessor =
                new Assessor(MediaRoots.of(List.of(root)), new Analyser(), swapping, InstantSource.system());

        assertThat(codeOf(assessor.assess(planned(path), EVERYTHING).analysis()))
                .isEqualTo(FailureCode.CHANGED_WHILE_READING);
    }

    @Test
    void fifoIsNotOpened() throws Exception {
        Path fifo = root.resolve("fifo.png");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "mkfifo is there");

        assertThat(codeOf(assess(fifo))).isEqualTo(FailureCode.UNREADABLE);
    }

    @Test
    void fileThatGrowsWhileItIsReadCountsForNothing() throws Exception {
        Path path = PngFile.of(8, 8).writeTo(root.resolve("growing.png"));
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(64L << 20);
        }
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> append(path, stop));
        try {
            assertThat(codeOf(assess(path))).isEqualTo(FailureCode.CHANGED_WHILE_READING);
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void fileOfNoBytesIsEmpty() throws IOException, InterruptedException {
        Path path = Files.createFile(root.resolve("empty.png"));

        assertThat(assess(path)).isEqualTo(new Analysis.Unsupported(Failure.of(FailureCode.EMPTY)));
    }

    private Analysis assess(Path path) throws InterruptedException {
        return assessor.assess(new SourceFile(path, 0, Instant.EPOCH), EVERYTHING)
                .analysis();
    }

    private static SourceFile planned(Path path) throws IOException, InterruptedException {
        return SourceFile.of(path, Files.readAttributes(path, BasicFileAttributes.class), SidecarStamp.NONE);
    }

    private static Analysis unreadable(FailureCode code) {
        return new Analysis.Unreadable(Failure.of(code));
    }

    private static FailureCode codeOf(Analysis analysis) {
        return analysis instanceof Analysis.Unreadable(Failure reason)
                ? reason.code()
                : org.junit.jupiter.api.Assertions.fail("read it: " + analysis);
    }

    private static void append(Path path, AtomicBoolean stop) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            while (!stop.get()) {
                file.seek(file.length());
                file.write(0);
                TimeUnit.MICROSECONDS.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

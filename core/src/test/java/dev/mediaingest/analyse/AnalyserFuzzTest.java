package dev.mediaingest.analyse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.Fuzzed;
import dev.mediaingest.fixtures.MediaFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole files and XMP packets under a fuzzer ({@code ./test --fuzz}); without one, only the inputs kept in git and the
 * project's own files are run. A file that makes the analyser throw, or cost more than {@link Fuzzed} allows, is a finding.
 */
class AnalyserFuzzTest {
    private final Analyser analyser = new Analyser();

    static Stream<byte[]> pngs() {
        return MediaFiles.ofTypes("png");
    }

    @MethodSource("pngs")
    @FuzzTest
    void png(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> jpegs() {
        return MediaFiles.ofTypes("jpg");
    }

    @MethodSource("jpegs")
    @FuzzTest
    void jpeg(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> webps() {
        return MediaFiles.ofTypes("webp", "avi");
    }

    @MethodSource("webps")
    @FuzzTest
    void riff(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> gifs() {
        return MediaFiles.ofTypes("gif", "bmp");
    }

    @MethodSource("gifs")
    @FuzzTest
    void gifAndBmp(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> tiffs() {
        return MediaFiles.ofTypes("tif");
    }

    @MethodSource("tiffs")
    @FuzzTest
    void tiff(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> heifs() {
        return MediaFiles.ofTypes("heic", "avif", "jxl");
    }

    @MethodSource("heifs")
    @FuzzTest
    void heifAndJxl(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> movies() {
        return MediaFiles.ofTypes("mp4", "mov");
    }

    @MethodSource("movies")
    @FuzzTest
    void movie(byte[] file) {
        analyse(file);
    }

    static Stream<byte[]> matroskas() {
        return MediaFiles.ofTypes("mkv", "webm");
    }

    @MethodSource("matroskas")
    @FuzzTest
    void matroska(byte[] file) {
        analyse(file);
    }

    static Stream<String> packets() {
        return Stream.of(MediaFiles.xmp());
    }

    @MethodSource("packets")
    @FuzzTest
    void xmpPacket(@NotNull String packet) {
        Fuzzed.withinBounds(packet.length(), () -> {
            XmpProperties properties = new XmpProperties();
            XmpReader.read(packet, properties, new ArrayList<>());
            return properties.keywords().size()
                    + properties.texts().size()
                    + properties.rating().orElse(0)
                    + properties.microsoftRating().orElse(0)
                    + String.valueOf(properties.capturedAt()).length()
                    + String.valueOf(properties.orientation()).length();
        });
    }

    private void analyse(byte[] file) {
        Fuzzed.withinBounds(
                file.length,
                () -> analyser.analyse(FileBytes.of(file), Path.of("fuzzed"), AnalysisOptions.everything()));
    }
}

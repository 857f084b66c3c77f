package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediaingest.fixtures.AviFile;
import dev.mediaingest.fixtures.BmpFile;
import dev.mediaingest.fixtures.ExifBlock;
import dev.mediaingest.fixtures.GifFile;
import dev.mediaingest.fixtures.HeifFile;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.JxlFile;
import dev.mediaingest.fixtures.MatroskaFile;
import dev.mediaingest.fixtures.Mp4File;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.TiffFile;
import dev.mediaingest.fixtures.WebpFile;
import dev.mediaingest.fixtures.XmpPacket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, a reader answers with a value. */
class HostileBytesTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 500);
    private static final String XMP = XmpPacket.empty()
            .attribute("xmp:Rating", "3")
            .bag("dc:subject", "a", "b")
            .text();
    private static final String INFOTEXT = "a cat, 海\nNegative prompt: dog\nSteps: 20, Sampler: Euler, Seed: 1";

    static Stream<Arguments> files() {
        ExifBlock exif = ExifBlock.littleEndian().text(0x0131, "x").userComment(INFOTEXT, StandardCharsets.UTF_16LE);
        return Stream.of(
                Arguments.of(
                        "png",
                        PngFile.of(16, 16)
                                .infotext(INFOTEXT)
                                .compressedText("Title", INFOTEXT)
                                .compressedInternationalText("Author", INFOTEXT)
                                .chunk("eXIf", exif.bytes())
                                .bytes()),
                Arguments.of("jpeg", JpegFile.of(16, 16).exif(exif).comment("c").bytes()),
                Arguments.of("webp", WebpFile.of(16, 16).infotext(INFOTEXT).bytes()),
                Arguments.of("gif", GifFile.of(16, 16).frames(2, 5).comment("c").bytes()),
                Arguments.of("bmp", BmpFile.of(16, 16).bytes()),
                Arguments.of(
                        "tiff",
                        TiffFile.bigEndian(16, 16)
                                .text(0x0132, "2024:05:06 07:08:09")
                                .xmp(XMP)
                                .bytes()),
                Arguments.of(
                        "heic",
                        HeifFile.heic(16, 16).alpha().exif(exif).xmp(XMP).bytes()),
                Arguments.of("jxl", JxlFile.of(16, 16).exif(exif).xmp(XMP).bytes()),
                Arguments.of(
                        "mp4",
                        Mp4File.of(16, 16)
                                .tag("\u00a9cmt", "c")
                                .freeform("prompt", "p")
                                .keyed("workflow", "{}")
                                .userText("\u00a9xyz", "+48.8577+002.295/")
                                .xmp(XMP)
                                .bytes()),
                Arguments.of(
                        "mov",
                        Mp4File.of(16, 16)
                                .mov()
                                .movieLast()
                                .keyed("prompt", "p")
                                .bytes()),
                Arguments.of("mkv", MatroskaFile.mkv(16, 16).tag("PROMPT", "p").bytes()),
                Arguments.of("avi", AviFile.of(16, 16).info("ICMT", "c").bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void fileCutAtAnyByteGivesAValueAndIsNeverTakenForWhole(String name, byte[] file) {
        assertThat(Reading.of(file).trouble()).isEmpty();
        for (int length = 0; length < file.length; length++) {
            assertThat(Reading.ifMedia(Arrays.copyOf(file, length))
                            .filter(contents -> contents.trouble().isEmpty()))
                    .as("%s cut at %s of %s", name, length, file.length)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void fileWithWrongBytesGivesAValue(String name, byte[] file) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HostileBytesTest " + name + ": -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(file, random);
            assertThatCode(() -> Reading.ifMedia(mutated))
                    .as("%s, mutation %s of seed %s", name, i, seed)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsThroughAWindowWhatItReadsAtOnce(String name, byte[] file, @TempDir Path folder) throws IOException {
        byte[] padded = Arrays.copyOf(file, file.length + 200_000);
        Path path = Files.write(folder.resolve(name), padded);

        try (FileBytes held = FileBytes.open(path);
                FileBytes windowed = FileBytes.open(path, 0)) {
            var type = Containers.typeOf(held).orElseThrow();
            assertThat(Containers.read(type, windowed)).isEqualTo(Containers.read(type, held));
            assertThat(windowed.sha256()).isEqualTo(held.sha256());
            assertThat(windowed.indexOf('\u00fe', 0)).isEqualTo(held.indexOf('\u00fe', 0));
        }
    }

    private static byte[] mutated(byte[] file, SplittableRandom random) {
        byte[] mutated = file.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(64, file.length) : file.length);
            mutated[at] = (byte) (random.nextInt(4) == 0 ? 0xff : random.nextInt(256));
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(mutated, random.nextInt(file.length)) : mutated;
    }
}

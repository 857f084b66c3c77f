package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.tiff.TiffDecoder;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PngDecoder;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged picture shows what decodes, and no more is said of it than is true. */
class DamagedPicturesTest {
    private static final String NAME = "ab".repeat(32);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private ThumbnailFolder thumbnails = new ThumbnailFolder(Path.of("."));
    private PixelPass pass = pass();

    @BeforeEach
    void openFolder() {
        thumbnails = new ThumbnailFolder(folder.resolve("thumbnails"));
        pass = pass();
    }

    private PixelPass pass() {
        return new PixelPass(
                List.of(
                        new JpegDecoder(),
                        new PngDecoder(),
                        new TiffDecoder(),
                        new BmpDecoder(),
                        new ImageIoDecoder(),
                        new WebpDecoder()),
                List.of(),
                new LeptonicaJpegEncoder(),
                thumbnails,
                Optional::empty,
                DecodeOptions.DEFAULT_MAX_PIXELS);
    }

    @Test
    void aJpegCutInTheMiddleShowsItsUpperHalf() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("larger.jpg").path());

        isShownAsFarAsItGoes(whole, Arrays.copyOf(whole, whole.length / 2), MediaType.JPEG);
    }

    @Test
    void soDoesOneWhoseMiddleIsRotten() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("larger.jpg").path());
        byte[] rotten = whole.clone();
        Arrays.fill(rotten, whole.length / 2, whole.length / 2 + 40, (byte) 0x11);

        isShownAsFarAsItGoes(whole, rotten, MediaType.JPEG);
    }

    @Test
    void soDoPngTiffAndBmp() throws Exception {
        BufferedImage picture = ImageIO.read(Fixtures.named("larger.jpg").path().toFile());
        for (MediaType type : List.of(MediaType.PNG, MediaType.TIFF)) {
            byte[] whole = written(picture, type.label());

            isShownAsFarAsItGoes(whole, Arrays.copyOf(whole, whole.length * 3 / 4), type);
        }
    }

    @Test
    void soDoesAGif() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("straight.gif").path());

        isShownAsFarAsItGoes(whole, Arrays.copyOf(whole, whole.length / 2), MediaType.GIF);
    }

    @Test
    void anInterlacedGifIsShownCoarseWhereLaterPassesAreMissing() throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named("interlaced.gif").path());
        read(whole, MediaType.GIF);
        BufferedImage expected = thumbnail();
        Files.delete(thumbnails.path(NAME, ThumbnailSize.SMALL));

        assertThat(read(Arrays.copyOf(whole, whole.length * 2 / 3), MediaType.GIF))
                .isInstanceOf(PixelReading.Undecodable.class);

        assertThat(thumbnails.isComplete(NAME)).isFalse();
        assertThat(difference(thumbnail(), expected, 0, expected.getHeight() - 4))
                .isLessThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "lossy-alpha.webp"})
    void soDoesAWebp(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Fixtures.named(name).path());

        isShownAsFarAsItGoes(whole, Arrays.copyOf(whole, whole.length * 2 / 3), MediaType.WEBP);
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private void isShownAsFarAsItGoes(byte[] whole, byte[] damaged, MediaType type) throws IOException {
        assertThat(read(whole, type)).isInstanceOf(PixelReading.Read.class);
        BufferedImage expected = thumbnail();
        assertThat(thumbnails.isComplete(NAME)).isTrue();
        Files.delete(thumbnails.path(NAME, ThumbnailSize.SMALL));

        assertThat(read(damaged, type)).isInstanceOf(PixelReading.Undecodable.class);
        BufferedImage shown = thumbnail();
        assertThat(thumbnails.isComplete(NAME)).isFalse();
        assertThat(difference(shown, expected, 0, 4)).as("its upper rows").isLessThan(12);
        assertThat(difference(shown, expected, expected.getHeight() - 4, 4))
                .as("stripes below")
                .isGreaterThan(20);

        assertThat(read(whole, type)).isInstanceOf(PixelReading.Read.class);
        assertThat(thumbnails.isComplete(NAME)).as("made anew").isTrue();
        assertThat(difference(thumbnail(), expected, 0, expected.getHeight())).isZero();
    }

    private PixelReading read(byte[] file, MediaType type) throws IOException {
        Path path = Files.write(folder.resolve("a." + type.label()), file);
        return pass.read(
                new PixelRequest(path, type, Orientation.UPRIGHT, NAME, new PixelOptions(true, true, true, false)));
    }

    private BufferedImage thumbnail() throws IOException {
        return ImageIO.read(thumbnails.path(NAME, ThumbnailSize.SMALL).toFile());
    }

    private static double difference(BufferedImage one, BufferedImage other, int first, int rows) {
        long sum = 0;
        for (int y = first; y < first + rows; y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 0xff) - (other.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * rows * one.getWidth());
    }
}

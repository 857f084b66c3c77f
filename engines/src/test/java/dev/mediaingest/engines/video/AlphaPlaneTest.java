package dev.mediaingest.engines.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.Fixtures.Fixture;
import dev.mediaingest.engines.image.LeptonicaJpegEncoder;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PixelSink;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opacity of AVIF and HEIC, an item beside the picture's: a ramp from one corner to the other in every file here. */
class AlphaPlaneTest {
    private static final long SEED = Long.getLong("seed", 20_261_129L);
    private static final int MUTATIONS = Integer.getInteger("mutations", 60);
    private static final int ITEM_NUMBERS = 2;
    private static final String NAME = "ab".repeat(32);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "alpha.avif, 0",
        "alpha10.avif, 0.1",
        "alpha-premultiplied.avif, 0",
        "alpha-grid.avif, 0",
        "alpha-limited.avif, 2",
        "alpha-larger.avif, 2",
        "alpha.heic, 3"
    })
    void opacityIsTheLumaOfTheAuxiliaryItem(String name, double meanDifference) throws Exception {
        Rows rows = decode(Fixtures.named(name).path());

        Dimensions size = rows.size();
        double difference = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                difference += Math.abs(rows.opacity(x, y) - ramp(size, x, y));
            }
        }
        assertThat(difference / size.pixels()).isLessThanOrEqualTo(meanDifference);
        assertThat(rows.opacity(47, 31)).isCloseTo(ramp(size, 47, 31), within(6));
    }

    @Test
    void aSmallerPlaneIsStretchedOverThePicture() throws Exception {
        Rows rows = decode(Fixtures.named("alpha-smaller.avif").path());

        assertThat(rows.opacity(0, 0)).isLessThan(12);
        assertThat(rows.opacity(1, 1)).isEqualTo(rows.opacity(0, 0));
        assertThat(rows.opacity(24, 16)).isCloseTo(ramp(rows.size(), 24, 16), within(8));
        assertThat(rows.opacity(47, 31)).isGreaterThan(245);
    }

    @Test
    void coloursThatWereMultipliedAreDividedAgain() throws Exception {
        Rows straight = decode(Fixtures.named("alpha.avif").path());
        Rows divided = decode(Fixtures.named("alpha-premultiplied.avif").path());

        long difference = 0;
        int compared = 0;
        for (int y = 16; y < 32; y++) {
            for (int i = 0; i < 3 * 48; i++, compared++) {
                difference += Math.abs(straight.color(i, y) - divided.color(i, y));
            }
        }
        assertThat((double) difference / compared).isLessThan(12);
        assertThat(divided.color(0, 0)).as("where nothing is to be seen").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha.avif", "alpha.heic"})
    void itsThumbnailIsOverWhiteWhereNothingIsToBeSeen(String name) throws Exception {
        Fixture fixture = Fixtures.named(name);
        ThumbnailFolder thumbnails = new ThumbnailFolder(folder.resolve("thumbnails"));

        PixelReading reading = read(fixture.path(), thumbnails);

        assertThat(reading).isInstanceOf(PixelReading.Read.class);
        int corner = ImageIO.read(thumbnails.path(NAME, ThumbnailSize.SMALL).toFile())
                .getRGB(0, 0);
        assertThat(corner & 0xff).isGreaterThan(225);
        assertThat(corner >> 8 & 0xff).isGreaterThan(225);
        assertThat(corner >> 16 & 0xff).isGreaterThan(225);
    }

    @ParameterizedTest
    @CsvSource({"alpha.avif, 437, 402", "alpha.heic, 980, 52", "alpha-grid.avif, 879, 349"})
    void aPictureWhosePlaneDoesNotDecodeIsShownOpaque(String name, int planeAt, int length) throws Exception {
        Fixture fixture = Fixtures.named(name);

        isOpaqueWithItsColours(fixture, overwritten(fixture, planeAt, length));
    }

    @Test
    void ofOneMultipliedByItThatIsSaid() throws Exception {
        Fixture fixture = Fixtures.named("alpha-premultiplied.avif");
        Path file = write(fixture, overwritten(fixture, after(Files.readAllBytes(fixture.path()), "mdat"), 402));
        Rows rows = new Rows();

        assertThatThrownBy(() -> new FfmpegPictureDecoder().decode(file, options(), rows))
                .isInstanceOf(DecodeFailure.class);

        assertThat(rows.colors).hasSize(32);
        ThumbnailFolder thumbnails = new ThumbnailFolder(folder.resolve("thumbnails"));
        assertThat(read(file, thumbnails)).isInstanceOf(PixelReading.Undecodable.class);
        assertThat(thumbnails.path(NAME, ThumbnailSize.SMALL)).exists();
        assertThat(thumbnails.isComplete(NAME)).isFalse();
    }

    @Test
    void aPlaneOverTheLimitIsLeftOut() throws Exception {
        Fixture fixture = Fixtures.named("alpha-larger.avif");
        Fixtures.Hashed hashed = new Fixtures.Hashed();

        new FfmpegPictureDecoder()
                .decode(fixture.path(), DecodeOptions.exact(2 * fixture.size().pixels()), hashed);

        assertThat(hashed.hex()).isEqualTo(fixture.hash());
        assertThat(hashed.hasAlpha()).isFalse();
    }

    @Test
    void aPictureThatClaimsToBeItsOwnPlaneIsOpaque() throws Exception {
        Fixture fixture = Fixtures.named("alpha.avif");
        byte[] file = Files.readAllBytes(fixture.path());
        file[after(file, "auxl") + ITEM_NUMBERS - 1] = 1;

        isOpaqueWithItsColours(fixture, file);
    }

    @Test
    void aPlaneThatIsNoItemOfTheFileIsLeftOut() throws Exception {
        Fixture fixture = Fixtures.named("alpha.avif");
        byte[] file = Files.readAllBytes(fixture.path());
        file[after(file, "auxl") + ITEM_NUMBERS - 1] = 77;
        file[associationsOfThePlane(file)] = 77;

        isOpaqueWithItsColours(fixture, file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alpha.avif",
                "alpha10.avif",
                "alpha-premultiplied.avif",
                "alpha-grid.avif",
                "alpha-smaller.avif",
                "alpha.heic"
            })
    void aTornPictureEndsAsAFileDoes(String name) throws Exception {
        Fixture fixture = Fixtures.named(name);
        byte[] whole = Files.readAllBytes(fixture.path());
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] torn = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                torn[random.nextInt(torn.length)] = (byte) random.nextInt(256);
                torn[random.nextInt(Math.min(torn.length, 800))] = (byte) (random.nextBoolean() ? 0xff : 0);
            }
            Path file = write(fixture, torn);
            assertThatCode(() -> decodeOrFail(file))
                    .as("mutation %d of %s, seed %d", i, name, SEED)
                    .doesNotThrowAnyException();
        }
    }

    private static PixelReading read(Path file, ThumbnailFolder thumbnails) throws IOException {
        PixelPass pass = new PixelPass(
                List.of(new FfmpegPictureDecoder()),
                List.of(),
                new LeptonicaJpegEncoder(),
                thumbnails,
                Optional::empty,
                DecodeOptions.DEFAULT_MAX_PIXELS);
        return pass.read(new PixelRequest(
                file,
                MediaType.ofFileName(file.getFileName().toString()).orElseThrow(),
                Orientation.UPRIGHT,
                NAME,
                new PixelOptions(true, true, true, false)));
    }

    private static void decodeOrFail(Path file) throws IOException {
        try {
            new FfmpegPictureDecoder().decode(file, DecodeOptions.exact(4_000_000), new Rows());
        } catch (DecodeFailure e) {
            // as a damaged file does
        }
    }

    private void isOpaqueWithItsColours(Fixture fixture, byte[] file) throws Exception {
        Fixtures.Hashed hashed = Fixtures.decode(new FfmpegPictureDecoder(), write(fixture, file));

        assertThat(hashed.hex()).isEqualTo(fixture.hash());
        assertThat(hashed.hasAlpha()).isFalse();
    }

    private static byte[] overwritten(Fixture fixture, int from, int length) throws IOException {
        byte[] file = Files.readAllBytes(fixture.path());
        Arrays.fill(file, from, from + length, (byte) 0xff);
        return file;
    }

    /** Where the number of item 2 stands in a box ipma of version 0. */
    private static int associationsOfThePlane(byte[] file) {
        int ofPicture = after(file, "ipma") + 8;
        int count = file[ofPicture + ITEM_NUMBERS];
        return ofPicture + ITEM_NUMBERS + 1 + count + ITEM_NUMBERS - 1;
    }

    private static int after(byte[] file, String type) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(type) + type.length();
    }

    private Path write(Fixture fixture, byte[] file) throws IOException {
        return Files.write(folder.resolve(fixture.name()), file);
    }

    private static int ramp(Dimensions size, int x, int y) {
        return x < 5 && y < 5 ? 0 : 255 * (x + y) / (size.width() + size.height() - 2);
    }

    private static DecodeOptions options() {
        return DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS);
    }

    private static Rows decode(Path file) throws DecodeFailure, IOException {
        Rows rows = new Rows();
        new FfmpegPictureDecoder().decode(file, options(), rows);
        return rows;
    }

    private static final class Rows implements PixelSink {
        private final List<byte[]> colors = new ArrayList<>();
        private final List<byte[]> opacities = new ArrayList<>();

        @Override
        public void begin(Dimensions size) {
            colors.clear();
            opacities.clear();
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
            colors.add(shown.clone());
            if (alpha != null) {
                opacities.add(alpha.clone());
            }
        }

        Dimensions size() {
            return new Dimensions(colors.getFirst().length / 3, colors.size());
        }

        int color(int index, int y) {
            return colors.get(y)[index] & 0xff;
        }

        int opacity(int x, int y) {
            return opacities.get(y)[x] & 0xff;
        }
    }
}

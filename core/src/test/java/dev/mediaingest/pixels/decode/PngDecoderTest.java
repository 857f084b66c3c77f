package dev.mediaingest.pixels.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.PngVariant;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.fingerprint.PerceptualHasher;
import dev.mediaingest.pixels.fingerprint.PixelHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PngDecoderTest {
    static final List<PngVariant> VARIANTS = PngVariant.all();

    /** File name, pixel hash, average hash, DCT hash, as Pillow 9.4.0 and imagehash's formulas give them. */
    private static final Map<String, List<String>> EXPECTED = expected();

    private final PngDecoder decoder = new PngDecoder();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @FieldSource("VARIANTS")
    void hasPillowsHashesForEveryForm(PngVariant variant) throws Exception {
        var hash = new PixelHash();
        var perceptualHash = new PerceptualHasher();
        decode(variant.bytes(), hash);
        decode(variant.bytes(), perceptualHash);

        List<String> expected = EXPECTED.getOrDefault(variant.fileName(), List.of());
        assertThat(hash.hex()).isEqualTo(expected.get(1));
        assertThat(Long.bitCount(perceptualHash.averageHash() ^ Long.parseUnsignedLong(expected.get(2), 16)))
                .isLessThanOrEqualTo(1);
        boolean clippedByPillow = variant.colorType() == 0 && variant.depth() == 16;
        if (!clippedByPillow) {
            assertThat(Long.bitCount(perceptualHash.dctHash() ^ Long.parseUnsignedLong(expected.get(3), 16)))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyFormIsExpected() {
        assertThat(EXPECTED.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        VARIANTS.stream().map(PngVariant::fileName).toList());
    }

    @Test
    void sixteenBitGreyIsShownByItsHighByteAndHashedAsPillowClipsIt() throws Exception {
        var rows = new Rows();
        decode(new PngVariant(0, 16, false, false).bytes(), rows);

        assertThat(rows.exactDiffers).isTrue();
        assertThat(rows.shownMean).isBetween(60.0, 110.0);
    }

    @Test
    void transparentColourBecomesOpacity() throws Exception {
        var rows = new Rows();
        decode(new PngVariant(2, 8, true, true).bytes(), rows);

        assertThat(rows.opacities).contains((byte) 0).contains((byte) 255);
    }

    @Test
    void refusesClaimsOverTheLimitBeforeDecoding() throws Exception {
        Path file = write(PngFile.of(64, 64).bytes());

        assertThatThrownBy(() -> decoder.decode(file, DecodeOptions.exact(4095), new Rows()))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_MANY_PIXELS));
    }

    @Test
    void everyCutIsTruncatedOrDamaged() throws Exception {
        byte[] whole = PngFile.of(40, 30).seed(3).bytes();
        int lastPixelByte = whole.length - 12 - 1;
        for (int length = 0; length < lastPixelByte; length++) {
            assertThat(failureOf(Arrays.copyOf(whole, length)))
                    .as("cut at %d", length)
                    .isIn(FailureCode.TRUNCATED, FailureCode.DAMAGED);
        }
    }

    @Test
    void noFlippedBitOfThePixelsPassesUnnoticed() throws Exception {
        byte[] whole = PngFile.of(40, 30).seed(4).bytes();
        int pixels = indexOf(whole, "IDAT");
        var random = new SplittableRandom(11);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(pixels - 4, whole.length - 12);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(failureOf(damaged)).as("bit of byte %d", at).isNotNull();
        }
    }

    /** The pixels and their checksums are all there; that the file is cut off is said by its reader. */
    @Test
    void aPictureWithoutItsLastChunkHasItsPixels() throws Exception {
        byte[] whole = new PngVariant(2, 8, false, false).bytes();
        var expected = new PixelHash();
        var found = new PixelHash();

        decode(whole, expected);
        decode(Arrays.copyOf(whole, whole.length - 12), found);

        assertThat(found.hex()).isEqualTo(expected.hex());
    }

    /** The CRC is right, so only the checksum behind the inflated pixels tells. */
    @Test
    void noticesAWrongAdlerChecksum() throws Exception {
        byte[] whole = PngFile.of(40, 30).seed(5).bytes();
        int idat = indexOf(whole, "IDAT");
        int length = ByteBuffer.wrap(whole).getInt(idat - 4);
        byte[] data = Arrays.copyOfRange(whole, idat + 4, idat + 4 + length);
        data[length - 1] ^= 1;
        byte[] chunk = PngFile.chunkBytes("IDAT", data);
        System.arraycopy(chunk, 0, whole, idat - 4, chunk.length);

        assertThat(failureOf(whole)).isEqualTo(FailureCode.DAMAGED);
    }

    @Test
    void aBombOfZerosEndsWithThePicture() throws Exception {
        byte[] bomb = PngFile.of(8, 8).bytes();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 8_000);
        byte[] header = PngFile.chunkBytes("IHDR", Arrays.copyOfRange(bomb, 16, 29));
        System.arraycopy(header, 0, bomb, 8, header.length);

        assertThat(failureOf(bomb)).isIn(FailureCode.DAMAGED, FailureCode.TRUNCATED);
    }

    private @Nullable FailureCode failureOf(byte[] content) throws IOException {
        try {
            decode(content, new Rows());
            return null;
        } catch (DecodeFailure e) {
            return e.failure().code();
        }
    }

    private void decode(byte[] content, PixelSink sink) throws DecodeFailure, IOException {
        decoder.decode(write(content), DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS), sink);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("picture.png"), content);
    }

    private static int indexOf(byte[] content, String chunk) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(chunk);
    }

    private static Map<String, List<String>> expected() {
        try (InputStream in = PngDecoderTest.class.getResourceAsStream("/pixels/png-variants.txt")) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"))
                    .map(line -> List.of(line.split(" ")))
                    .collect(Collectors.toMap(List::getFirst, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Rows implements PixelSink {
        private final java.util.Set<Byte> opacities = new java.util.HashSet<>();
        private boolean exactDiffers;
        private double shownMean;

        @Override
        public void begin(Dimensions size) {
            shownMean = 0;
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
            exactDiffers |= !Arrays.equals(shown, exact);
            for (byte sample : shown) {
                shownMean += (sample & 0xff) / (double) (37 * 29 * 3);
            }
            for (int x = 0; alpha != null && x < alpha.length; x++) {
                opacities.add(alpha[x]);
            }
        }
    }
}

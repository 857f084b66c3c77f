package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.fixtures.WebpFile;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first picture cut out of its container (RFC 9649, 2.3 to 2.7), with every length a lie once. */
class WebpFrameTest {
    private static final long PIXELS = 1_000_000;

    private static byte[] chunk(String name, byte[]... parts) {
        byte[] data = Packed.joined(parts);
        return Packed.littleEndian()
                .latin1(name)
                .u32(data.length)
                .raw(data)
                .zeros(data.length & 1)
                .bytes();
    }

    private static byte[] file(byte[]... chunks) {
        return chunk(
                "RIFF",
                Packed.joined("WEBP".getBytes(java.nio.charset.StandardCharsets.US_ASCII), Packed.joined(chunks)));
    }

    private static byte[] u24(int... numbers) {
        Packed packed = Packed.littleEndian();
        for (int number : numbers) {
            packed.u16(number).u8(number >> 16);
        }
        return packed.bytes();
    }

    private static byte[] extended(int flags, int width, int height) {
        return chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0}, u24(width - 1, height - 1));
    }

    private static byte[] lossless(int width, int height, boolean alpha) {
        int bits = (width - 1) | (height - 1) << 14 | (alpha ? 1 << 28 : 0);
        return chunk(
                "VP8L",
                Packed.littleEndian().u8(0x2f).u32(bits & 0xffff_ffffL).zeros(3).bytes());
    }

    private static byte[] lossy(int width, int height) {
        return chunk(
                "VP8 ",
                Packed.littleEndian()
                        .zeros(3)
                        .u8(0x9d)
                        .u8(1)
                        .u8(0x2a)
                        .u16(width)
                        .u16(height | 0x8000) // the upper bits are a scale
                        .zeros(4)
                        .bytes());
    }

    private static byte[] frame(int x, int y, int width, int height, byte[]... chunks) {
        return chunk("ANMF", u24(x / 2, y / 2, width - 1, height - 1, 100), new byte[1], Packed.joined(chunks));
    }

    private static WebpFrame read(byte[] data) throws DecodeFailure {
        return WebpFrame.read(data, PIXELS);
    }

    private static void assertFails(byte[] data, FailureCode code) {
        assertThatThrownBy(() -> read(data))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void aStillIsItsOwnCanvasAndLeftAsItIs() throws Exception {
        byte[] data = file(lossy(300, 200));
        WebpFrame frame = read(data);

        assertThat(frame.canvasWidth()).isEqualTo(300);
        assertThat(frame.canvasHeight()).isEqualTo(200);
        assertThat(frame.hasAlpha()).isFalse();
        assertThat(frame.still()).isSameAs(data);
    }

    @Test
    void sizesAreReadToTheLargestThereAre() throws Exception {
        assertThat(WebpFrame.read(file(lossless(16_384, 16_384, false)), 1L << 30)
                        .canvasHeight())
                .isEqualTo(16_384);
        assertThat(WebpFrame.read(file(lossy(16_383, 16_383)), 1L << 30).canvasWidth())
                .isEqualTo(16_383);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void ofALosslessPictureItsHeaderSaysWhetherItIsTransparent(boolean said, boolean alpha) throws Exception {
        assertThat(read(file(lossless(2, 2, said))).hasAlpha()).isEqualTo(alpha);
    }

    @ParameterizedTest
    @CsvSource({"16, true, true", "0, true, false", "16, false, false"})
    void aLossyPictureIsTransparentIfTheFileSaysSoAndHasThePlane(int flags, boolean plane, boolean alpha)
            throws Exception {
        byte[] alph = plane ? chunk("ALPH", new byte[5]) : new byte[0];

        assertThat(read(file(extended(flags, 4, 4), alph, lossy(4, 4))).hasAlpha())
                .isEqualTo(alpha);
    }

    @Test
    void aFrameThatCoversLessThanItsCanvasIsTransparentBesideIt() throws Exception {
        WebpFrame frame = read(file(extended(2, 10, 8), chunk("ANIM", new byte[6]), frame(4, 2, 6, 5, lossy(6, 5))));

        assertThat(frame.canvasWidth()).isEqualTo(10);
        assertThat(frame.canvasHeight()).isEqualTo(8);
        assertThat(frame.left()).isEqualTo(4);
        assertThat(frame.top()).isEqualTo(2);
        assertThat(frame.hasAlpha()).isTrue();
    }

    @Test
    void aFramesPictureIsAFileOfItsOwn() throws Exception {
        byte[] picture = lossless(6, 5, true);
        WebpFrame frame = read(file(extended(2, 6, 5), frame(0, 0, 6, 5, picture)));

        assertThat(frame.still()).isEqualTo(file(picture));
        assertThat(frame.hasAlpha()).isTrue();
    }

    @Test
    void aFramesAlphaPlaneGoesWithItsPicture() throws Exception {
        byte[] plane = chunk("ALPH", new byte[] {0, 1, 2});
        byte[] picture = lossy(6, 5);
        WebpFrame frame = read(file(extended(2, 6, 5), frame(0, 0, 6, 5, plane, picture)));

        assertThat(frame.still()).isEqualTo(file(extended(0x10, 6, 5), plane, picture));
        assertThat(read(frame.still()).hasAlpha()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"6, 0, 5, 5", "0, 4, 5, 5", "0, 0, 11, 5", "16777214, 0, 5, 5"})
    void aFrameBesideItsCanvasIsDamaged(int x, int y, int width, int height) {
        assertFails(file(extended(2, 10, 8), frame(x, y, width, height, lossy(width, height))), FailureCode.DAMAGED);
    }

    @Test
    void aFrameOfAnotherSizeThanItsPictureIsDamaged() {
        assertFails(file(extended(2, 10, 8), frame(0, 0, 5, 5, lossy(5, 4))), FailureCode.DAMAGED);
    }

    @Test
    void aCanvasOfAnotherSizeThanItsPictureIsDamaged() {
        assertFails(file(extended(0, 10, 8), lossy(10, 7)), FailureCode.DAMAGED);
    }

    @Test
    void tooManyPixelsAreRefusedInTheCanvasAndInThePicture() {
        assertFails(file(extended(0, 1 << 24, 1 << 24), lossy(1, 1)), FailureCode.TOO_MANY_PIXELS);
        assertFails(file(lossy(16_000, 16_000)), FailureCode.TOO_MANY_PIXELS);
    }

    @Test
    void aFrameWithoutAPictureIsDamaged() {
        assertFails(file(extended(2, 4, 4), frame(0, 0, 4, 4, chunk("ABCD", new byte[3]))), FailureCode.DAMAGED);
    }

    @Test
    void aFileWithoutAPictureIsTruncated() {
        assertFails(file(extended(0, 4, 4)), FailureCode.TRUNCATED);
    }

    /** Else as much memory is asked for as the length says. */
    @ParameterizedTest
    @ValueSource(longs = {40, 100_000, 0x7fff_fff0L, 0x8000_0000L, 0xffff_ffffL})
    void aFramesPictureLongerThanItsFrameIsTruncated(long length) {
        byte[] picture = lossy(4, 4);
        for (int i = 0; i < 4; i++) {
            picture[4 + i] = (byte) (length >> (8 * i));
        }

        assertFails(file(extended(2, 4, 4), frame(0, 0, 4, 4, picture)), FailureCode.TRUNCATED);
    }

    @Test
    void aFramesPictureOfAHeaderAloneIsTruncated() {
        byte[] head = Packed.littleEndian().latin1("VP8 ").u32(10).bytes();

        assertFails(file(extended(2, 4, 4), frame(0, 0, 4, 4, head)), FailureCode.TRUNCATED);
    }

    @Test
    void aFrameOfOddLengthAtTheEndOfAnOddFileIsNotReadBeyond() {
        byte[] whole = file(extended(2, 4, 4), frame(0, 0, 4, 4, new byte[7]));
        byte[] odd = Arrays.copyOf(whole, whole.length - 1);
        odd[4]--;

        assertFails(odd, FailureCode.DAMAGED);
    }

    @Test
    void aFileCutAnywhereIsTruncatedOrNoWebp() {
        byte[] whole = WebpFile.of(20, 10).bytes();
        for (int length = 0; length < whole.length; length++) {
            assertFails(Arrays.copyOf(whole, length), length < 12 ? FailureCode.DAMAGED : FailureCode.TRUNCATED);
        }
    }

    @RepeatedTest(20)
    void whateverBytesAreOtherItIsAPictureOrAFailure(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] whole = file(
                extended(2, 10, 8), frame(4, 2, 6, 5, chunk("ALPH", new byte[3]), lossy(6, 5)), lossless(3, 3, true));
        for (int i = 0; i < 2_000; i++) {
            byte[] other = whole.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                other[random.nextInt(other.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            try {
                assertThat(read(other).still().length).isLessThanOrEqualTo(whole.length + 30);
            } catch (DecodeFailure e) {
                assertThat(e.failure().code())
                        .isIn(FailureCode.DAMAGED, FailureCode.TRUNCATED, FailureCode.TOO_MANY_PIXELS);
            }
        }
    }
}

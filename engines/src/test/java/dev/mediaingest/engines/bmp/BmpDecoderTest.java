package dev.mediaingest.engines.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bitmaps written by hand, a header and a few bytes, in every layout of Windows and OS/2 ([MS-WMF] 2.2.2 and 3.1.6). */
class BmpDecoderTest {
    /** Blue, green, red and nothing: black, red, green, blue. */
    private static final String FOUR_COLOURS = "00000000" + "0000ff00" + "00ff0000" + "ff000000";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private SeenRows decoded(byte[] bmp) throws DecodeFailure, IOException {
        Path file = Files.write(folder.resolve("a.bmp"), bmp);
        SeenRows seen = new SeenRows();
        new BmpDecoder().decode(file, DecodeOptions.exact(1_000_000), seen);
        return seen;
    }

    private void assertFails(byte[] bmp, FailureCode code) {
        assertThatThrownBy(() -> decoded(bmp))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    /** A file whose header has that length; what lies behind it, palette and masks too, is given in hexadecimal digits. */
    private static byte[] bmp(
            int header, int width, int height, int bits, int compression, int colors, String behind, String pixels) {
        byte[] between = HexFormat.of().parseHex(behind);
        byte[] coded = HexFormat.of().parseHex(pixels);
        Packed file = Packed.littleEndian()
                .latin1("BM")
                .u32(14L + header + between.length + coded.length)
                .u32(0)
                .u32(14L + header + between.length)
                .u32(header);
        if (header == 12) {
            file.u16(width).u16(height).u16(1).u16(bits);
        } else {
            Packed info = Packed.littleEndian()
                    .u32(width)
                    .u32(height)
                    .u16(1)
                    .u16(bits)
                    .u32(compression)
                    .zeros(12)
                    .u32(colors)
                    .u32(0);
            file.raw(Arrays.copyOf(info.bytes(), header - 4));
        }
        return file.raw(between).raw(coded).bytes();
    }

    private static byte[] runs(int width, int height, int bits, String codes) {
        return bmp(40, width, height, bits, bits == 8 ? 1 : 2, 4, FOUR_COLOURS, codes);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 40, 52, 56, 64, 108, 124})
    void everyHeaderOfLongNumbersIsUnderstood(int header) throws Exception {
        assertThat(decoded(bmp(header, 1, 2, 24, 0, 0, "", "01020300" + "04050600"))
                        .shown())
                .containsExactly("060504", "030201");
    }

    @Test
    void theHeaderOfShortNumbersHasAPaletteOfThreeBytes() throws Exception {
        byte[] bmp = bmp(12, 2, 1, 1, 0, 0, "010203" + "040506", "40000000");

        assertThat(decoded(bmp).shown()).containsExactly("030201" + "060504");
    }

    @Test
    void aNegativeHeightBeginsAtTheTop() throws Exception {
        assertThat(decoded(bmp(40, 1, -2, 24, 0, 0, "", "01020300" + "04050600"))
                        .shown())
                .containsExactly("030201", "060504");
    }

    @ParameterizedTest
    @CsvSource({"1, 40000000, 000000ff0000", "2, 18000000, 000000ff000000ff00", "4, 12300000, ff000000ff000000ff"})
    void indexesFillBytesFromTheHighestBit(int bits, String row, String colours) throws Exception {
        int width = colours.length() / 6;

        assertThat(decoded(bmp(40, width, 1, bits, 0, 4, FOUR_COLOURS, row)).shown())
                .containsExactly(colours);
    }

    @Test
    void coloursThePaletteDoesNotNameAreGrey() throws Exception {
        Path file = Files.write(folder.resolve("short.bmp"), paletteOfOne());
        SeenRows seen = new SeenRows();
        new BmpDecoder().decode(file, DecodeOptions.exact(100), seen);

        assertThat(seen.shown()).containsExactly("030201" + "808080");
    }

    /** Its pixels lie before the palette, with which the file ends. */
    private static byte[] paletteOfOne() {
        byte[] bmp = bmp(44, 2, 1, 8, 0, 0, "01020300", "");
        bmp[10] = 54;
        bmp[54] = 0;
        bmp[55] = (byte) 0x80;
        return bmp;
    }

    @ParameterizedTest
    @CsvSource({
        "007c, ff0000, five bits of red",
        "e003, 00ff00, five of green",
        "1f00, 0000ff, five of blue",
        "1042, 838383, the middle of all as Pillow rounds it",
        "0080, 000000, a bit of nothing"
    })
    void sixteenBitsAreFiveOfEachColour(String pixel, String colour, String what) throws Exception {
        assertThat(decoded(bmp(40, 1, 1, 16, 0, 0, "", pixel + "0000")).shown())
                .as(what)
                .containsExactly(colour);
    }

    @ParameterizedTest
    @CsvSource({
        "40, 3, 00f80000 e0070000 1f000000, e007, 00ff00",
        "52, 3, 00f80000 e0070000 1f000000, 00f8, ff0000",
        "56, 3, 000f0000 f0000000 0f000000 00000000, f80f, ffff88"
    })
    void masksSayWhichBitsAreWhichColour(int header, int compression, String masks, String pixel, String colour)
            throws Exception {
        byte[] bmp = bmp(header, 1, 1, 16, compression, 0, header == 40 ? masks.replace(" ", "") : "", pixel + "0000");
        byte[] given = HexFormat.of().parseHex(masks.replace(" ", ""));
        System.arraycopy(given, 0, bmp, 54, given.length);

        assertThat(decoded(bmp).shown()).containsExactly(colour);
    }

    @Test
    void aFourthMaskIsOpacity() throws Exception {
        String masks = "0000ff00" + "00ff0000" + "ff000000" + "000000ff";
        SeenRows seen = decoded(bmp(40, 2, 1, 32, 6, 0, masks, "01020380" + "04050600"));

        assertThat(seen.shown()).containsExactly("030201" + "060504");
        assertThat(seen.alpha()).containsExactly("8000");
    }

    @Test
    void aMaskOfNothingIsBlackAndFailsNoArithmetic() throws Exception {
        SeenRows seen = decoded(bmp(40, 1, 1, 32, 3, 0, "00000000" + "ffffffff" + "00000080", "ffffffff"));

        assertThat(seen.shown()).hasSize(1);
        assertThat(seen.shown().getFirst()).startsWith("00").endsWith("ff");
    }

    @Test
    void runsAndCopiesOfBytesFillRowsFromTheLowest() throws Exception {
        String codes = "0301" + "0000" + "0003020301" + "00" + "0001";

        assertThat(decoded(runs(3, 2, 8, codes)).shown())
                .containsExactly("00ff00" + "0000ff" + "ff0000", "ff0000".repeat(3));
    }

    @Test
    void aRunOfHalvesTakesTurns() throws Exception {
        assertThat(decoded(runs(5, 1, 4, "0512" + "0001")).shown())
                .containsExactly("ff0000" + "00ff00" + "ff0000" + "00ff00" + "ff0000");
    }

    @Test
    void aCopyOfHalvesIsFilledUpToAWord() throws Exception {
        assertThat(decoded(runs(5, 1, 4, "0003" + "1230" + "0201" + "0001")).shown())
                .containsExactly("ff0000" + "00ff00" + "0000ff" + "000000" + "ff0000");
    }

    @Test
    void whatIsSkippedHasTheFirstColour() throws Exception {
        assertThat(decoded(runs(3, 2, 8, "0101" + "00020101" + "0102" + "0001")).shown())
                .containsExactly("000000" + "000000" + "00ff00", "ff0000" + "000000" + "000000");
    }

    @ParameterizedTest
    @CsvSource({
        "ff01 0001, a run over the edge",
        "0006010101010101 0001, a copy over the edge",
        "0201 0002ff00 0401 0001, a skip over the edge",
        "0201 0002ffff, a skip over the top"
    })
    void whatGoesOverTheEdgeIsLeftOut(String codes, String what) throws Exception {
        assertThat(decoded(runs(2, 1, 8, codes.replace(" ", ""))).shown())
                .as(what)
                .containsExactly("ff0000" + "ff0000");
    }

    @Test
    void runsThatEndEarlyAreTruncatedWhereverTheyAreCut() throws Exception {
        byte[] whole = runs(3, 2, 8, "0301" + "0000" + "0003020301" + "00" + "0001");
        for (int length = 70; length < whole.length; length++) {
            assertFails(Arrays.copyOf(whole, length), FailureCode.TRUNCATED);
        }
    }

    @Test
    void rowsThatEndEarlyAreTruncated() {
        byte[] whole = bmp(40, 1, 2, 24, 0, 0, "", "01020300" + "04050600");
        for (int length = 54; length < whole.length; length++) {
            assertFails(Arrays.copyOf(whole, length), FailureCode.TRUNCATED);
        }
    }

    @Test
    void aHeadCutAnywhereIsAFailureAndNoFault() {
        byte[] whole = bmp(40, 1, 2, 24, 0, 0, "", "01020300" + "04050600");
        for (int length = 0; length < 54; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoded(cut)).isInstanceOf(DecodeFailure.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40, 0, 3, 24, 0, damaged",
        "40, 2000000, 1, 1, 0, too-many-pixels",
        "40, 2000, -2000, 24, 0, too-many-pixels",
        "40, 1, -2147483648, 24, 0, too-many-pixels",
        "40, 1, 1, 3, 0, no-decoder",
        "40, 1, 1, 24, 4, no-decoder",
        "40, 1, 1, 4, 1, no-decoder",
        "40, 1, 1, 8, 3, no-decoder",
        "64, 1, 1, 16, 3, no-decoder",
        "40, 1, 1, 24, -1, no-decoder"
    })
    void sizesAndCodingsNobodyWritesAreRefused(
            int header, int width, int height, int bits, int compression, String code) {
        FailureCode expected = FailureCode.valueOf(code.replace('-', '_').toUpperCase(java.util.Locale.ROOT));

        assertFails(bmp(header, width, height, bits, compression, 0, "", "00000000"), expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 0xffff_fff2L})
    void aHeaderOfImpossibleLengthIsAFailure(long length) {
        byte[] bmp = bmp(40, 1, 1, 8, 0, 0, FOUR_COLOURS, "00000000");
        for (int i = 0; i < 4; i++) {
            bmp[14 + i] = (byte) (length >> (8 * i));
        }

        assertThatThrownBy(() -> decoded(bmp)).isInstanceOf(DecodeFailure.class);
    }
}

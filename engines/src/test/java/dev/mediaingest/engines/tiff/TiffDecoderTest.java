package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole pictures: those the JDK's own writer packs, and a few bytes by hand whose colours the format defines. */
class TiffDecoderTest {

    private static byte[] written(BufferedImage image, String compression, int tile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = jdksWriter();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionType(compression);
            if (tile > 0) {
                options.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                options.setTiling(tile, tile, 0, 0);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), options);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriter jdksWriter() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new AssertionError("this Java writes no TIFF");
    }

    /** Runs here, noise there. */
    private static BufferedImage picture(int type) {
        Random random = new Random(type);
        BufferedImage image = new BufferedImage(53, 37, type);
        for (int y = 0; y < 37; y++) {
            int run = random.nextInt();
            for (int x = 0; x < 53; x++) {
                image.setRGB(x, y, 0xff000000 | (x < 20 ? run : random.nextInt()));
            }
        }
        return image;
    }

    private static List<String> rows(BufferedImage image) {
        return java.util.stream.IntStream.range(0, image.getHeight())
                .mapToObj(y -> row(image, y))
                .toList();
    }

    private static String row(BufferedImage image, int y) {
        StringBuilder row = new StringBuilder();
        boolean grey = image.getType() == BufferedImage.TYPE_BYTE_GRAY;
        for (int x = 0; x < image.getWidth(); x++) {
            int rgb = grey
                    ? image.getRaster().getSample(x, y, 0) * 0x010101
                    : image.getRGB(x, y) & 0xffffff; // the JDK would gamma-correct grey
            row.append(HexFormat.of().toHexDigits(rgb, 6));
        }
        return row.toString();
    }

    @ParameterizedTest
    @CsvSource({"LZW, 0", "LZW, 16", "PackBits, 0", "PackBits, 32", "Deflate, 0", "Deflate, 16", "ZLib, 0", "ZLib, 48"})
    void whatTheJdkPacksHasItsPixels(String compression, int tile) throws Exception {
        for (int type : new int[] {
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage image = picture(type);

            assertThat(TiffBytes.decoded(written(image, compression, tile)).shown())
                    .as("image type " + type)
                    .isEqualTo(rows(image));
        }
    }

    @Test
    void aPaletteOfSixteenColoursHasTheJdksPixels() throws Exception {
        byte[] ramp = new byte[16];
        new Random(5).nextBytes(ramp);
        IndexColorModel colors = new IndexColorModel(4, 16, ramp, ramp.clone(), new byte[16]);
        BufferedImage image = new BufferedImage(21, 9, BufferedImage.TYPE_BYTE_BINARY, colors);
        for (int i = 0; i < 21 * 9; i++) {
            image.getRaster().setSample(i % 21, i / 21, 0, i % 16);
        }

        assertThat(TiffBytes.decoded(written(image, "LZW", 0)).shown()).isEqualTo(rows(image));
    }

    @Test
    void whiteIsZeroIsTurnedRound() throws Exception {
        assertThat(TiffBytes.littleEndian(4, 1)
                        .shorts(0x0102, 2)
                        .shorts(0x0106, TiffLayout.WHITE_IS_ZERO)
                        .strips(new byte[] {0x1b})
                        .decoded()
                        .greys())
                .containsExactly("ffaa5500");
    }

    @Test
    void bitsInTheOtherOrderAreTheSamePicture() throws Exception {
        assertThat(TiffBytes.littleEndian(8, 1)
                        .shorts(0x0102, 1)
                        .shorts(0x010a, 2)
                        .strips(new byte[] {0x03})
                        .decoded()
                        .greys())
                .containsExactly("ffff000000000000");
    }

    @Test
    void sixteenBitsAreShownByTheirUpperByteAndClippedWhereExact() throws Exception {
        SeenRows seen = TiffBytes.bigEndian(3, 1)
                .shorts(0x0102, 16)
                .strips(HexFormat.of().parseHex("1234" + "0012" + "ff00"))
                .decoded();

        assertThat(seen.greys()).containsExactly("1200ff");
        assertThat(seen.exact()).containsExactly("ffffff" + "121212" + "ffffff");
    }

    @ParameterizedTest
    @CsvSource({"16, 7fff, ff", "16, 8000, 00", "16, 4000, 80", "12, 7ff0, ff", "12, 8000, 00", "12, fff0, 00"})
    void samplesWithASignShowNoNegativeOnes(int bits, String sample, String grey) throws Exception {
        assertThat(TiffBytes.bigEndian(1, 1)
                        .shorts(0x0102, bits)
                        .shorts(0x0153, 2)
                        .strips(HexFormat.of().parseHex(sample))
                        .decoded()
                        .greys())
                .containsExactly(grey);
    }

    @Test
    void fractionsAreOfOneAndWhatIsBeyondIsBlackOrWhite() throws Exception {
        ByteBuffer fractions = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (float fraction : new float[] {0, 0.5f, 1, -3, 1e30f, Float.NaN}) {
            fractions.putFloat(fraction);
        }

        assertThat(TiffBytes.littleEndian(6, 1)
                        .shorts(0x0102, 32)
                        .shorts(0x0153, 3)
                        .strips(fractions.array())
                        .decoded()
                        .greys())
                .containsExactly("007fff00ff00");
    }

    @Test
    void halfFractionsAreFractionsToo() throws Exception {
        assertThat(TiffBytes.bigEndian(4, 1)
                        .shorts(0x0102, 16)
                        .shorts(0x0153, 3)
                        .strips(HexFormat.of().parseHex("0000" + "3800" + "3c00" + "bc00")) // 0, 1/2, 1, -1 (IEEE 754)
                        .decoded()
                        .greys())
                .containsExactly("007fff00");
    }

    @Test
    void aPaletteCutShortIsContinuedInGrey() throws Exception {
        assertThat(TiffBytes.littleEndian(3, 1)
                        .shorts(0x0106, TiffLayout.PALETTE)
                        .shorts(0x0140, 0x1100, 0x2200, 0x3300, 0x4400, 0x5500, 0x6600)
                        .strips(new byte[] {0, 1, 2})
                        .decoded()
                        .shown())
                .containsExactly("113355" + "224466" + "020202");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 804020, 80, opacity beside the colours",
        "1, ff7f3f, 80, opacity the colours were multiplied by",
        "0, 804020, '', a sample of nothing"
    })
    void theFourthSampleIsWhatTheFileSaysItIs(int extra, String colour, String opacity, String what) throws Exception {
        SeenRows seen = TiffBytes.littleEndian(1, 1)
                .shorts(0x0102, 8, 8, 8, 8)
                .shorts(0x0115, 4)
                .shorts(0x0106, TiffLayout.RGB)
                .shorts(0x0152, extra)
                .strips(HexFormat.of().parseHex("80402080"))
                .decoded();

        assertThat(seen.shown()).as(what).containsExactly(colour);
        assertThat(String.join("", seen.alpha())).as(what).isEqualTo(opacity);
    }

    @Test
    void whatIsTransparentHasNoColourToDivide() throws Exception {
        SeenRows seen = TiffBytes.littleEndian(1, 1)
                .shorts(0x0102, 8, 8, 8, 8)
                .shorts(0x0115, 4)
                .shorts(0x0106, TiffLayout.RGB)
                .shorts(0x0152, 1)
                .strips(HexFormat.of().parseHex("80402000"))
                .decoded();

        assertThat(seen.shown()).containsExactly("000000");
    }

    @Test
    void inkIsTakenFromLight() throws Exception {
        assertThat(TiffBytes.littleEndian(4, 1)
                        .shorts(0x0102, 8, 8, 8, 8)
                        .shorts(0x0115, 4)
                        .shorts(0x0106, TiffLayout.INK)
                        .strips(HexFormat.of().parseHex("00000000" + "ff000000" + "000000ff" + "00ff0080"))
                        .decoded()
                        .shown())
                .containsExactly("ffffff" + "00ffff" + "000000" + "7f007f");
    }

    /** Numbers that say a picture's corner, so that no two turns look alike. */
    @ParameterizedTest
    @CsvSource({
        "1, 010203 040506", "2, 030201 060504", "3, 060504 030201", "4, 040506 010203",
        "5, 0104 0205 0306", "6, 0401 0502 0603", "7, 0603 0502 0401", "8, 0306 0205 0104"
    })
    void aTurnedPictureIsHandedOutUpright(int orientation, String rows) throws Exception {
        assertThat(TiffBytes.littleEndian(3, 2)
                        .shorts(0x0112, orientation)
                        .strips(new byte[] {1, 2, 3, 4, 5, 6})
                        .decoded()
                        .greys())
                .containsExactly(rows.split(" ", -1));
    }

    @Test
    void stripsMayLieInAnyOrder() throws Exception {
        byte[] tiff = TiffBytes.littleEndian(2, 2)
                .longs(0x0116, 1)
                .longs(0x0111, 4, 2) // into the header: "*\0" and the offset of the directory
                .strips(new byte[2], new byte[2])
                .bytes();

        assertThat(TiffBytes.decoded(tiff).greys()).containsExactly("0800", "2a00");
    }

    @Test
    void aRawStripIsReadWholeWhateverLengthIsSaid() throws Exception {
        assertThat(TiffBytes.littleEndian(2, 1)
                        .longs(0x0117, 0)
                        .strips(new byte[] {7, 8})
                        .decoded()
                        .greys())
                .containsExactly("0708");
    }

    @Test
    void fewerStripsThanRowsAreDamage() {
        assertThatThrownBy(() -> TiffBytes.littleEndian(2, 2)
                        .longs(0x0116, 1)
                        .strips(new byte[2])
                        .decoded())
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DAMAGED));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40})
    void aStripAtNoPossiblePlaceIsTheFilesEnd(long at) {
        assertThatThrownBy(() -> TiffBytes.bigTiff(2, 1)
                        .long8s(0x0111, at)
                        .strips(new byte[2])
                        .decoded())
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TRUNCATED));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aLengthThatCannotBeEndsInAPictureOrAFailure(long length) throws Exception {
        byte[] row = deflated(new byte[] {1, 2});
        TiffBytes tiff =
                TiffBytes.bigTiff(2, 1).shorts(0x0103, 8).long8s(0x0117, length).strips(row);

        if (length > 0) {
            assertThat(tiff.decoded().greys()).containsExactly("0102");
        } else {
            assertThatThrownBy(tiff::decoded)
                    .isInstanceOfSatisfying(
                            DecodeFailure.class,
                            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TRUNCATED));
        }
    }

    @Test
    void thousandsOfTilesSideBySideAreOverTheLimit() {
        assertThatThrownBy(() -> TiffBytes.littleEndian(5_000, 1)
                        .tiles(1, 1, new byte[5_000])
                        .decoded())
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.OVER_LIMIT));
    }

    @Test
    void packedRunsCutWithinOneAreTruncatedAndNotMadeUp() {
        byte[] cut = Packed.littleEndian().u8(0xfe).bytes();

        assertThatThrownBy(() -> TiffBytes.littleEndian(3, 1)
                        .shorts(0x0103, TiffLayout.PACK_BITS)
                        .strips(cut)
                        .decoded())
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TRUNCATED));
    }

    private static byte[] deflated(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(data);
        }
        return bytes.toByteArray();
    }
}

package dev.mediaingest.engines.tiff;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions taken back (TIFF 6.0, section 14; Adobe's Technical Note 3), with numbers by hand and by the forward way. */
class PredictionTest {

    private static TiffBytes predicted(int width, boolean bigEndian, int predictor, int samples, int bits) {
        int[] each = new int[samples];
        java.util.Arrays.fill(each, bits);
        return (bigEndian ? TiffBytes.bigEndian(width, 1) : TiffBytes.littleEndian(width, 1))
                .shorts(0x0103, 8)
                .shorts(0x013d, predictor)
                .shorts(0x0115, samples)
                .shorts(0x0102, each);
    }

    private static String undone(String row, TiffBytes tiff) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(row);
        requireNonNull(Prediction.of(tiff.layout())).undo(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void ofBytesEachIsAddedToItsLeftNeighbourAndGoesRound() throws Exception {
        assertThat(undone("0a01ff80", predicted(4, false, 2, 1, 8))).isEqualTo("0a0b0a8a");
    }

    @Test
    void ofThreeSamplesTheNeighbourIsThreeToTheLeft() throws Exception {
        assertThat(undone("0102030101ff", predicted(2, false, 2, 3, 8))).isEqualTo("010203020302");
    }

    @Test
    void ofPlanesEachSampleIsAlone() throws Exception {
        assertThat(undone("010203", predicted(3, false, 2, 3, 8).shorts(0x011c, 2)))
                .isEqualTo("010306");
    }

    @ParameterizedTest
    @CsvSource({"false, ff00010001f0, ff000001'01f1'", "true, 00ff000100f0, 00ff010001f0"})
    void ofSixteenBitsTheCarryGoesToTheHigherByte(boolean bigEndian, String row, String sum) throws Exception {
        assertThat(undone(row, predicted(3, bigEndian, 2, 1, 16))).isEqualTo(sum.replace("'", ""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofThirtyTwoBitsTheCarryGoesThroughAllBytes(boolean bigEndian) throws Exception {
        String row = bigEndian ? "00ffffff00000001" : "ffffff0001000000";

        assertThat(undone(row, predicted(2, bigEndian, 2, 1, 32)))
                .isEqualTo(bigEndian ? "00ffffff01000000" : "ffffff0000000001");
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "3, false", "3, true"})
    void fractionsAreWhatTheyWereBeforeTheirBytesWereSorted(int samples, boolean bigEndian) throws Exception {
        int width = 9;
        Random random = new Random(samples);
        ByteBuffer fractions = ByteBuffer.allocate(4 * width * samples)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        byte[] sorted = new byte[fractions.capacity()];
        int count = width * samples;
        for (int i = 0; i < count; i++) {
            float fraction = random.nextFloat() * 100 - 50;
            fractions.putFloat(fraction);
            int bits = Float.floatToIntBits(fraction);
            for (int weight = 0; weight < 4; weight++) {
                sorted[weight * count + i] = (byte) (bits >>> (24 - 8 * weight));
            }
        }
        for (int i = sorted.length - 1; i >= samples; i--) {
            sorted[i] -= sorted[i - samples];
        }

        assertThat(undone(HexFormat.of().formatHex(sorted), predicted(width, bigEndian, 3, samples, 32)))
                .isEqualTo(HexFormat.of().formatHex(fractions.array()));
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8, no predictor", "2, 1, 8, what is not packed is not predicted", "9, 8, 8, one nobody knows"})
    void nothingIsTakenBackThatWasNotDone(int predictor, int compression, int bits, String what) throws Exception {
        TiffLayout layout = predicted(4, false, predictor, 1, bits)
                .shorts(0x0103, compression)
                .layout();

        assertThat(Prediction.of(layout)).as(what).isNull();
    }
}

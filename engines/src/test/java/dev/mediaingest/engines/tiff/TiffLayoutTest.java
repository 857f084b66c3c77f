package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.DecodeFailure;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a directory's numbers come to (TIFF 6.0, sections 3, 7, 8 and 15), and that none is taken out of its bounds. */
class TiffLayoutTest {

    private static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void whatADirectoryLeavesOutHasTheFormatsDefault() throws Exception {
        TiffLayout layout = TiffBytes.littleEndian(10, 20)
                .without(0x0102)
                .strips(new byte[1])
                .layout();

        assertThat(layout.bits()).isEqualTo(1);
        assertThat(layout.samples()).isEqualTo(1);
        assertThat(layout.extra()).isEqualTo(-1);
        assertThat(layout.format()).isEqualTo(1);
        assertThat(layout.compression()).isEqualTo(TiffLayout.RAW);
        assertThat(layout.predictor()).isEqualTo(1);
        assertThat(layout.isPlanar()).isFalse();
        assertThat(layout.isReversed()).isFalse();
        assertThat(layout.orientation()).isEqualTo(Orientation.UPRIGHT);
        assertThat(layout.tileWidth()).as("one strip").isEqualTo(10);
        assertThat(layout.tileHeight()).as("one strip").isEqualTo(20);
        assertThat(layout.across()).isEqualTo(2);
        assertThat(layout.down()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"8, 3", "20, 1", "1, 20", "0, 1", "4294967295, 1"})
    void stripsHaveAsManyRowsAsIsSaidButNoMoreThanThePicture(long rowsPerStrip, int strips) throws Exception {
        TiffLayout layout =
                TiffBytes.littleEndian(10, 20).longs(0x0116, rowsPerStrip).layout();

        assertThat(layout.tilesDown()).isEqualTo(strips);
        assertThat(layout.tilesAcross()).isEqualTo(1);
    }

    @Test
    void tilesReachOverTheEdges() throws Exception {
        TiffLayout layout =
                TiffBytes.littleEndian(33, 17).tiles(16, 16, new byte[256]).layout();

        assertThat(layout.tilesAcross()).isEqualTo(3);
        assertThat(layout.tilesDown()).isEqualTo(2);
        assertThat(layout.bytesPerRow()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({"1, 9, 2", "4, 3, 2", "12, 3, 5", "16, 3, 6", "32, 3, 12"})
    void aRowIsFilledUpToWholeBytes(int bits, int width, int bytes) throws Exception {
        assertThat(TiffBytes.littleEndian(width, 1)
                        .shorts(0x0102, bits)
                        .layout()
                        .bytesPerRow())
                .isEqualTo(bytes);
    }

    @Test
    void ofPlanesARowHasOneSample() throws Exception {
        TiffBytes tiff = TiffBytes.littleEndian(5, 1).shorts(0x0102, 8, 8, 8).shorts(0x0115, 3);

        assertThat(tiff.layout().bytesPerRow()).isEqualTo(15);
        assertThat(tiff.shorts(0x011c, 2).layout().bytesPerRow()).isEqualTo(5);
    }

    @Test
    void oneSampleIsNoPlane() throws Exception {
        assertThat(TiffBytes.littleEndian(5, 1).shorts(0x011c, 2).layout().isPlanar())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 3", "3, 1", "4, 1", "5, 4", "6, 3", "8, 3", "9, 3"})
    void eachKindOfColourHasItsSamples(int photometric, int samples) throws Exception {
        assertThat(TiffBytes.littleEndian(1, 1)
                        .shorts(0x0106, photometric)
                        .layout()
                        .colorSamples())
                .isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0"})
    void aPictureWithoutASideIsDamaged(int width, int height) {
        assertFails(() -> TiffBytes.littleEndian(width, height).layout(), FailureCode.DAMAGED);
    }

    @Test
    void aSideOfMoreThanAMillionIsTooManyPixels() {
        assertFails(() -> TiffBytes.littleEndian(1 << 21, 1).layout(), FailureCode.TOO_MANY_PIXELS);
        assertFails(
                () -> TiffBytes.littleEndian(1, 1)
                        .tiles(1 << 21, 1, new byte[1])
                        .layout(),
                FailureCode.TOO_MANY_PIXELS);
    }

    @Test
    void aTileWithoutAWidthIsDamaged() {
        assertFails(() -> TiffBytes.littleEndian(1, 1).tiles(0, 1, new byte[1]).layout(), FailureCode.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 65_535})
    void samplesOutOfBoundsAreDamaged(int samples) {
        assertFails(() -> TiffBytes.littleEndian(1, 1).shorts(0x0115, samples).layout(), FailureCode.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 65_535})
    void bitsOutOfBoundsAreDamaged(int bits) {
        assertFails(() -> TiffBytes.littleEndian(1, 1).shorts(0x0102, bits).layout(), FailureCode.DAMAGED);
    }

    @Test
    void samplesOfDifferentLengthsAreNotDecoded() {
        assertFails(() -> TiffBytes.littleEndian(1, 1).shorts(0x0102, 5, 6, 5).layout(), FailureCode.NO_DECODER);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "5, 1", "1, 65535"})
    void aChromaSharedByNoneOrByTooManyIsDamaged(int across, int down) {
        assertFails(
                () -> TiffBytes.littleEndian(1, 1).shorts(0x0212, across, down).layout(), FailureCode.DAMAGED);
    }

    @Test
    void anOrientationThatIsNoneIsUpright() throws Exception {
        assertThat(TiffBytes.littleEndian(1, 1).shorts(0x0112, 6).layout().orientation())
                .isEqualTo(Orientation.TURN_RIGHT);
        assertThat(TiffBytes.littleEndian(1, 1).shorts(0x0112, 9).layout().orientation())
                .isEqualTo(Orientation.UPRIGHT);
    }
}

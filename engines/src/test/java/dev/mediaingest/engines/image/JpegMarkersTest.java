package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.image.JpegMarkers.Gap;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JPEG's markers by hand (ITU-T T.81, Annex B): begin, a frame of 16 by 8, a scan, end. */
class JpegMarkersTest {
    private static final String BEGIN = "ffd8";
    private static final String FRAME = "ffc0000b080008001001011100";
    private static final String SCAN = "ffda0008010100003f00";
    private static final String END = "ffd9";

    private static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex));
    }

    private static JpegMarkers read(String... hex) throws DecodeFailure {
        return JpegMarkers.read(bytes(hex), 1_000_000);
    }

    private static void assertFails(FailureCode code, String... hex) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void sizeComponentsAndScansAreRead() throws Exception {
        JpegMarkers markers = read(BEGIN, FRAME, SCAN, "0102", SCAN, "03", END);

        assertThat(markers.width()).isEqualTo(16);
        assertThat(markers.height()).isEqualTo(8);
        assertThat(markers.components()).isEqualTo(1);
        assertThat(markers.scans()).isEqualTo(2);
        assertThat(markers.gaps()).isEmpty();
    }

    @Test
    void stuffedBytesAndRestartsBelongToTheirScan() throws Exception {
        assertThat(read(BEGIN, FRAME, SCAN, "01ff00ffd0ffd702ff00", END).scans())
                .isEqualTo(1);
    }

    @Test
    void whatLooksLikeAMarkerWithinASegmentIsNone() throws Exception {
        assertThat(read(BEGIN, "ffe1000affd9ffdaffd80000", FRAME, SCAN, END).scans())
                .isEqualTo(1);
    }

    @Test
    void whatFollowsTheEndIsAnothersPicture() throws Exception {
        assertThat(read(BEGIN, FRAME, SCAN, END, BEGIN, "ffc0000b08ffffffff01011100", SCAN, END)
                        .width())
                .isEqualTo(16);
    }

    @Test
    void bytesBetweenSegmentsAreGapsThatCanBeTakenOut() throws Exception {
        byte[] data = bytes(BEGIN, "0000", FRAME, "ff", SCAN, "01", END);
        JpegMarkers markers = JpegMarkers.read(data, 1_000);

        assertThat(markers.gaps()).containsExactly(new Gap(2, 4), new Gap(17, 18));
        assertThat(markers.withoutGaps(data)).isEqualTo(bytes(BEGIN, FRAME, SCAN, "01", END));
    }

    @Test
    void withoutGapsThereIsNothingToTakeOut() throws Exception {
        byte[] data = bytes(BEGIN, FRAME, SCAN, END);

        assertThat(JpegMarkers.read(data, 1_000).withoutGaps(data)).isSameAs(data);
    }

    @ParameterizedTest
    @CsvSource({
        "c0, 08, true",
        "c1, 08, true",
        "c2, 08, true",
        "c9, 08, true",
        "ca, 08, true",
        "c3, 08, false",
        "c5, 08, false",
        "c7, 08, false",
        "cb, 08, false",
        "cf, 08, false",
        "c1, 0c, false"
    })
    void onlyCodingsThatLibjpegKnowsAreDecoded(String marker, String precision, boolean decoded) throws Exception {
        String frame = "ff" + marker + "000b" + precision + FRAME.substring(10);
        if (decoded) {
            assertThat(read(BEGIN, frame, SCAN, END).width()).isEqualTo(16);
        } else {
            assertFails(FailureCode.NO_DECODER, BEGIN, frame, SCAN, END);
        }
    }

    @ParameterizedTest
    @CsvSource({"c4", "c8", "cc"})
    void tablesAmongTheFramesAreNoFrames(String marker) {
        assertFails(FailureCode.DAMAGED, BEGIN, "ff" + marker + FRAME.substring(4), SCAN, END);
    }

    @Test
    void aScanBeforeTheSizeIsDamaged() {
        assertFails(FailureCode.DAMAGED, BEGIN, SCAN, FRAME, END);
    }

    @Test
    void aPictureWithoutAScanIsDamaged() {
        assertFails(FailureCode.DAMAGED, BEGIN, FRAME, END);
    }

    @Test
    void aSizeOfNothingIsDamagedAndOneOfTooMuchRefused() {
        assertFails(FailureCode.DAMAGED, BEGIN, "ffc0000b080000001001011100", SCAN, END);
        assertFails(FailureCode.TOO_MANY_PIXELS, BEGIN, "ffc0000b08ffffffff01011100", SCAN, END);
    }

    @Test
    void segmentsShorterThanTheirOwnLengthAreDamaged() {
        assertFails(FailureCode.DAMAGED, BEGIN, "ffe00001", FRAME, SCAN, END);
        assertFails(FailureCode.DAMAGED, BEGIN, "ffc00007080008001001", SCAN, END);
    }

    @Test
    void aSegmentLongerThanTheFileIsTruncated() {
        assertFails(FailureCode.TRUNCATED, BEGIN, FRAME, SCAN, "ffe0ffff00", END);
    }

    @Test
    void aHundredScansAreReadAndNoMore() throws Exception {
        assertThat(read(BEGIN, FRAME, SCAN.repeat(100), END).scans()).isEqualTo(100);
        assertFails(FailureCode.TOO_MANY_SCANS, BEGIN, FRAME, SCAN.repeat(101), END);
    }

    @Test
    void whatDoesNotBeginAsAJpegIsDamaged() {
        assertFails(FailureCode.DAMAGED, "00", BEGIN, FRAME, SCAN, END);
        assertFails(FailureCode.DAMAGED, FRAME, SCAN, END);
    }

    @Test
    void aFileCutAnywhereBeforeItsEndIsTruncated() {
        byte[] whole = JpegFile.of(24, 16).comment("cut me").bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> JpegMarkers.read(cut, 1_000_000))
                    .as("cut at " + length)
                    .isInstanceOfSatisfying(
                            DecodeFailure.class,
                            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TRUNCATED));
        }
    }
}

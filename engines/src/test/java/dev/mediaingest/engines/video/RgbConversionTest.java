package dev.mediaingest.engines.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.util.HexFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames made by hand, by the matrices of ITU-R BT.601, BT.709 and BT.2020 and by display matrices (ISO/IEC 14496-12). */
class RgbConversionTest {
    private static final int ONE = 1 << 16;

    @BeforeAll
    static void load() throws DecodeFailure {
        Ffmpeg.load();
    }

    private static AVFrame frame(int format, int width, int height) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(format);
        frame.width(width);
        frame.height(height);
        assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
        return frame;
    }

    /** Of one colour. */
    private static AVFrame colour(int matrix, int range, int luma, int blue, int red) {
        AVFrame frame = frame(avutil.AV_PIX_FMT_YUV444P, 16, 16);
        frame.colorspace(matrix);
        frame.color_range(range);
        int[] values = {luma, blue, red};
        for (int plane = 0; plane < 3; plane++) {
            byte[] row = new byte[16];
            java.util.Arrays.fill(row, (byte) values[plane]);
            for (int y = 0; y < 16; y++) {
                new BytePointer(frame.data(plane))
                        .position((long) y * frame.linesize(plane))
                        .put(row);
            }
        }
        return frame;
    }

    /** Three by two pixels of their own grey, 1 to 6. */
    private static AVFrame six() {
        AVFrame frame = frame(avutil.AV_PIX_FMT_RGB24, 3, 2);
        for (int y = 0; y < 2; y++) {
            byte[] row = HexFormat.of().parseHex(y == 0 ? "010101020202030303" : "040404050505060606");
            new BytePointer(frame.data(0))
                    .position((long) y * frame.linesize(0))
                    .put(row);
        }
        return frame;
    }

    private static SeenRows converted(AVFrame frame, String filters, int enoughSide) throws DecodeFailure {
        SeenRows seen = new SeenRows();
        try (RgbConversion conversion = RgbConversion.of(frame, filters, enoughSide)) {
            conversion.handOut(frame, seen);
        } finally {
            avutil.av_frame_free(frame);
        }
        return seen;
    }

    private static void assertColour(AVFrame frame, String expected) throws DecodeFailure {
        byte[] rgb = HexFormat.of().parseHex(expected);
        byte[] row =
                HexFormat.of().parseHex(converted(frame, "", 1 << 20).shown().get(8));
        for (int channel = 0; channel < 3; channel++) {
            assertThat(row[3 * 8 + channel] & 0xff).as("channel " + channel).isCloseTo(rgb[channel] & 0xff, within(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6, 81, 90, 240, ff0000, red of BT.601",
        "6, 145, 54, 34, 00ff00, green of BT.601",
        "6, 41, 240, 110, 0000ff, blue of BT.601",
        "1, 63, 102, 240, ff0000, red of BT.709",
        "1, 173, 42, 26, 00ff00, green of BT.709",
        "1, 32, 240, 118, 0000ff, blue of BT.709",
        "9, 74, 97, 240, ff0000, red of BT.2020",
        "9, 164, 47, 25, 00ff00, green of BT.2020",
        "1, 16, 128, 128, 000000, black",
        "1, 235, 128, 128, ffffff, white",
        "1, 126, 128, 128, 808080, grey"
    })
    void eachMatrixHasItsPrimaries(int matrix, int luma, int blue, int red, String rgb, String what) throws Exception {
        assertColour(colour(matrix, avutil.AVCOL_RANGE_MPEG, luma, blue, red), rgb);
    }

    @ParameterizedTest
    @CsvSource({"0, 000000", "16, 101010", "235, ebebeb", "255, ffffff"})
    void ofFullRangeEveryLumaIsItsGrey(int luma, String rgb) throws Exception {
        assertColour(colour(avutil.AVCOL_SPC_BT709, avutil.AVCOL_RANGE_JPEG, luma, 128, 128), rgb);
    }

    @Test
    void aSidewaysFrameIsReducedToEnoughOfItsShorterSide() throws Exception {
        SeenRows seen = converted(frame(avutil.AV_PIX_FMT_GRAY8, 400, 100), "", 50);

        assertThat(seen.size()).isEqualTo(new Dimensions(200, 50));
        assertThat(seen.shown()).hasSize(50);
    }

    @Test
    void aFrameThatIsSmallEnoughKeepsItsPixels() throws Exception {
        SeenRows seen = converted(six(), "", 2);

        assertThat(seen.greys()).containsExactly("010203", "040506");
    }

    @Test
    void aConversionFitsFramesOfItsSizeOnly() throws Exception {
        AVFrame small = six();
        AVFrame other = frame(avutil.AV_PIX_FMT_RGB24, 3, 3);
        try (RgbConversion conversion = RgbConversion.of(small, "hflip,", 100)) {
            assertThat(conversion.fits(small, "hflip,", 100)).isTrue();
            assertThat(conversion.fits(small, "vflip,", 100)).isFalse();
            assertThat(conversion.fits(other, "hflip,", 100)).isFalse();
            assertThat(conversion.fits(small, "hflip,", 1)).isFalse();
        } finally {
            avutil.av_frame_free(small);
            avutil.av_frame_free(other);
        }
    }

    @Test
    void aFilterNobodyKnowsIsAFailure() {
        AVFrame frame = six();

        assertThatThrownBy(() -> RgbConversion.of(frame, "nosuchfilter,"))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DAMAGED));
        avutil.av_frame_free(frame);
    }

    private static Upright upright(int... matrix) {
        AVCodecParameters parameters = new AVCodecParameters();
        parameters.coded_side_data(sideData(matrix));
        parameters.nb_coded_side_data(1);
        return Upright.of(parameters);
    }

    private static AVPacketSideData sideData(int... matrix) {
        IntPointer numbers = new IntPointer(matrix);
        AVPacketSideData data = new AVPacketSideData();
        data.type(avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        data.data(new BytePointer(numbers));
        data.size(4L * matrix.length);
        return data;
    }

    /** a, b, c and d of the matrix: a point (x, y) is shown at (ax + cy, bx + dy). */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, 0, 010203 040506, as it is stored",
        "0, 1, -1, 0, 90, 0401 0502 0603, a phone held upright",
        "-1, 0, 0, -1, 180, 060504 030201, upside down",
        "0, -1, 1, 0, 270, 0306 0205 0104, the other way",
        "1, 0, 0, -1, 0, 040506 010203, bottom up"
    })
    void framesAreTurnedAsTheirMatrixShowsThem(int a, int b, int c, int d, int rotation, String rows, String what)
            throws Exception {
        Upright upright = upright(a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30);

        assertThat(upright.rotation()).as(what).isEqualTo(rotation);
        assertThat(converted(six(), upright.filters(), 100).greys()).as(what).containsExactly(rows.split(" ", -1));
    }

    @Test
    void anglesBetweenQuarterTurnsAreLeftAlone() {
        assertThat(upright(46_341, 46_341, 0, -46_341, 46_341, 0, 0, 0, 1 << 30))
                .isEqualTo(new Upright(0, ""));
    }

    @Test
    void aMatrixOfNothingOrCutShortTurnsNothing() {
        assertThat(upright(0, 0, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(new Upright(0, ""));
        assertThat(upright(0, ONE, 0, -ONE)).isEqualTo(new Upright(0, ""));
        assertThat(Upright.of(new AVCodecParameters())).isEqualTo(new Upright(0, ""));
    }

    @Test
    void aPictureOverTheLimitIsRefusedBeforeItIsDecoded() throws Exception {
        PictureLimit.check(new Dimensions(1_000, 1_000), 1_000_000);

        assertThatThrownBy(() -> PictureLimit.check(new Dimensions(1_000, 1_001), 1_000_000))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_MANY_PIXELS));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                avcodec.AV_CODEC_ID_H264, avcodec.AV_CODEC_ID_HEVC, avcodec.AV_CODEC_ID_AV1, avcodec.AV_CODEC_ID_VP9,
                avcodec.AV_CODEC_ID_MPEG4, avcodec.AV_CODEC_ID_MJPEG, avcodec.AV_CODEC_ID_PRORES,
                        avcodec.AV_CODEC_ID_DVVIDEO
            })
    void whatCamerasAndEditorsWriteIsDecoded(int codec) {
        assertThat(AllowedDecoders.find(codec)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                avcodec.AV_CODEC_ID_NONE,
                avcodec.AV_CODEC_ID_FLIC,
                avcodec.AV_CODEC_ID_SMACKVIDEO,
                avcodec.AV_CODEC_ID_ANSI,
                avcodec.AV_CODEC_ID_AAC,
                avcodec.AV_CODEC_ID_INDEO2,
                -1
            })
    void whatNobodyWritesIsNot(int codec) {
        assertThat(AllowedDecoders.find(codec)).isNull();
    }

    @Test
    void theWhitelistIsAsFfmpegReadsIt() {
        assertThat(AllowedDecoders.WHITELIST.split(",", -1))
                .contains("h264", "libdav1d", "rawvideo")
                .doesNotContain("", "flic")
                .doesNotHaveDuplicates();
    }
}

package dev.mediaingest.engines.video;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * How a stream's display matrix wants its frames turned, as ffmpeg's own command obeys it; other angles than quarter turns
 * are left alone.
 *
 * @param rotation clockwise degrees: 0, 90, 180 or 270
 * @param filters what does it, each filter followed by a comma
 */
record Upright(int rotation, String filters) {
    private static final int MATRIX = 9;

    static Upright of(AVCodecParameters parameters) {
        AVPacketSideData data = avcodec.av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.size() < MATRIX * Integer.BYTES) {
            return new Upright(0, "");
        }
        int[] matrix = new int[MATRIX];
        new IntPointer(data.data()).get(matrix);
        double degrees = -Math.rint(avutil.av_display_rotation_get(matrix));
        return Double.isNaN(degrees) ? new Upright(0, "") : of(Math.floorMod((int) degrees, 360), matrix);
    }

    private static Upright of(int degrees, int[] matrix) {
        return switch (degrees) {
            case 90 -> new Upright(90, matrix[3] > 0 ? "transpose=cclock_flip," : "transpose=clock,");
            case 180 -> new Upright(180, (matrix[0] < 0 ? "hflip," : "") + (matrix[4] < 0 ? "vflip," : ""));
            case 270 -> new Upright(270, matrix[3] < 0 ? "transpose=clock_flip," : "transpose=cclock,");
            case 0 -> new Upright(0, matrix[4] < 0 ? "vflip," : "");
            default -> new Upright(0, "");
        };
    }
}

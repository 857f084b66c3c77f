package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PixelSink;
import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns frames into rows of red, green and blue by the filters ffmpeg's own command would put together: the same rotation
 * before the same conversion, so the pixels are the same. For frames of one size and pixel format. Confined to one thread.
 */
final class RgbConversion implements AutoCloseable {
    private final AVFilterGraph graph;
    private final AVFilterContext in;
    private final AVFilterContext out;
    private final AVFrame rgb = avutil.av_frame_alloc();
    private final String filters;

    private RgbConversion(AVFilterGraph graph, String filters) {
        this.graph = graph;
        this.filters = filters;
        in = avfilter.avfilter_graph_get_filter(graph, "buffer@in");
        out = avfilter.avfilter_graph_get_filter(graph, "buffersink@out");
    }

    /**
     * A conversion for frames like this.
     *
     * @param before filters before the conversion, each followed by a comma
     */
    static RgbConversion of(AVFrame frame, String before) throws DecodeFailure {
        return of(frame, before, DecodeOptions.EXACT);
    }

    /** A conversion that also reduces frames whose shorter side has more than that many pixels. */
    static RgbConversion of(AVFrame frame, String before, int enoughSide) throws DecodeFailure {
        String filters = filters(frame, before, enoughSide);
        AVFilterGraph graph = avfilter.avfilter_graph_alloc();
        graph.nb_threads(1);
        AVFilterInOut inputs = new AVFilterInOut(null);
        AVFilterInOut outputs = new AVFilterInOut(null);
        int error = avfilter.avfilter_graph_parse2(graph, filters, inputs, outputs);
        avfilter.avfilter_inout_free(inputs);
        avfilter.avfilter_inout_free(outputs);
        if (error >= 0) {
            error = avfilter.avfilter_graph_config(graph, null);
        }
        if (error < 0) {
            avfilter.avfilter_graph_free(graph);
            throw Ffmpeg.failure(error, "no conversion by " + filters);
        }
        return new RgbConversion(graph, filters);
    }

    private static String filters(AVFrame frame, String before, int enoughSide) {
        return "sws_flags=bicubic;" + source(frame) + "," + reduction(frame, enoughSide) + before
                + "format=rgb24,buffersink@out";
    }

    private static String reduction(AVFrame frame, int enoughSide) {
        int side = Math.min(frame.width(), frame.height());
        if (side <= enoughSide) {
            return "";
        }
        double scale = (double) enoughSide / side;
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=area,",
                Math.round(frame.width() * scale),
                Math.round(frame.height() * scale));
    }

    private static String source(AVFrame frame) {
        return String.format(
                Locale.ROOT,
                "buffer@in=video_size=%dx%d:pix_fmt=%d:time_base=1/1000:colorspace=%d:range=%d",
                frame.width(),
                frame.height(),
                frame.format(),
                frame.colorspace(),
                frame.color_range());
    }

    /** Whether this is the conversion {@link #of} would make. */
    boolean fits(AVFrame frame, String before, int enoughSide) {
        return filters.equals(filters(frame, before, enoughSide));
    }

    /** Converts a frame, which stays its owner's, and hands out its rows. */
    void handOut(AVFrame frame, PixelSink sink) throws DecodeFailure {
        try {
            convert(frame);
            int width = rgb.width();
            BytePointer pixels = rgb.data(0);
            long stride = rgb.linesize(0);
            byte[] row = new byte[3 * width];
            sink.begin(new Dimensions(width, rgb.height()));
            for (int y = 0; y < rgb.height(); y++) {
                pixels.position(y * stride).get(row);
                sink.row(row, row, null);
            }
        } finally {
            avutil.av_frame_unref(rgb);
        }
    }

    private void convert(AVFrame frame) throws DecodeFailure {
        int error = avfilter.av_buffersrc_add_frame_flags(in, frame, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF);
        if (error >= 0) {
            error = avfilter.av_buffersink_get_frame(out, rgb);
        }
        if (error < 0 || rgb.data(0) == null) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a frame that does not convert to RGB");
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(rgb);
        avfilter.avfilter_graph_free(graph);
    }
}

package dev.mediaingest.engines.video;

import dev.mediaingest.analyse.container.isobmff.HeifAlpha;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * The opacity of a HEIF picture: the luma of its auxiliary image, decoded whole and held in native memory until it is closed. It
 * may have another size than the picture. Confined to one thread.
 */
final class AlphaPlane implements AutoCloseable {
    private static final int UNUSABLE = avutil.AV_PIX_FMT_FLAG_RGB
            | avutil.AV_PIX_FMT_FLAG_PAL
            | avutil.AV_PIX_FMT_FLAG_BITSTREAM
            | avutil.AV_PIX_FMT_FLAG_FLOAT
            | avutil.AV_PIX_FMT_FLAG_HWACCEL
            | avutil.AV_PIX_FMT_FLAG_BE;

    private final AVFrame frame = avutil.av_frame_alloc();
    private final Luma luma;
    private final Dimensions size;
    private final int left;
    private final int top;
    private final byte[] samples;

    private AlphaPlane(AVFrame decoded, Window window, Luma luma) throws DecodeFailure {
        this.luma = luma;
        this.size = window.size();
        this.left = window.left();
        this.top = window.top();
        this.samples = new byte[size.width() * luma.bytes()];
        int error = avutil.av_frame_ref(frame, decoded);
        if (error < 0) {
            close();
            throw Ffmpeg.failure(error, "no memory for an alpha plane");
        }
    }

    /** The part of a decoded frame that is shown. */
    record Window(Dimensions size, int left, int top) {
        boolean isWithin(AVFrame frame) {
            return left >= 0
                    && top >= 0
                    && size.width() <= frame.width() - left
                    && size.height() <= frame.height() - top;
        }
    }

    /** Decodes that item of a file; the file is opened for it alone, as the plane may lie before or behind the picture. */
    static AlphaPlane decode(Path file, HeifAlpha alpha, long maxPixels) throws DecodeFailure, IOException {
        try (Container container = Container.open(file)) {
            TileGrid grid = TileGrid.ofItem(container, alpha.item());
            return grid != null
                    ? ofGrid(container, grid, maxPixels)
                    : ofStream(container, StreamFacts.ofItem(container, alpha.item()), maxPixels);
        }
    }

    private static AlphaPlane ofGrid(Container container, TileGrid grid, long maxPixels) throws DecodeFailure {
        AVFrame canvas = grid.compose(container, maxPixels);
        try {
            return of(canvas, grid.window(), grid.codec());
        } finally {
            avutil.av_frame_free(canvas);
        }
    }

    private static AlphaPlane ofStream(Container container, int stream, long maxPixels) throws DecodeFailure {
        AVCodecParameters parameters = container.stream(stream).codecpar();
        PictureLimit.check(new Dimensions(parameters.width(), parameters.height()), maxPixels);
        try (StreamDecoder decoder = new StreamDecoder(container, stream, maxPixels)) {
            AVFrame decoded = decoder.next();
            Dimensions size = new Dimensions(decoded.width(), decoded.height());
            return of(decoded, new Window(size, 0, 0), parameters.codec_id());
        }
    }

    private static AlphaPlane of(AVFrame decoded, Window window, int codec) throws DecodeFailure {
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(decoded.format());
        boolean isLuma = format != null
                && (format.flags() & UNUSABLE) == 0
                && format.comp(0).offset() == 0;
        if (!isLuma || !window.isWithin(decoded)) {
            throw new DecodeFailure(FailureCode.DAMAGED, "an alpha plane that is none");
        }
        return new AlphaPlane(decoded, window, luma(format, decoded, codec));
    }

    /**
     * AV1 always says whether its samples have the full range, and libavif expands those that have not. HEVC without a word on it counts as
     * limited though its encoders mean alpha to be full, so libheif takes its samples as they are.
     */
    private static Luma luma(AVPixFmtDescriptor format, AVFrame decoded, int codec) {
        boolean limited = codec == avcodec.AV_CODEC_ID_AV1 && decoded.color_range() == avutil.AVCOL_RANGE_MPEG;
        return new Luma(
                format.comp(0).depth(), format.comp(0).shift(), format.comp(0).step(), limited);
    }

    /** How samples become opacity; {@code bytes} are those of one, little-endian. */
    record Luma(int depth, int shift, int bytes, boolean limited) {

        /** The opacity at a place of a row of samples. */
        byte opacity(byte[] samples, int x) {
            int sample = samples[x * bytes] & 0xff;
            if (bytes > 1) {
                sample |= (samples[x * bytes + 1] & 0xff) << 8;
            }
            int most = (1 << depth) - 1;
            int value = sample >> shift & most;
            return (byte) (limited ? expanded(value) : (value * 255 + most / 2) / most);
        }

        private int expanded(int value) {
            int black = 16 << (depth - 8);
            int range = 219 << (depth - 8);
            return Math.clamp(((value - black) * 255 + range / 2) / range, 0, 255);
        }
    }

    /** Fills the opacity of one row of a picture of that size; of a plane of another size the nearest samples. */
    void row(int y, Dimensions picture, byte[] opacity) {
        long nearest = (long) y * size.height() / picture.height();
        long at = (top + nearest) * frame.linesize(0) + (long) left * luma.bytes();
        new BytePointer(frame.data(0)).position(at).get(samples);
        for (int x = 0; x < opacity.length; x++) {
            opacity[x] = luma.opacity(samples, (int) ((long) x * size.width() / picture.width()));
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
    }
}

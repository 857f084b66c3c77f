package dev.mediaingest.engines.video;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/**
 * The decoders a file may choose from, by their names: those of what cameras, phones, browsers and editors write into MP4, MOV,
 * Matroska, WebM, AVI, AVIF and HEIC. FFmpeg has some five hundred more, mostly of formats nobody has written for decades, and a file
 * can name any of them. Sounds are never decoded.
 */
final class AllowedDecoders {
    private static final List<String> NAMES = List.of(
            "h264",
            "hevc",
            "libdav1d",
            "libaom-av1",
            "av1",
            "vp8",
            "vp9",
            "mpeg4",
            "msmpeg4v1",
            "msmpeg4v2",
            "msmpeg4",
            "h263",
            "mpeg1video",
            "mpeg2video",
            "mjpeg",
            "prores",
            "dnxhd",
            "theora",
            "ffv1",
            "huffyuv",
            "ffvhuff",
            "dvvideo",
            "qtrle",
            "cinepak",
            "png",
            "rawvideo");

    /** As the option {@code codec_whitelist} takes them, which also holds where FFmpeg itself opens one to learn of a stream. */
    static final String WHITELIST = String.join(",", NAMES);

    private AllowedDecoders() {}

    /** The decoder FFmpeg prefers for a codec, or null if it has none or it is not allowed. */
    static @Nullable AVCodec find(int codec) {
        AVCodec decoder = avcodec.avcodec_find_decoder(codec);
        return decoder != null && NAMES.contains(decoder.name().getString()) ? decoder : null;
    }
}

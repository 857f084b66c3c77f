package dev.mediaingest.bench;

import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Writes H.264 in MP4: a picture that wanders. Confined to one thread. */
final class Mp4Movie {
    private static final int FRAMES_A_SECOND = 30;
    private static final long BITS_A_SECOND = 4_000_000;
    private static final int STEP = 4;

    private Mp4Movie() {}

    /**
     * Writes a movie.
     *
     * @param picture wider than the movie by {@value #STEP} pixels a frame
     * @param keyEvery frames from one key frame to the next
     */
    static void write(Path file, Rendition picture, int width, int frames, int keyEvery) throws IOException {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        AVFormatContext movie = new AVFormatContext(null);
        check(avformat.avformat_alloc_output_context2(movie, (AVOutputFormat) null, "mp4", (String) null), "MP4");
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name("libopenh264");
        if (encoder == null) {
            throw new IOException("this ffmpeg has no H.264 encoder");
        }
        AVRational tick = avutil.av_make_q(1, FRAMES_A_SECOND);
        AVStream stream = avformat.avformat_new_stream(movie, encoder);
        AVCodecContext codec = avcodec.avcodec_alloc_context3(encoder);
        codec.width(width);
        codec.height(picture.height());
        codec.time_base(tick);
        codec.framerate(avutil.av_inv_q(tick));
        codec.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        codec.gop_size(keyEvery);
        codec.bit_rate(BITS_A_SECOND);
        codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        check(avcodec.avcodec_open2(codec, encoder, (AVDictionary) null), "H.264");
        check(avcodec.avcodec_parameters_from_context(stream.codecpar(), codec), "parameters");
        stream.time_base(tick);
        AVIOContext out = new AVIOContext(null);
        check(avformat.avio_open(out, file.toAbsolutePath().toString(), avformat.AVIO_FLAG_WRITE), "the file");
        movie.pb(out);
        check(avformat.avformat_write_header(movie, (AVDictionary) null), "the header");
        encode(movie, stream, codec, picture, frames);
        check(avformat.av_write_trailer(movie), "the trailer");
        avformat.avio_closep(out);
        avcodec.avcodec_free_context(codec);
        avformat.avformat_free_context(movie);
    }

    private static void encode(
            AVFormatContext movie, AVStream stream, AVCodecContext codec, Rendition picture, int frames)
            throws IOException {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(codec.pix_fmt());
        frame.width(codec.width());
        frame.height(codec.height());
        check(avutil.av_frame_get_buffer(frame, 0), "a frame");
        SwsContext toYuv = swscale.sws_getContext(
                codec.width(),
                codec.height(),
                avutil.AV_PIX_FMT_RGB24,
                codec.width(),
                codec.height(),
                codec.pix_fmt(),
                swscale.SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        AVPacket packet = avcodec.av_packet_alloc();
        try (BytePointer rgb = new BytePointer(picture.rgb());
                PointerPointer<BytePointer> planes = new PointerPointer<>(1);
                IntPointer strides = new IntPointer(1)) {
            strides.put(3 * picture.width());
            for (int number = 0; number < frames; number++) {
                check(avutil.av_frame_make_writable(frame), "a frame");
                planes.put(0, rgb.getPointer(3L * STEP * number));
                swscale.sws_scale(toYuv, planes, strides, 0, codec.height(), frame.data(), frame.linesize());
                frame.pts(number);
                check(avcodec.avcodec_send_frame(codec, frame), "a frame");
                drain(movie, stream, codec, packet);
            }
            check(avcodec.avcodec_send_frame(codec, null), "the last frame");
            drain(movie, stream, codec, packet);
        } finally {
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            swscale.sws_freeContext(toYuv);
        }
    }

    private static void drain(AVFormatContext movie, AVStream stream, AVCodecContext codec, AVPacket packet)
            throws IOException {
        while (avcodec.avcodec_receive_packet(codec, packet) >= 0) {
            avcodec.av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            packet.stream_index(stream.index());
            check(avformat.av_interleaved_write_frame(movie, packet), "a packet");
        }
    }

    private static void check(int error, String what) throws IOException {
        if (error < 0) {
            throw new IOException("ffmpeg cannot write " + what + " (" + error + ")");
        }
    }
}

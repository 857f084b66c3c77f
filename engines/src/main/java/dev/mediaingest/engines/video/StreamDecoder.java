package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one stream of a container into frames, each valid until the next call. One thread, and none of its own. The frame
 * is its own; whoever wants to keep it refers to its buffers.
 */
final class StreamDecoder implements AutoCloseable {
    private final Container container;
    private final int stream;
    private final AVCodecContext codec;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();

    StreamDecoder(Container container, int stream, long maxPixels) throws DecodeFailure {
        this.container = container;
        this.stream = stream;
        AVCodecParameters parameters = container.stream(stream).codecpar();
        AVCodec decoder = AllowedDecoders.find(parameters.codec_id());
        if (decoder == null) {
            String name = avcodec.avcodec_get_name(parameters.codec_id()).getString();
            close(null, packet, frame);
            throw new DecodeFailure(FailureCode.NO_DECODER, "for " + name + " video");
        }
        codec = avcodec.avcodec_alloc_context3(decoder);
        int error = avcodec.avcodec_parameters_to_context(codec, parameters);
        if (error >= 0) {
            codec.pkt_timebase(container.stream(stream).time_base());
            codec.thread_count(1);
            codec.max_pixels(maxPixels);
            error = avcodec.avcodec_open2(codec, decoder, (AVDictionary) null);
        }
        if (error < 0) {
            close(codec, packet, frame);
            throw Ffmpeg.failure(error, "the decoder does not open");
        }
    }

    /** The next frame in the order they are shown. */
    AVFrame next() throws DecodeFailure {
        while (true) {
            int error = avcodec.avcodec_receive_frame(codec, frame);
            if (error >= 0) {
                return whole();
            }
            if (error == avutil.AVERROR_EOF) {
                throw new DecodeFailure(FailureCode.TRUNCATED, "the file ends before its frame does");
            }
            if (container.read(packet, stream)) {
                send(packet);
            } else {
                avcodec.avcodec_send_packet(codec, null);
            }
        }
    }

    private void send(AVPacket whole) throws DecodeFailure {
        if ((whole.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
            throw new DecodeFailure(FailureCode.TRUNCATED, "the file ends within a frame");
        }
        int error = avcodec.avcodec_send_packet(codec, whole);
        // like ffmpeg's own command: a packet that does not decode is skipped, a later one may
        if (error == avutil.AVERROR_EOF) {
            throw Ffmpeg.failure(error, "no frame");
        }
    }

    private AVFrame whole() throws DecodeFailure {
        if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
            throw new DecodeFailure(FailureCode.DAMAGED, "the decoder had to make up parts of the frame");
        }
        return frame;
    }

    /** Reads on to the next key frame's packet, without decoding it; false at the end. */
    boolean toKeyFrame() {
        while (container.read(packet, stream)) {
            if ((packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
                return true;
            }
        }
        return false;
    }

    /** When the packet at hand is shown, in the stream's time base. */
    long packetTime() {
        return packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    }

    /** Makes {@link #next} go on with the packet at hand, a key frame; frames no other is built on are left out from now on. */
    void startHere() throws DecodeFailure {
        codec.skip_frame(avcodec.AVDISCARD_NONREF);
        codec.skip_loop_filter(avcodec.AVDISCARD_DEFAULT);
        avcodec.avcodec_flush_buffers(codec);
        send(packet);
    }

    /** Decodes the packet at hand alone, its blocks' edges not smoothed: it is quicker, and not seen when it is reduced. */
    AVFrame aloneUnsmoothed() throws DecodeFailure {
        codec.skip_loop_filter(avcodec.AVDISCARD_ALL);
        return alone(packet);
    }

    /** Decodes one packet of this stream, and nothing before or behind it. */
    AVFrame alone(AVPacket one) throws DecodeFailure {
        avcodec.avcodec_flush_buffers(codec);
        send(one);
        avcodec.avcodec_send_packet(codec, null);
        int error = avcodec.avcodec_receive_frame(codec, frame);
        if (error < 0) {
            throw Ffmpeg.failure(error, "no frame");
        }
        return whole();
    }

    @Override
    public void close() {
        close(codec, packet, frame);
    }

    private static void close(@Nullable AVCodecContext codec, AVPacket packet, AVFrame frame) {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        if (codec != null) {
            avcodec.avcodec_free_context(codec);
        }
    }
}

package dev.mediaingest.engines.video;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.decode.DecodeFailure;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * What the container says of its video stream.
 *
 * @param stream its index
 */
record StreamFacts(int stream, Upright upright, VideoStreams streams) {

    /** Reads packets only if the container's header leaves out the codec, the size, the duration or the frame rate. */
    static StreamFacts read(Container container) throws DecodeFailure {
        int index = videoStream(container);
        AVCodecParameters parameters = container.stream(index).codecpar();
        Upright upright = Upright.of(parameters);
        return new StreamFacts(index, upright, streams(container, container.stream(index), upright));
    }

    /** The index of the video stream, which has a size. */
    static int videoStream(Container container) throws DecodeFailure {
        int index = container.bestStream(avutil.AVMEDIA_TYPE_VIDEO);
        if (index < 0 || !isKnown(container, container.stream(index))) {
            avformat.avformat_find_stream_info(container.context(), (AVDictionary) null);
            index = container.bestStream(avutil.AVMEDIA_TYPE_VIDEO);
        }
        if (index < 0) {
            throw new DecodeFailure(FailureCode.DAMAGED, "no video stream");
        }
        AVCodecParameters parameters = container.stream(index).codecpar();
        if (parameters.width() < 1 || parameters.height() < 1) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a video stream without a size");
        }
        return index;
    }

    /** The index of the stream that is an item of a HEIF, which has a size. */
    static int ofItem(Container container, long item) throws DecodeFailure {
        for (int i = 0; i < container.context().nb_streams(); i++) {
            AVCodecParameters parameters = container.stream(i).codecpar();
            boolean isItem = container.stream(i).id() == item && parameters.codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
            if (isItem && parameters.width() > 0 && parameters.height() > 0) {
                return i;
            }
        }
        throw new DecodeFailure(FailureCode.DAMAGED, "no picture for item " + item);
    }

    private static boolean isKnown(Container container, AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        return parameters.codec_id() != avcodec.AV_CODEC_ID_NONE
                && parameters.width() > 0
                && parameters.height() > 0
                && duration(container, stream) != null
                && frameRate(stream) != null;
    }

    private static VideoStreams streams(Container container, AVStream stream, Upright upright) {
        Double duration = duration(container, stream);
        int audio = container.bestStream(avutil.AVMEDIA_TYPE_AUDIO);
        return new VideoStreams(
                new Dimensions(stream.codecpar().width(), stream.codecpar().height()),
                upright.rotation(),
                duration,
                frameRate(stream),
                codecName(stream),
                duration == null ? null : (Long) Math.round(8.0 * container.size() / duration),
                audio < 0 ? null : codecName(container.stream(audio)));
    }

    private static @Nullable Double duration(Container container, AVStream stream) {
        long ofContainer = container.context().duration();
        if (ofContainer > 0) {
            return (double) ofContainer / avutil.AV_TIME_BASE;
        }
        long ofStream = stream.duration();
        return ofStream > 0 ? (Double) (ofStream * avutil.av_q2d(stream.time_base())) : null;
    }

    private static @Nullable Double frameRate(AVStream stream) {
        AVRational rate = stream.avg_frame_rate();
        return rate.num() > 0 && rate.den() > 0 ? (Double) avutil.av_q2d(rate) : null;
    }

    private static @Nullable String codecName(AVStream stream) {
        int id = stream.codecpar().codec_id();
        return id == avcodec.AV_CODEC_ID_NONE
                ? null
                : avcodec.avcodec_get_name(id).getString();
    }
}

package dev.mediaingest.engines.video;

import dev.mediaingest.analyse.decode.DecodeFailure;
import dev.mediaingest.analyse.decode.VideoDecoder.FrameSink;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Takes frames out of a video and hands them to the sink, upright. Confined to one thread. */
final class FramePicker implements AutoCloseable {
    private final Container container;
    private final AVStream stream;
    private final String upright;
    private final FrameSink sink;
    private final StreamDecoder decoder;
    private final double secondsPerTick;
    private final long start;
    private final Set<Long> taken = new HashSet<>();
    private @Nullable RgbConversion conversion;

    FramePicker(Container container, StreamFacts facts, long maxPixels, FrameSink sink) throws DecodeFailure {
        this.container = container;
        this.stream = container.stream(facts.stream());
        this.upright = facts.upright().filters();
        this.sink = sink;
        this.decoder = new StreamDecoder(container, facts.stream(), maxPixels);
        this.secondsPerTick = avutil.av_q2d(stream.time_base());
        this.start = stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : stream.start_time();
    }

    /** The first frame that is shown. */
    void first() throws DecodeFailure {
        AVFrame frame = decoder.next();
        taken.add(frame.pts());
        handOut(frame, 0, frame.pts());
    }

    /** The key frame at or before a moment, unless it was taken before or does not decode. */
    void keyFrame(int index, double seconds) {
        long moment = start + (long) (seconds / secondsPerTick);
        int error = avformat.av_seek_frame(container.context(), stream.index(), moment, avformat.AVSEEK_FLAG_BACKWARD);
        if (error < 0 || !decoder.toKeyFrame() || !taken.add(decoder.packetTime())) {
            return;
        }
        try {
            handOut(decoder.alone(), index, decoder.packetTime());
        } catch (DecodeFailure e) {
            taken.remove(decoder.packetTime()); // left out, as a frame that does not decode
        }
    }

    private void handOut(AVFrame frame, int index, long time) throws DecodeFailure {
        RgbConversion fitting = conversion;
        if (fitting == null || !fitting.fits(frame)) {
            close(fitting);
            conversion = null;
            fitting = RgbConversion.of(frame, upright);
            conversion = fitting;
        }
        double seconds = time == avutil.AV_NOPTS_VALUE ? 0 : (time - start) * secondsPerTick;
        fitting.handOut(frame, sink.frame(index, seconds));
    }

    @Override
    public void close() {
        close(conversion);
        decoder.close();
    }

    private static void close(@Nullable RgbConversion conversion) {
        if (conversion != null) {
            conversion.close();
        }
    }
}

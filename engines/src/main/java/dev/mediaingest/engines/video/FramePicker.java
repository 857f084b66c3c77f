package dev.mediaingest.engines.video;

import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.VideoDecoder.FrameSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Takes frames out of a video and hands them to the sink, upright. Confined to one thread. */
final class FramePicker implements AutoCloseable {
    private static final long NONE = Long.MIN_VALUE;
    /** Of a whole file, decoded only to come to a moment: about a second's work. */
    private static final long MOST_PIXELS_FORWARD = 600_000_000;

    private final Container container;
    private final AVStream stream;
    private final String upright;
    private final FrameSink sink;
    private final StreamDecoder decoder;
    private final double secondsPerTick;
    private final long start;
    private final Set<Long> taken = new HashSet<>();
    private @Nullable RgbConversion conversion;
    private int side = DecodeOptions.EXACT;
    private long pixelsForward;
    /** The key frame whose followers the decoder is at. */
    private long forwardFrom = NONE;

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
    void first(int enoughSide) throws DecodeFailure {
        this.side = enoughSide;
        AVFrame frame = decoder.next();
        taken.add(frame.pts());
        handOut(frame, 0, frame.pts());
    }

    /**
     * A frame for each moment: the key frame at or before it; where an earlier moment has that one already, the frame shown at
     * the moment, for which all frames since the key frame must be decoded. A moment whose frame does not decode has none,
     * and so have those behind the point where all that decoding becomes too dear.
     *
     * @param moments in seconds, ascending
     */
    void at(List<Double> moments, int enoughSide) {
        this.side = enoughSide;
        List<Long> keyFrames = moments.stream().map(this::keyFrameTime).toList();
        for (int i = 0; i < keyFrames.size(); i++) {
            long keyFrame = keyFrames.get(i);
            try {
                if (keyFrame != NONE && taken.add(keyFrame)) {
                    keyFrame(i + 1, keyFrame);
                } else if (keyFrame != NONE) {
                    frameBehind(keyFrame, i + 1, tick(moments.get(i)));
                }
            } catch (DecodeFailure e) {
                taken.remove(keyFrame); // left out, as a frame that does not decode
            }
        }
    }

    private long tick(double seconds) {
        return start + (long) (seconds / secondsPerTick);
    }

    private long keyFrameTime(double seconds) {
        return seek(tick(seconds)) ? decoder.packetTime() : NONE;
    }

    /** Whether the key frame's packet is at hand now. */
    private boolean seek(long tick) {
        forwardFrom = NONE;
        int error = avformat.av_seek_frame(container.context(), stream.index(), tick, avformat.AVSEEK_FLAG_BACKWARD);
        return error >= 0 && decoder.toKeyFrame();
    }

    private void keyFrame(int index, long keyFrame) throws DecodeFailure {
        if (seek(keyFrame)) {
            handOut(decoder.aloneUnsmoothed(), index, decoder.packetTime());
        }
    }

    private void frameBehind(long keyFrame, int index, long moment) throws DecodeFailure {
        if (forwardFrom != keyFrame) {
            if (!seek(keyFrame)) {
                return;
            }
            decoder.startHere();
            forwardFrom = keyFrame;
        }
        while (pixelsForward < MOST_PIXELS_FORWARD) {
            AVFrame frame = decoder.next();
            pixelsForward += (long) frame.width() * frame.height();
            if (frame.pts() >= moment) {
                if (taken.add(frame.pts())) {
                    handOut(frame, index, frame.pts());
                }
                return;
            }
        }
    }

    private void handOut(AVFrame frame, int index, long time) throws DecodeFailure {
        RgbConversion fitting = conversion;
        if (fitting == null || !fitting.fits(frame, upright, side)) {
            close(fitting);
            conversion = null;
            fitting = RgbConversion.of(frame, upright, side);
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

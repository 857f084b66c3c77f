package dev.mediaingest.engines;

import dev.mediaingest.engines.image.LeptonicaJpegEncoder;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import dev.mediaingest.pixels.decode.VideoDecoder;
import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Prints CPU milliseconds a decoding takes, for the files given; not a test. */
final class DecoderSpeed {
    private static final int WARM_UP = 8;
    private static final int TIMES = 15;

    private DecoderSpeed() {}

    public static void main(String[] files) throws Exception {
        DecodeOptions exact = DecodeOptions.exact(Long.MAX_VALUE);
        for (String name : files) {
            Path file = Path.of(name);
            MediaType type = MediaType.ofFileName(name).orElseThrow();
            for (VideoDecoder decoder : ServiceLoader.load(VideoDecoder.class)) {
                if (decoder.decodes(type)) {
                    print(name + " first frame", () -> decoder.decode(file, exact, 0, 512, (i, at) -> new Nothing()));
                    print(name + " and eight", () -> decoder.decode(file, exact, 8, 512, (i, at) -> new Nothing()));
                }
            }
            for (Decoder decoder : ServiceLoader.load(Decoder.class)) {
                if (decoder.decodes(type)) {
                    print(name, () -> decoder.decode(file, exact, new Nothing()));
                    var enough = new DecodeOptions(Long.MAX_VALUE, 512);
                    print(name + " for 512", () -> decoder.decode(file, enough, new Nothing()));
                }
            }
        }
        byte[] rgb = new byte[3 * 512 * 512];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((i * 31L) >> 4);
        }
        var encoder = new LeptonicaJpegEncoder();
        print("encode 512x512", () -> encoder.encode(new Rendition(512, 512, rgb)));
    }

    private static void print(String what, Work work) throws DecodeFailure, IOException {
        double[] milliseconds = new double[TIMES];
        for (int i = -WARM_UP; i < TIMES; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            milliseconds[Math.max(0, i)] = (end - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf(Locale.ROOT, "%-40s %8.1f ms%n", what, milliseconds[TIMES / 2]);
    }

    private interface Work {
        void run() throws DecodeFailure, IOException;
    }

    private static final class Nothing implements PixelSink {
        @Override
        public void begin(Dimensions size) {
            // only the decoder is measured
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
            // only the decoder is measured
        }
    }
}

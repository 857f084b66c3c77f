package dev.mediaingest.engines.worker;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;

/** A decoder that does what the file tells it to: everything native code was ever seen to do, and more. */
public final class MisbehavingDecoder implements Decoder {

    /** What a file can hold, as its name in lower case. */
    enum Deed {
        /** Decodes a grey picture of 8x8. */
        BEHAVE,
        FAIL,
        HANG,
        /** Spins where the JVM cannot stop it. */
        SPIN,
        EAT_HEAP,
        EAT_NATIVE_MEMORY,
        SEGFAULT,
        ABORT,
        EXIT_0,
        EXIT_1,
        PRINT_GARBAGE,
        PRINT_A_MESSAGE,
        PRINT_LIBRARY_OUTPUT,
        THROW,
        RECURSE
    }

    @Override
    public boolean decodes(MediaType type) {
        return type == MediaType.JXL;
    }

    @Override
    public void decode(Path file, DecodeOptions options, PixelSink sink) throws DecodeFailure, IOException {
        perform(Deed.valueOf(Files.readString(file).strip().toUpperCase(Locale.ROOT)));
        sink.begin(new Dimensions(8, 8));
        byte[] row = new byte[24];
        for (int y = 0; y < 8; y++) {
            sink.row(row, row, null);
        }
    }

    private static void perform(Deed deed) throws DecodeFailure, IOException {
        switch (deed) {
            case BEHAVE -> {}
            case FAIL -> throw new DecodeFailure(FailureCode.DAMAGED, "on purpose");
            case HANG -> sleepForever();
            case SPIN -> spin();
            case EAT_HEAP -> eatHeap();
            case EAT_NATIVE_MEMORY -> eatNativeMemory();
            case SEGFAULT -> Pointer.memset(new Nowhere(), 0, 1 << 20);
            case ABORT -> killSelf("-ABRT");
            case EXIT_0 -> Runtime.getRuntime().halt(0);
            case EXIT_1 -> Runtime.getRuntime().halt(1);
            case PRINT_GARBAGE -> print(noise());
            case PRINT_A_MESSAGE ->
                Frames.write(new FileOutputStream(FileDescriptor.out), Frames.READING, new byte[] {'R', 1, 2, 3});
            case PRINT_LIBRARY_OUTPUT -> System.out.println("libthing: warning: odd picture");
            case THROW -> throw new IllegalStateException("on purpose");
            case RECURSE -> recurse(1);
        }
    }

    private static void sleepForever() {
        while (true) {
            try {
                Thread.sleep(1_000_000);
            } catch (InterruptedException e) {
                // hangs on, as native code does
            }
        }
    }

    private static void spin() {
        long sum = 1;
        while (sum != 0) {
            sum = sum * 31 | 1;
        }
    }

    private static void eatHeap() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            eaten.add(new byte[1 << 20]);
        }
    }

    private static void eatNativeMemory() {
        for (int i = 0; i < 100_000; i++) {
            Pointer.memset(Pointer.malloc(16 << 20), 1, 16 << 20);
        }
    }

    private static void killSelf(String signal) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(ProcessHandle.current().pid())).start();
        sleepForever();
    }

    private static byte[] noise() {
        byte[] noise = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(noise);
        return noise;
    }

    private static void print(byte[] bytes) throws IOException {
        new FileOutputStream(FileDescriptor.out).write(bytes);
    }

    private static int recurse(int depth) {
        return depth == 0 ? 0 : recurse(depth + 1) + depth;
    }

    /** A pointer to where nothing is. */
    private static final class Nowhere extends Pointer {
        Nowhere() {
            address = 64;
        }
    }
}

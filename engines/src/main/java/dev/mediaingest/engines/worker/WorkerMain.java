package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.engines.Engines;
import dev.mediaingest.engines.Engines.UnusableModel;
import dev.mediaingest.engines.worker.Frames.Frame;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.PixelReading;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker process: looks at the pixels of one file after the other, as standard input says, until it ends. Ends at once,
 * whatever its decoder is doing, when the parent is gone.
 */
public final class WorkerMain {
    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final int PARENT_GONE = 70;
    private static final int UNUSABLE_MODEL = 78;

    private WorkerMain() {}

    /**
     * Runs until the parent ends.
     *
     * @param arguments thumbnail folder, models folder, temporary folder, model id, most pixels, whether thumbnails and scores are to be expected
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // what libraries print must not come between the messages
        var requests = new LinkedBlockingQueue<byte[]>();
        daemon("parent", () -> listen(requests));
        daemon("heartbeat", () -> beat(out));
        PixelPass pass = open(new EngineOptions(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                arguments[3],
                Long.parseLong(arguments[4])));
        pass.prepare(
                new PixelOptions(false, false, Boolean.parseBoolean(arguments[5]), Boolean.parseBoolean(arguments[6])));
        Frames.write(out, Frames.READY, new byte[0]);
        while (true) {
            byte[] request = requests.take();
            Frames.write(out, Frames.BEGUN, new byte[0]);
            Frames.write(out, Frames.READING, answer(pass, request));
        }
    }

    private static PixelPass open(EngineOptions options) {
        try {
            return Engines.pixelPass(options);
        } catch (UnusableModel e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(UNUSABLE_MODEL);
            throw e;
        }
    }

    private static byte[] answer(PixelPass pass, byte[] request) throws IOException {
        try {
            return Wire.write(read(pass, request));
        } catch (Unavailable e) {
            return Wire.write(e);
        }
    }

    private static PixelReading read(PixelPass pass, byte[] request) {
        try {
            return pass.read(Wire.readRequest(request));
        } catch (IOException e) {
            return new PixelReading.Ended(new Failure(FailureCode.UNREADABLE, text(e)));
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new PixelReading.Ended(new Failure(FailureCode.INTERNAL, text(e)));
        }
    }

    private static String text(Throwable e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void listen(LinkedBlockingQueue<byte[]> requests) {
        InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        try {
            while (true) {
                Frame frame = Frames.read(in);
                requests.add(frame.body());
            }
        } catch (EOFException e) {
            leave(0);
        } catch (IOException e) {
            leave(PARENT_GONE);
        }
    }

    private static synchronized void leave(int status) {
        TemporaryFolder.deleteOwn();
        Runtime.getRuntime().halt(status);
    }

    private static void beat(OutputStream out) {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT_MILLIS);
                Frames.write(out, Frames.HEARTBEAT, new byte[0]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            leave(PARENT_GONE);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread.ofPlatform().name(name).daemon().start(task);
    }
}

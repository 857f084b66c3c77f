package dev.mediaingest.pixels;

import dev.mediaingest.pixels.Classification.Reason;
import java.io.IOException;

/**
 * Looks at the pixels of one file: decodes it once, and takes hashes, thumbnails and score from the rows as they come by.
 * Thread-safe.
 */
public interface PixelReader {
    /** Looks at nothing: for programs that only want what headers and texts say. */
    PixelReader NONE = request -> new PixelReading.Read(
            PixelFindings.none(request.options().classify() ? Reason.NO_CLASSIFIER : Reason.SWITCHED_OFF));

    /**
     * Looks at one file. Nothing about the file makes it throw; {@link dev.mediaingest.failure.Unavailable} if it cannot look
     * at any file now.
     *
     * @throws IOException if the file cannot be read
     * @throws InterruptedException if the thread is interrupted while it waits for a worker process
     */
    PixelReading read(PixelRequest request) throws IOException, InterruptedException;

    /** Whether files are looked at in another process, so that this one does not end over what a decoder does. */
    default boolean isIsolated() {
        return false;
    }

    /** Begins to get ready for files with these options, and waits for nothing: said early, it saves the first file's time. */
    default void prepare(PixelOptions options) {}

    /**
     * Waits until a file can be looked at at once, so that its turn is its own time and not the machine's;
     * {@link dev.mediaingest.failure.Unavailable} if that will not be for now.
     */
    default void awaitReady() throws InterruptedException {}
}

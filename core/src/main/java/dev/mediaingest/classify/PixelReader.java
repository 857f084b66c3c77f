package dev.mediaingest.classify;

import java.io.IOException;

/**
 * Looks at the pixels of one file: decodes it once, and takes hashes, thumbnails and score from the rows as they come by.
 * Thread-safe.
 */
public interface PixelReader {

    /**
     * Looks at one file. Nothing about the file makes it throw.
     *
     * @throws IOException if the file or the thumbnail folder cannot be used
     * @throws InterruptedException if the thread is interrupted while it waits for a worker process
     */
    PixelReading read(PixelRequest request) throws IOException, InterruptedException;
}

package dev.mediaingest.app.installation;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.engines.Engines;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
import dev.mediaingest.engines.worker.WorkerPool;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.decode.DecodeOptions;

/**
 * How pixels are looked at.
 *
 * @param isolation where it is done
 * @param limits of worker processes
 * @param model id of the classifier
 * @param maxPixels larger pictures are refused
 * @param thumbnailBytes most space thumbnails may take after a session
 */
public record PixelSetup(Isolation isolation, WorkerOptions limits, String model, long maxPixels, long thumbnailBytes) {

    /** Of thumbnails, unless told otherwise. */
    public static final long DEFAULT_THUMBNAIL_BYTES = 10_000_000_000L;

    /** As described for the command line, with so many files looked at at once. */
    public static PixelSetup standard(int workers) {
        return new PixelSetup(
                Isolation.PROCESS,
                WorkerOptions.standard(workers),
                ModelFolder.SHIPPED,
                DecodeOptions.DEFAULT_MAX_PIXELS,
                DEFAULT_THUMBNAIL_BYTES);
    }

    /** Where pixels are looked at. */
    public enum Isolation {
        /** In child processes: a decoder that crashes, hangs or eats memory costs one attempt of one file. */
        PROCESS,
        /** In this process: for machines that allow no children, and for hunting bugs. */
        NONE
    }

    /** A reader and what has to be done when it is no longer needed. */
    public record Opened(PixelReader reader, Runnable close) {}

    /** Starts nothing yet: worker processes come with the first file. */
    public Opened open(DataDirectory data) {
        EngineOptions options = new EngineOptions(data.thumbnails(), data.models(), data.temporary(), model, maxPixels);
        if (isolation == Isolation.NONE) {
            return new Opened(Engines.pixelPass(options), () -> {});
        }
        WorkerPool pool = WorkerPool.of(options, limits);
        return new Opened(pool, pool::close);
    }
}

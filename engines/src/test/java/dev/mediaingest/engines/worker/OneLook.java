package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReading.Read;
import dev.mediaingest.pixels.PixelRequest;
import java.nio.file.Path;

/** A program that has one picture looked at by a worker process, and prints its pixel hash. */
public final class OneLook {
    private OneLook() {}

    /** The picture, and a folder for what else is needed. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        EngineOptions engines = new EngineOptions(
                folder.resolve("thumbnails"),
                folder.resolve("models"),
                folder.resolve("temporary"),
                "nsfw-mobilenet-v2",
                100_000_000);
        PixelRequest request = new PixelRequest(
                Path.of(arguments[0]),
                MediaType.JPEG,
                Orientation.UPRIGHT,
                null,
                new PixelOptions(true, true, false, false));
        try (WorkerPool pool = WorkerPool.of(engines, WorkerOptions.standard(1))) {
            System.out.println(
                    pool.read(request) instanceof Read(var findings) ? findings.pixelSha256() : "was not read");
        }
    }
}

package dev.mediaingest.app.cli;

import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.PixelSetup.Isolation;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.engines.worker.WorkerOptions;
import dev.mediaingest.pixels.decode.DecodeOptions;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What every command that looks at pixels takes. */
public final class PixelFlags {
    private static final long MEGA = 1_000_000;

    @Option(
            names = "--isolation",
            paramLabel = "process|none",
            description = "Decode in worker processes, or in this one (default: process).")
    private Isolation isolation = Isolation.PROCESS;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description =
                    "NSFW classifier: the shipped one, or one whose card lies in the data directory's models folder"
                            + " (default: ${DEFAULT-VALUE}).")
    private String model = ModelFolder.SHIPPED;

    @Option(
            names = "--max-pixels",
            paramLabel = "MP",
            description = "Refuse to decode pictures with more megapixels (default: ${DEFAULT-VALUE}).")
    private long maxMegapixels = DecodeOptions.DEFAULT_MAX_PIXELS / MEGA;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Longest time for one picture; a video has five times as much (default: 60s).")
    private Duration deadline = Duration.ofSeconds(60);

    @Option(
            names = "--worker-memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Most memory of one worker process (default: 1024MB).")
    private long workerMemory = 1024 * MEGA;

    @Option(
            names = "--thumbnail-space",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Most disk space for thumbnails; those used longest ago go first (default: 10GB).")
    private long thumbnailSpace = PixelSetup.DEFAULT_THUMBNAIL_BYTES;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "A file modified less long ago is looked at again when the others are done (default: 2s).")
    private Duration settling = Duration.ofSeconds(2);

    /** How long nobody may have written to a file that is read. */
    public Duration settling() {
        return settling;
    }

    /** Those of these options that are written on the command line, by name. */
    public static List<String> given(ParseResult commandLine) {
        return commandLine.matchedOptions().stream()
                .filter(option ->
                        option.userObject() instanceof Field field && field.getDeclaringClass() == PixelFlags.class)
                .map(OptionSpec::longestName)
                .toList();
    }

    /** With so many files looked at at once. */
    public PixelSetup setup(int workers) {
        WorkerOptions standard = WorkerOptions.standard(workers);
        WorkerOptions limits = new WorkerOptions(
                workers,
                deadline,
                deadline.multipliedBy(5),
                (int) Math.max(64, workerMemory / MEGA / 4),
                (int) (workerMemory / MEGA),
                standard.recycleAfter());
        return new PixelSetup(isolation, limits, model, maxMegapixels * MEGA, thumbnailSpace);
    }
}

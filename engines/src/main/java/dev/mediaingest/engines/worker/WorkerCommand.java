package dev.mediaingest.engines.worker;

import dev.mediaingest.classify.PixelOptions;
import dev.mediaingest.engines.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a worker: the same Java and class path as this process, with its own limits. */
record WorkerCommand(EngineOptions engines, WorkerOptions limits) {
    private static final int OLDEST_WITH_CACHE = 25;

    /**
     * The arguments.
     *
     * @param temporary the child's own folder for temporary files
     * @param expected what the first files will want
     */
    List<String> arguments(Path temporary, PixelOptions expected) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(startUpCache());
        arguments.addAll(List.of(
                "-Xmx" + limits.heapMegabytes() + "m",
                "-Xms32m",
                "-Xss8m", // native decoders were written for the stack of a C program
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:CICompilerCount=2",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                engines.thumbnails().toString(),
                engines.models().toString(),
                engines.model(),
                Long.toString(engines.maxPixels()),
                Boolean.toString(expected.thumbnails()),
                Boolean.toString(expected.classify())));
        return arguments;
    }

    /** The cache that scripts/build makes beside the jar; a JVM it does not fit starts without it. */
    private static List<String> startUpCache() {
        Path cache = Path.of(System.getProperty("java.class.path") + ".worker.aot");
        return Runtime.version().feature() >= OLDEST_WITH_CACHE && Files.isRegularFile(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }
}

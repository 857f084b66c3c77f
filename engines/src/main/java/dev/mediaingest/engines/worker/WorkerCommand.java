package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.EngineOptions;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts a worker: the same Java and class path as this process, with its own limits. */
record WorkerCommand(EngineOptions engines, WorkerOptions limits) {

    /**
     * The arguments.
     *
     * @param temporary the child's own folder for temporary files
     */
    List<String> arguments(Path temporary) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(inherited());
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
                Long.toString(engines.maxPixels())));
        return arguments;
    }

    /** A start-up cache is good for the child too: its class path is the same. */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument ->
                        argument.startsWith("-XX:AOTCache=") || argument.startsWith("-XX:SharedArchiveFile="))
                .filter(argument -> new File(argument.substring(argument.indexOf('=') + 1)).isFile())
                .toList();
    }
}

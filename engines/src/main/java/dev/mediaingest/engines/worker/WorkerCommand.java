package dev.mediaingest.engines.worker;

import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.engines.onnx.OnnxTelemetry;
import dev.mediaingest.pixels.PixelOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line that starts a worker: the same Java as this process, with its own limits. */
record WorkerCommand(EngineOptions engines, WorkerOptions limits) {
    private static final int OLDEST_WITH_CACHE = 25;
    /** The last is what Windows needs to start anything. */
    private static final List<String> INHERITED =
            List.of("LC_ALL", "LC_CTYPE", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot");

    private static final Path SHELL = Path.of("/bin/sh");
    private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

    /**
     * The arguments.
     *
     * @param temporary the child's own folder for temporary files
     * @param expected what the first files will want
     */
    List<String> arguments(Path temporary, PixelOptions expected) {
        List<String> arguments = new ArrayList<>(ignoringSignals());
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(startUpCache());
        arguments.addAll(nativeCache());
        arguments.addAll(List.of(
                "-Xmx" + limits.heapMegabytes() + "m",
                "-Xms32m",
                "-Xss8m", // native decoders were written for the stack of a C program
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:CICompilerCount=2",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                limits.classPath(),
                WorkerMain.class.getName(),
                engines.thumbnails().toString(),
                engines.models().toString(),
                engines.temporary().toString(),
                engines.model(),
                Long.toString(engines.maxPixels()),
                Boolean.toString(expected.thumbnails()),
                Boolean.toString(expected.classify())));
        return arguments;
    }

    /**
     * Who stops the program by a signal to its group, as a terminal and service managers do, means the main process: a worker ends
     * with its standard input. Signals that are ignored stay so in the program that takes the shell's place, and Java leaves them.
     */
    private static List<String> ignoringSignals() {
        return Files.isExecutable(SHELL)
                ? List.of(SHELL.toString(), "-c", "trap '' HUP INT TERM; exec \"$0\" \"$@\"")
                : List.of();
    }

    /**
     * The child's whole environment: how names of files are written, where libraries lie, and that native code may not report to
     * anybody. Ours may hold a token and a password, which are no business of a decoder.
     */
    Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> environment = new HashMap<>();
        INHERITED.stream().filter(ours::containsKey).forEach(name -> environment.put(name, ours.get(name)));
        OnnxTelemetry.variables().forEach(name -> environment.put(name, "1"));
        return environment;
    }

    /** Libraries are unpacked where this process has them unpacked. */
    private static List<String> nativeCache() {
        String folder = System.getProperty(JAVACPP_CACHE);
        return folder == null ? List.of() : List.of("-D" + JAVACPP_CACHE + "=" + folder);
    }

    /** The cache that scripts/build makes beside the jar; a JVM it does not fit starts without it. */
    private List<String> startUpCache() {
        Path cache = Path.of(limits.classPath() + ".worker.aot");
        return Runtime.version().feature() >= OLDEST_WITH_CACHE && Files.isRegularFile(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }
}

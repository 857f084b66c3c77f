package dev.mediaingest.engines.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * ONNX Runtime's reports to its maker, which it makes unless an environment variable forbids it before its library is loaded: the
 * method of its API comes too late, since the first events are queued by then. Stateless. Promises nothing about other programs that
 * use ONNX Runtime.
 */
public final class OnnxTelemetry {
    /** What 1.29 reads, and what its source has since renamed it to. */
    private static final List<String> VARIABLES = List.of("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED");

    private static final String OFF = "1";

    private OnnxTelemetry() {}

    /** Names of the variables that a process with ONNX Runtime must have been started with, or must set, to {@code 1}. */
    public static List<String> variables() {
        return VARIABLES;
    }

    /**
     * Forbids the reports in this process, before ONNX Runtime's library is loaded.
     *
     * @throws UnsatisfiedLinkError if that cannot be done: then the library must not be loaded
     */
    static void forbid() {
        for (String variable : VARIABLES) {
            if (!OFF.equals(System.getenv(variable)) && !isWindows()) {
                set(variable);
            }
        }
    }

    private static void set(String variable) {
        try {
            ProcessEnvironment.set(variable, OFF);
        } catch (ReflectiveOperationException | IllegalStateException e) {
            UnsatisfiedLinkError refused =
                    new UnsatisfiedLinkError("ONNX Runtime would report to its maker; start with " + variable + "=1");
            refused.initCause(e);
            throw refused;
        }
    }

    /** Forbids them by the API as well, which is all that counts on Windows. */
    static OrtEnvironment silenced(OrtEnvironment environment) {
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take back its reports", e);
        }
        return environment;
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /**
     * Deletes the events and the device id that ONNX Runtime keeps for this user, which earlier versions let it write.
     *
     * @param caches folder the user's programs keep their caches in
     */
    public static void deleteQueued(Path caches) {
        Path queue = caches.resolve("Microsoft/DeveloperTools/.onnxruntime");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(queue, "{onnxruntime.db,deviceid}*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(queue);
        } catch (IOException e) {
            // there is none, or it is not ours to delete; nobody sends it
        }
    }
}

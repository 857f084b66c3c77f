package dev.mediaingest.bench;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Pillow and numpy finding in the same pictures what a look at pixels finds, for comparison. */
final class PillowPass {
    /** The first may be one without Pillow, where several Pythons are installed. */
    private static final String[] PYTHONS = {"python3", "/usr/bin/python3"};

    private static final int ROUNDS = 3;

    private PillowPass() {}

    /** Processor time a picture, Python's start left out; nothing if no Python here has Pillow and numpy. */
    static OptionalDouble millisAPicture(Path pictures) throws CannotStart, IOException {
        try (TemporaryFolder folder = TemporaryFolder.create("pillow-pass");
                InputStream source = PillowPass.class.getResourceAsStream("pillow-pass.py")) {
            if (source == null) {
                throw new IllegalStateException("pillow-pass.py is not on the class path");
            }
            Path script = folder.path().resolve("pillow-pass.py");
            Files.copy(source, script);
            Path empty = Files.createDirectory(folder.path().resolve("empty"));
            for (String python : PYTHONS) {
                TimedCommand start = TimedCommand.run(python, script.toString(), empty.toString());
                if (start.succeeded()) {
                    return OptionalDouble.of(millis(python, script, pictures, start.cpuSeconds()));
                }
            }
            return OptionalDouble.empty();
        }
    }

    private static double millis(String python, Path script, Path pictures, double startSeconds) throws IOException {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            TimedCommand pass = TimedCommand.run(python, script.toString(), pictures.toString());
            if (!pass.succeeded()) {
                throw new IOException("the pass of Pillow failed");
            }
            int done = Integer.parseInt(pass.output().getLast().replace("done ", ""));
            least = Math.min(least, 1_000 * (pass.cpuSeconds() - startSeconds) / done);
        }
        return least;
    }
}

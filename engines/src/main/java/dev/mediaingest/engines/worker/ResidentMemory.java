package dev.mediaingest.engines.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory another process has in use, where the system tells: /proc of Linux (proc(5), statm). */
final class ResidentMemory {
    private static final long PAGE = 4096; // of every Linux the natives are built for

    private ResidentMemory() {}

    /** Bytes, or nothing where it is not known. */
    static OptionalLong of(long pid) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", -1);
            return OptionalLong.of(Long.parseLong(pages[1]) * PAGE);
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}

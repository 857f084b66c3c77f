package dev.mediaingest.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How signals meet the programs tests start. */
final class Signals {
    static final int INTERRUPT = 2;
    private static final int HANGUP = 1;

    private Signals() {}

    /**
     * Words before a command that give it the signals' usual meanings: what a shell starts in the background ignores SIGINT, and so
     * would all that it starts.
     */
    static List<String> asForAPerson() {
        return isIn("SigIgn", "self", INTERRUPT) || isIn("SigIgn", "self", HANGUP)
                ? List.of("env", "--default-signal=INT,HUP,TERM")
                : List.of();
    }

    /** Whether a process handles a signal itself. */
    static boolean isCaught(long pid, int signal) {
        return isIn("SigCgt", Long.toString(pid), signal);
    }

    private static boolean isIn(String set, String process, int signal) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                    .filter(line -> line.startsWith(set + ":"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(set.length() + 1).strip(), 16))
                    .anyMatch(bits -> (bits >> (signal - 1) & 1) == 1);
        } catch (IOException e) {
            return false; // not Linux
        }
    }
}

package dev.mediaingest.app.cli;

/** Words for a POSIX shell. */
final class Shell {
    private Shell() {}

    /** A word as it has to be typed. */
    static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

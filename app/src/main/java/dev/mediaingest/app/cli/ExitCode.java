package dev.mediaingest.app.cli;

/** What the program tells a shell: scripts rely on these numbers, so they never change their meaning. Says nothing of single files. */
public final class ExitCode {
    /** All files are committed or unchanged. */
    public static final int OK = 0;
    /** The run failed. */
    public static final int FAILED = 1;
    /** Wrong usage. */
    public static final int USAGE = 2;
    /** Finished, but some files failed, or something could not be read. */
    public static final int SOME_FILES_FAILED = 3;
    /** Interrupted; the session can be resumed. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}

package dev.mediaingest.app.cli;

/** What the program tells a shell. */
final class ExitCode {
    /** All files are committed or unchanged. */
    static final int OK = 0;
    /** The run failed. */
    static final int FAILED = 1;
    /** Wrong usage. */
    static final int USAGE = 2;
    /** Finished, but some files failed, or something could not be read. */
    static final int SOME_FILES_FAILED = 3;
    /** Interrupted; the session can be resumed. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

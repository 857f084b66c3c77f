package dev.mediaingest.session.queue;

/** No file matched, so there is no session. */
public final class NothingFound extends Exception {
    private static final long serialVersionUID = 1L;

    NothingFound() {
        super("No files found matching the specified pattern");
    }
}

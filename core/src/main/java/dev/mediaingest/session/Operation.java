package dev.mediaingest.session;

import java.util.Locale;

/** What can be asked of a session. */
public enum Operation {
    START,
    PAUSE,
    RESUME,
    CANCEL,
    RETRY,
    /** The files of a folder that is away are gone. */
    CONFIRM_MISSING,
    /** To another place in the queue. */
    MOVE,
    DELETE;

    /** The word stored and sent. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

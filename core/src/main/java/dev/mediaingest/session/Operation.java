package dev.mediaingest.session;

import java.util.Locale;

/** What can be asked of a session. */
public enum Operation {
    START,
    PAUSE,
    RESUME,
    CANCEL,
    RETRY,
    /** To another place in the queue. */
    MOVE,
    DELETE;

    /** The word stored and sent. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

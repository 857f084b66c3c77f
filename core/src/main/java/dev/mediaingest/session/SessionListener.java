package dev.mediaingest.session;

/**
 * Hears what happens, in order, on the thread that runs the session: an implementation returns quickly and never throws.
 */
@FunctionalInterface
public interface SessionListener {
    void on(SessionEvent event);

    /** Tells several listeners, in the order given. */
    static SessionListener all(SessionListener... listeners) {
        SessionListener[] copy = listeners.clone();
        return event -> {
            for (SessionListener listener : copy) {
                listener.on(event);
            }
        };
    }
}

package dev.mediaingest.session.queue;

import dev.mediaingest.session.Session;

/** What became of what a person asked. */
public sealed interface Answer {
    /** It is done, or will be at the next file boundary. */
    record Done(Session now) implements Answer {}

    /** There is nothing left to do. */
    record AlreadyCompleted(Session now) implements Answer {}

    /** It can't be done in the state the session is in. */
    record Rejected(String sentence) implements Answer {}

    /** There is no such session. */
    record NotFound() implements Answer {}
}

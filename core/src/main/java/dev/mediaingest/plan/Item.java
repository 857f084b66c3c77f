package dev.mediaingest.plan;

import dev.mediaingest.media.SourceFile;

/**
 * One file of one session, still to do.
 *
 * @param position its place in the session's list, from 1; commits follow this order
 * @param file as discovered
 * @param attempts how often it was begun before
 * @param looks how often it was put off because it was being written
 */
public record Item(SessionId session, long position, SourceFile file, int attempts, int looks) {

    /** One that was never put off. */
    public Item(SessionId session, long position, SourceFile file, int attempts) {
        this(session, position, file, attempts, 0);
    }
}

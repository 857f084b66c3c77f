package dev.mediaingest.plan;

import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;

/**
 * One file of one session, still to do.
 *
 * @param position its place in the session's list, from 1; commits follow this order
 * @param file as discovered
 * @param attempts how often it was begun before, and counted
 * @param deferrals how often it was deferred, for whatever reason
 * @param cutShort how often of these because the look at its pixels was cut short
 * @param reading how much of the file is to be read, while it is as it was discovered
 */
public record Item(
        SessionId session, long position, SourceFile file, int attempts, int deferrals, int cutShort, Reading reading) {

    /** One that was never deferred, to be read whole. */
    public Item(SessionId session, long position, SourceFile file, int attempts) {
        this(session, position, file, attempts, 0, 0, Reading.WHOLE);
    }

    /** The number of the attempt that is being made, from 1, those that were cut short among them. */
    public int attempt() {
        return attempts + cutShort + 1;
    }

    /** How often it was deferred because it was being written. */
    public int beingWritten() {
        return deferrals - cutShort;
    }
}

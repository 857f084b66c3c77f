package dev.mediaingest.session;

/**
 * How often an item may be in work when its process ends before it is quarantined. A process may be killed for many reasons,
 * and a server that is killed soon after each start is always killed at the same file; so a file that was in work for
 * milliseconds only is given more chances than one that was in work for long. Attempts in which a worker process had the file do not
 * count: whatever ended this process then, the file did not.
 *
 * @param slow for a file whose turn took unusually long at least once
 * @param any for every file
 */
public record AttemptLimits(int slow, int any) {
    /** The third attempt of a slow file, the twentieth of any. */
    public static final AttemptLimits DEFAULT = new AttemptLimits(3, 20);
}

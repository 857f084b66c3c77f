package dev.mediaingest.failure;

/**
 * Something every file needs cannot be used now: the database is locked, the disk full, no worker process starts. No file is
 * to blame, and trying again later may help.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what a person has to know.
     *
     * @param sentence what is wrong and what to do, without a stack trace's words
     */
    public Unavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

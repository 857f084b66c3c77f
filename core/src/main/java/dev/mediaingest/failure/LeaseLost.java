package dev.mediaingest.failure;

/**
 * A session is another server's now: whoever ran it here must not write to it any more, and nothing of its last transaction
 * is stored.
 */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what a person has to know.
     *
     * @param sentence which session it is
     */
    public LeaseLost(String sentence) {
        super(sentence);
    }
}

package dev.mediaingest.library;

/** A query that cannot be answered; the message is one sentence for the person who asked. */
public final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    public BadQuery(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}

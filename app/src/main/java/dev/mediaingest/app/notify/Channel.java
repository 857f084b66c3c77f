package dev.mediaingest.app.notify;

/** Delivers notices one way. Thread-safe. */
public interface Channel {

    /** For logs and pages: where it leads, without secrets. */
    String name();

    /**
     * Delivers a notice, within seconds.
     *
     * @throws Undelivered if it did not arrive
     */
    void deliver(Notice notice) throws Undelivered, InterruptedException;

    /** A notice that did not arrive. */
    final class Undelivered extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean worthRepeating;

        /**
         * A failed delivery.
         *
         * @param sentence why; names no secret
         * @param worthRepeating whether it may arrive if it is sent again later
         */
        public Undelivered(String sentence, boolean worthRepeating) {
            super(sentence);
            this.worthRepeating = worthRepeating;
        }

        boolean isWorthRepeating() {
            return worthRepeating;
        }
    }
}

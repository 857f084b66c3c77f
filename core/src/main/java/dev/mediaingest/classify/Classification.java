package dev.mediaingest.classify;

/** What a classifier said of a picture: a score apart from any verdict, or why there is none. */
public sealed interface Classification {

    /**
     * A probability.
     *
     * @param nsfw 0.0 to 1.0
     * @param model the model's name
     * @param modelVersion the model's version
     */
    record Scored(double nsfw, String model, String modelVersion) implements Classification {}

    /** No score; never to be read as safe. */
    record NotAssessed(Reason reason) implements Classification {}

    /** Why a picture has no score; stored and shown as these words. */
    enum Reason {
        SWITCHED_OFF("off"),
        NO_CLASSIFIER("no-classifier"),
        UNSUPPORTED("unsupported"),
        TOO_SMALL("too-small"),
        FAILED("failed");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}

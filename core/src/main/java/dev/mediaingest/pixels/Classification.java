package dev.mediaingest.pixels;

import java.util.List;

/** What a classifier said of a picture: a score apart from any verdict, or why there is none. */
public sealed interface Classification {

    /**
     * A probability.
     *
     * @param nsfw 0.0 to 1.0; of several frames the highest
     * @param mean over the frames; the same as {@code nsfw} for a picture
     * @param frames how many were scored
     * @param model the model's name
     * @param modelVersion the model's version
     */
    record Scored(double nsfw, double mean, int frames, String model, String modelVersion) implements Classification {

        /** The score of a single picture. */
        public static Scored picture(double nsfw, String model, String modelVersion) {
            return new Scored(nsfw, nsfw, 1, model, modelVersion);
        }
    }

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

    /** Of a video's frames: the highest and the mean of those that have a score, or the first one's reason. */
    static Classification ofFrames(List<Classification> frames) {
        List<Scored> scored = frames.stream()
                .filter(Scored.class::isInstance)
                .map(Scored.class::cast)
                .toList();
        if (scored.isEmpty()) {
            return frames.isEmpty() ? new NotAssessed(Reason.UNSUPPORTED) : frames.getFirst();
        }
        double highest = scored.stream().mapToDouble(Scored::nsfw).max().orElseThrow();
        double mean = scored.stream().mapToDouble(Scored::nsfw).average().orElseThrow();
        Scored any = scored.getFirst();
        return new Scored(highest, mean, scored.size(), any.model(), any.modelVersion());
    }
}

package dev.mediaingest.app.web.page;

import dev.mediaingest.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a file, in the reader's language: the sentence of its code, and beside it what was seen in this one file, as it
 * was written down.
 *
 * @param detail in English, or words of the file; null if the code says it all
 * @param nextStep what a person can do; null if nobody knows
 */
public record ShownFailure(
        String sentence, @Nullable String detail, @Nullable String nextStep) {

    /** Nothing if there was nothing wrong; a code of a newer version keeps the sentences that were stored with it. */
    public static @Nullable ShownFailure of(
            Texts texts, @Nullable String code, @Nullable String stored, @Nullable String storedNext) {
        FailureCode known = code == null ? null : FailureCode.ofCode(code).orElse(null);
        if (known == null) {
            return stored == null ? null : new ShownFailure(texts.sentence(stored), null, storedNext);
        }
        String key = "failure." + known.code();
        String next = storedNext == null ? null : texts.of(key + ".next");
        return new ShownFailure(texts.of(key), detail(known, stored), next);
    }

    /** Behind the sentence of the code, in brackets; what an older version wrote in another way stays whole. */
    private static @Nullable String detail(FailureCode code, @Nullable String stored) {
        if (stored == null || stored.equals(code.sentence())) {
            return null;
        }
        String before = code.sentence() + " (";
        boolean usual = stored.startsWith(before) && stored.endsWith(")");
        return usual ? stored.substring(before.length(), stored.length() - 1) : stored;
    }
}

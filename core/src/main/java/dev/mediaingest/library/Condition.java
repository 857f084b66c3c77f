package dev.mediaingest.library;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of one file. */
public sealed interface Condition {

    /**
     * Words in a row.
     *
     * @param words as {@link Words} makes them, at least one
     * @param prefix whether the last of them may go on
     */
    record Text(Field field, List<String> words, boolean prefix) implements Condition {
        public Text {
            words = List.copyOf(words);
        }
    }

    /** Has these characters in a field, in a row and as they are: what is asked for where a query has no words. */
    record Symbols(Field field, String text) implements Condition {}

    /** Has exactly this keyword, which is not one of its negative prompt. */
    record Keyword(String keyword) implements Condition {}

    /** Lies in this folder or below it. */
    record Folder(String path) implements Condition {}

    /** A folder above it has a name with this in it. */
    record FolderNamed(String part) implements Condition {}

    /** A text is this, in any case. */
    record Is(Property property, String value) implements Condition {}

    /** A text has this in it, in any case. */
    record Contains(Property property, String part) implements Condition {}

    /** A number is at least and at most this. */
    record Between(Quantity quantity, double least, double most) implements Condition {}

    /** Width and height lie within these. */
    record Sides(double leastWidth, double mostWidth, double leastHeight, double mostHeight) implements Condition {}

    /** When it was made: from a moment on, up to another, which does not count. */
    record Created(@Nullable Instant from, @Nullable Instant until) implements Condition {}

    record Nsfw(NsfwState state) implements Condition {}

    record Shape(Aspect aspect) implements Condition {}

    record HasPrompt() implements Condition {}

    /** A person marked it. */
    record Favourite() implements Condition {}

    /** Was not there when it was looked for last. */
    record Missing() implements Condition {}

    /** Was committed by this session. */
    record CommittedBy(String session) implements Condition {}

    /** Could not be read when it was tried last, though it could before. */
    record Failed() implements Condition {}

    /** At least one of these holds. */
    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    /** Where words are looked for. */
    enum Field {
        ANYWHERE,
        PROMPT,
        NEGATIVE,
        NAME,
        KEYWORDS
    }

    /** Texts that are compared as a whole. */
    enum Property {
        /** Format or kind: {@code png}, {@code video}. */
        TYPE,
        GENERATOR,
        MODEL,
        LORA,
        SAMPLER,
        SCHEDULER,
        SEED,
        VAE,
        /** How a hash begins: of the file, of its pixels or of its model. */
        HASH
    }

    /** Numbers. */
    enum Quantity {
        /** -1 is rejected, 0 not rated. */
        SCORE,
        /** Only of files that were assessed. */
        NSFW_SCORE,
        WIDTH,
        HEIGHT,
        /** Bytes. */
        FILE_SIZE,
        STEPS,
        /** Scale of classifier-free guidance. */
        CFG,
        /** Seconds of a video. */
        DURATION
    }

    /** Sides as a person sees them. */
    enum Aspect {
        PORTRAIT,
        LANDSCAPE,
        SQUARE,
        /** At least twice as wide as high. */
        WIDE
    }
}

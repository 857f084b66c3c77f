package dev.mediaingest.media;

/**
 * A word or phrase a file can be found by.
 *
 * @param text trimmed and lower case, at most {@link #MAX_LENGTH} characters
 * @param type what kind of evidence it is
 * @param weight attention weight of a prompt term, strength of a LoRA, otherwise 1.0
 * @param source where it was read, as {@code prompt}, {@code negative_prompt}, {@code lora}
 */
public record Keyword(String text, Type type, double weight, String source) {
    /** The catalogue's column is that wide. */
    public static final int MAX_LENGTH = 256;

    /** Kinds of evidence; the catalogue's {@code keyword_type}. */
    public enum Type {
        /** Given by a person; never touched by an analysis. */
        USER("user"),
        /** A term of the positive prompt. */
        PROMPT("prompt"),
        /** A term of the negative prompt: the picture should not show it. */
        NEGATIVE("negative"),
        /** Derived from facts: aspect, resolution, model family. */
        AUTO("auto"),
        /** Read from a workflow: LoRAs, models. */
        WORKFLOW("workflow");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The word stored in the catalogue. */
        public String label() {
            return label;
        }
    }
}

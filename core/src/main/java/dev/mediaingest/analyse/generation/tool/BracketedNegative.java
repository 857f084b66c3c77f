package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of InvokeAI before version 3, in which {@code [words in brackets]} are what the picture should not show.
 *
 * @param prompt what stands outside the brackets
 * @param negativePrompt what stands inside, without them; null if there are none
 */
record BracketedNegative(String prompt, @Nullable String negativePrompt) {

    static BracketedNegative split(String text) {
        StringBuilder positive = new StringBuilder();
        StringBuilder negative = new StringBuilder();
        int lastClosing = text.lastIndexOf(']');
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean opening = c == '[' && !inside && i < lastClosing;
            if (opening || (c == ']' && inside)) {
                inside = opening;
                separate(negative);
                continue;
            }
            (inside ? negative : positive).append(c);
        }
        String rest = negative.toString().strip();
        return new BracketedNegative(
                positive.toString().strip(), rest.isEmpty() ? null : rest.replaceAll("^, |,$", ""));
    }

    private static void separate(StringBuilder negative) {
        if (!negative.isEmpty() && negative.charAt(negative.length() - 1) != ' ') {
            negative.append(", ");
        }
    }

    void fill(ParameterDraft draft) {
        draft.prompt = prompt.isEmpty() ? null : prompt;
        draft.negativePrompt = negativePrompt;
    }
}

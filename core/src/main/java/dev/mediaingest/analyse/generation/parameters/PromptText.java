package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.analyse.generation.parameters.PromptGrammar.Dialect;
import java.util.List;

/** A prompt's characters, as both passes over it ask for them. */
record PromptText(String text, Dialect dialect) {
    /** What parts a prompt into several that are drawn at once: A1111's own word and those of an extension. */
    private static final List<String> PART_ENDS = List.of("AND", "AND_PERP", "AND_SALT", "AND_TOPK");

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    /** The length of the word that ends a part here, or 0. */
    int partEnd(int at) {
        for (String word : PART_ENDS) {
            if (isWord(at, word)) {
                return word.length();
            }
        }
        return 0;
    }

    int beforeSpace(int end) {
        int at = end;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    static boolean isNoWeight(char c) {
        return (c < '0' || c > '9') && "+-.".indexOf(c) < 0;
    }

    boolean isBracket(char c) {
        return c == '[' || c == (dialect == Dialect.NOVELAI ? '{' : '(');
    }

    boolean isEscape(int at) {
        return at + 1 < text.length() && "()[]{}\\".indexOf(text.charAt(at + 1)) >= 0;
    }

    boolean isWord(int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (at == 0 || !isWordCharacter(text.charAt(at - 1)))
                && (end == text.length() || !isWordCharacter(text.charAt(end)));
    }

    static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}

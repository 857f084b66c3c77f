package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.Lora;
import dev.mediaingest.media.PromptTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The prompt syntax of A1111 and its descendants: terms between commas, line breaks, {@code BREAK} and {@code AND};
 * {@code (x)} weighs 1.1, {@code (x:1.3)} 1.3, {@code [x]} 1/1.1, nested ones multiply; {@code \(} is a bracket of the
 * text; {@code <lora:name:0.8>} names a LoRA. Ends in linear time for any text and loses no word of it up to
 * {@value #MAX_TERMS} terms. Prompt editing ({@code [a:b:0.5]}) is not resolved: its words stay one term.
 */
final class PromptGrammar {
    static final int MAX_TERMS = 10_000;

    private static final double STRONGER = 1.1;
    private static final double MAX_WEIGHT = 1_000;
    private static final int MAX_WEIGHT_LENGTH = 16;

    // what a character is; everything else is text
    private static final byte OPENING = 1;
    private static final byte CLOSING = 2;
    private static final byte WEIGHT = 3;
    private static final byte TAG = 4;

    /**
     * A prompt's parts.
     *
     * @param terms in order, without empty ones
     * @param loras in order of appearance
     */
    record Parsed(List<PromptTerm> terms, List<Lora> loras) {}

    private final String text;
    private final byte[] roles;
    /** The factor of each opening bracket, in their order; those that turned out to be text are never asked for. */
    private double[] factors = new double[16];

    private int opened;

    private final List<PromptTerm> terms = new ArrayList<>();
    private final List<Lora> loras = new ArrayList<>();
    private final StringBuilder term = new StringBuilder();
    private double termWeight = 1;
    private boolean space;

    private PromptGrammar(String text) {
        this.text = text;
        this.roles = new byte[text.length()];
    }

    static Parsed parse(String text) {
        PromptGrammar grammar = new PromptGrammar(text);
        grammar.findRoles();
        grammar.readTerms();
        return new Parsed(List.copyOf(grammar.terms), List.copyOf(grammar.loras));
    }

    /** First pass: LoRAs, which brackets belong together, and the weight each pair sets. */
    private void findRoles() {
        OpenBrackets open = new OpenBrackets();
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i += isEscape(i) ? 1 : 0;
                case '<' -> i = tag(i);
                case '(' -> open(open, i, STRONGER);
                case '[' -> open(open, i, 1 / STRONGER);
                case ')' -> close(open, i, '(');
                case ']' -> close(open, i, '[');
                default -> {
                    // text
                }
            }
        }
    }

    private void open(OpenBrackets open, int at, double factor) {
        if (opened == factors.length) {
            factors = Arrays.copyOf(factors, 2 * opened);
        }
        factors[opened] = factor;
        roles[at] = OPENING;
        open.push(at, text.charAt(at) == '(', opened++);
    }

    /** A bracket never closed reaches to the end of the prompt; inside a pair that does close, it is a character. */
    private void close(OpenBrackets open, int at, char opening) {
        if (!open.has(opening == '(')) {
            return;
        }
        while (text.charAt(open.position()) != opening) {
            roles[open.position()] = 0;
            open.pop();
        }
        roles[at] = CLOSING;
        if (opening == '(') {
            explicitWeight(open, at);
        }
        open.pop();
    }

    private void explicitWeight(OpenBrackets open, int end) {
        int first = Math.max(open.position(), end - MAX_WEIGHT_LENGTH);
        int colon = end - 1;
        while (colon > first && text.charAt(colon) != ':') {
            colon--;
        }
        Double weight = colon > first ? Numbers.decimal(text.substring(colon + 1, end)) : null;
        if (weight != null) {
            roles[colon] = WEIGHT;
            factors[open.index()] = weight;
        }
    }

    /** Where the first pass goes on after an angle bracket: behind the LoRA it opens, if it does. */
    private int tag(int at) {
        int end = tagEnd(at);
        Lora lora = end < 0 ? null : lora(text.substring(at + 1, end));
        if (lora == null) {
            return at;
        }
        loras.add(lora);
        roles[at] = TAG;
        return end;
    }

    /** Looks no further than the next tag or line, so that a row of opening ones costs no more than its length. */
    private int tagEnd(int at) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '>') {
                return i;
            }
            if (c == '<' || c == '\n') {
                return -1;
            }
        }
        return -1;
    }

    // lora:name, lora:name:weight, lora:name:weight:second weight or blocks
    private static @Nullable Lora lora(String tag) {
        String[] parts = tag.split(":", 4);
        if (parts.length < 2 || !isNetwork(parts[0]) || parts[1].isBlank()) {
            return null;
        }
        Double weight = parts.length == 2 ? Double.valueOf(1) : Numbers.decimal(parts[2]);
        return weight == null ? null : new Lora(withoutExtension(parts[1].strip()), weight);
    }

    private static boolean isNetwork(String kind) {
        return switch (kind.strip().toLowerCase(Locale.ROOT)) {
            case "lora", "lyco", "hypernet" -> true;
            default -> false;
        };
    }

    private static String withoutExtension(String name) {
        for (String extension : List.of(".safetensors", ".ckpt", ".pt")) {
            if (name.endsWith(extension) && name.length() > extension.length()) {
                return name.substring(0, name.length() - extension.length());
            }
        }
        return name;
    }

    /** Second pass: the words, with the weight that holds where they stand. */
    private void readTerms() {
        Weights weights = new Weights();
        int opening = 0;
        for (int i = 0; i < text.length() && terms.size() < MAX_TERMS; ) {
            boolean bracket = isBracket(i);
            switch (roles[i]) {
                case OPENING -> weights.enter(factors[opening]);
                case CLOSING -> weights.leave();
                default -> {
                    // text, or a part that is not
                }
            }
            opening += bracket ? 1 : 0;
            i = roles[i] == 0 ? character(i, weights.now()) : after(i);
        }
        endTerm();
    }

    private boolean isBracket(int at) {
        return text.charAt(at) == '(' || text.charAt(at) == '[';
    }

    private int after(int at) {
        if (roles[at] == WEIGHT) {
            return text.indexOf(')', at);
        }
        if (roles[at] == TAG) {
            space = true;
            return text.indexOf('>', at) + 1;
        }
        return at + 1;
    }

    private int character(int at, double weight) {
        return switch (text.charAt(at)) {
            case ',', '\n', '\r' -> separator(at, 1);
            case 'B' -> isWord(at, "BREAK") ? separator(at, 5) : word(at, weight);
            case 'A' -> isWord(at, "AND") ? separator(at, 3) : word(at, weight);
            case '\\' -> word(isEscape(at) ? at + 1 : at, weight);
            default -> word(at, weight);
        };
    }

    private int separator(int at, int length) {
        endTerm();
        return at + length;
    }

    private boolean isEscape(int at) {
        return at + 1 < text.length() && "()[]\\".indexOf(text.charAt(at + 1)) >= 0;
    }

    private boolean isWord(int at, String word) {
        int end = at + word.length();
        return text.startsWith(word, at)
                && (at == 0 || !isWordCharacter(text.charAt(at - 1)))
                && (end == text.length() || !isWordCharacter(text.charAt(end)));
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private int word(int at, double weight) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            space = true;
        } else {
            append(c, weight);
        }
        return at + 1;
    }

    /** A term of several weights gets the one furthest from 1: that is what its writer wanted seen. */
    private void append(char c, double weight) {
        if (space && !term.isEmpty()) {
            term.append(' ');
        }
        space = false;
        if (term.isEmpty() || Math.abs(weight - 1) > Math.abs(termWeight - 1)) {
            termWeight = weight;
        }
        term.append(c);
    }

    private void endTerm() {
        if (!term.isEmpty() && terms.size() < MAX_TERMS) {
            terms.add(new PromptTerm(term.toString(), rounded(termWeight)));
        }
        term.setLength(0);
        space = false;
    }

    /** Floating point leaves 1.2100000000000002 where people expect 1.21. */
    private static double rounded(double weight) {
        return Math.rint(weight * 1e6) / 1e6 + 0.0;
    }

    /** The product of the factors that hold, restored exactly when a bracket closes. */
    private static final class Weights {
        private double[] outer = new double[16];
        private int depth;
        private double now = 1;

        double now() {
            return now;
        }

        void enter(double factor) {
            if (depth == outer.length) {
                outer = Arrays.copyOf(outer, 2 * depth);
            }
            outer[depth++] = now;
            now = Math.clamp(now * factor, -MAX_WEIGHT, MAX_WEIGHT);
        }

        void leave() {
            now = outer[--depth];
        }
    }

    /** Brackets not closed yet, the innermost on top: where each lies and its number among all openings. */
    private static final class OpenBrackets {
        private int[] positions = new int[16];
        private int[] indexes = new int[16];
        private boolean[] rounds = new boolean[16];
        private int size;
        private int round;

        void push(int position, boolean isRound, int index) {
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, 2 * size);
                indexes = Arrays.copyOf(indexes, 2 * size);
                rounds = Arrays.copyOf(rounds, 2 * size);
            }
            positions[size] = position;
            indexes[size] = index;
            rounds[size] = isRound;
            size++;
            round += isRound ? 1 : 0;
        }

        boolean has(boolean isRound) {
            return isRound ? round > 0 : round < size;
        }

        int position() {
            return positions[size - 1];
        }

        int index() {
            return indexes[size - 1];
        }

        void pop() {
            size--;
            round -= rounds[size] ? 1 : 0;
        }
    }
}

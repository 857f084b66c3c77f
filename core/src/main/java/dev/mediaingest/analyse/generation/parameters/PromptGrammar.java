package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prompt syntax of A1111 and its descendants: terms between commas, line breaks, {@code BREAK} and {@code AND}, whose
 * parts may end in a weight of their own, {@code a cat :1.2 AND a dog}; {@code (x)} weighs 1.1, {@code (x:1.3)} 1.3,
 * {@code [x]} 1/1.1, nested ones multiply; of {@code (x)(y)} each is a term; {@code \(} is a bracket of the text;
 * {@code <lora:name:0.8>} names a LoRA. Of {@code [a:b:0.5]} and {@code [a|b]}, which change while the picture is
 * made, a and b are terms of full weight. NovelAI has its own brackets, see {@link Dialect#NOVELAI}. Ends in linear time
 * for any text and loses no word of it up to {@value #MAX_TERMS} terms; brackets and LoRAs beyond their bounds are words.
 */
public final class PromptGrammar {
    static final int MAX_TERMS = 10_000;
    static final int MAX_BRACKETS = 50_000;
    static final int MAX_LORAS = 1_000;

    private static final double MAX_WEIGHT = 1_000;
    private static final String EMBEDDING = "embedding:";

    /** Which brackets mean what. */
    public enum Dialect {
        /** A1111, ComfyUI and those that follow them. */
        COMMON,
        /** <code>{x}</code> weighs 1.05, {@code [x]} 1/1.05, {@code 1.2::x::} 1.2; round brackets are text. */
        NOVELAI
    }

    /**
     * A prompt's parts.
     *
     * @param terms in order, without empty ones
     * @param loras in order of appearance
     */
    public record Parsed(List<PromptTerm> terms, List<Lora> loras) {}

    private final PromptText prompt;
    private final String text;
    private final PromptRoles roles;

    private final List<PromptTerm> terms = new ArrayList<>();
    private final StringBuilder term = new StringBuilder();
    private double termWeight = 1;
    private boolean space;
    /** The first term of the part between two AND. */
    private int partStart;

    private PromptGrammar(PromptText prompt) {
        this.prompt = prompt;
        this.text = prompt.text();
        this.roles = PromptRoles.of(prompt);
    }

    public static Parsed parse(String text) {
        return parse(text, Dialect.COMMON);
    }

    public static Parsed parse(String text, Dialect dialect) {
        PromptGrammar grammar = new PromptGrammar(new PromptText(text, dialect));
        grammar.readTerms();
        return new Parsed(List.copyOf(grammar.terms), grammar.roles.loras());
    }

    /** The second pass: the words, with the weight that holds where they stand. */
    private void readTerms() {
        Weights weights = new Weights();
        int opening = 0;
        for (int i = 0; i < text.length() && terms.size() < MAX_TERMS; ) {
            boolean bracket = prompt.isBracket(text.charAt(i));
            switch (roles.at(i)) {
                case PromptRoles.OPENING -> {
                    endTermBetweenBrackets(i);
                    weights.enter(roles.factor(opening), roles.isAlternating(opening));
                }
                case PromptRoles.CLOSING -> weights.leave();
                case PromptRoles.PART_WEIGHT -> weighPart(i);
                case PromptRoles.NUMBER -> weights.number(weightAt(i));
                case PromptRoles.END_OF_NUMBER -> weights.number(1);
                default -> {
                    // text, or a part that is not
                }
            }
            opening += bracket ? 1 : 0;
            i = roles.at(i) == 0 ? character(i, weights) : after(i);
        }
        endTerm();
    }

    /** Two brackets side by side are two terms, whatever commas are missing between them. */
    private void endTermBetweenBrackets(int opening) {
        int before = prompt.beforeSpace(opening) - 1;
        if (before >= 0 && roles.at(before) == PromptRoles.CLOSING) {
            endTerm();
        }
    }

    private void weighPart(int colon) {
        endTerm();
        Double weight = Numbers.decimal(text.substring(colon + 1, partWeightEnd(colon)));
        for (int i = partStart; weight != null && i < terms.size(); i++) {
            PromptTerm term = terms.get(i);
            double product = Math.clamp(term.weight() * weight, -MAX_WEIGHT, MAX_WEIGHT);
            terms.set(i, new PromptTerm(term.text(), rounded(product)));
        }
    }

    private int partWeightEnd(int colon) {
        int at = colon + 1;
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at)) || !PromptText.isNoWeight(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private double weightAt(int number) {
        Double weight = Numbers.decimal(text.substring(number, text.indexOf("::", number)));
        return weight == null ? 1 : weight;
    }

    private int after(int at) {
        return switch (roles.at(at)) {
            case PromptRoles.WEIGHT -> text.indexOf(')', at);
            case PromptRoles.STEP -> text.indexOf(']', at);
            case PromptRoles.SPLIT -> separator(at, 1);
            case PromptRoles.PART_WEIGHT -> partWeightEnd(at);
            case PromptRoles.PART_END -> {
                int next = separator(at, prompt.partEnd(at));
                partStart = terms.size();
                yield next;
            }
            case PromptRoles.NUMBER -> text.indexOf("::", at) + 2;
            case PromptRoles.END_OF_NUMBER -> {
                space = true;
                yield at + 2;
            }
            case PromptRoles.TAG -> {
                space = true;
                yield text.indexOf('>', at) + 1;
            }
            default -> at + 1;
        };
    }

    private int character(int at, Weights weights) {
        double weight = weights.now();
        return switch (text.charAt(at)) {
            case ',', '\n', '\r' -> separator(at, 1);
            case '|' -> isAlternative(weights) ? separator(at, 1) : word(at, weight);
            case 'B' -> prompt.isWord(at, "BREAK") ? separator(at, 5) : word(at, weight);
            case 'A' -> prompt.isWord(at, "AND") ? separator(at, 3) : word(at, weight); // NovelAI's: without a weight
            case '\\' -> word(prompt.isEscape(at) ? at + 1 : at, weight);
            default -> word(at, weight);
        };
    }

    private boolean isAlternative(Weights weights) {
        return prompt.dialect() == Dialect.NOVELAI || weights.alternating();
    }

    private int separator(int at, int length) {
        endTerm();
        return at + length;
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
            terms.add(term(term.toString(), termWeight));
        }
        term.setLength(0);
        space = false;
    }

    /** An embedding may carry its weight without brackets: {@code embedding:name:1.2}. */
    private static PromptTerm term(String text, double weight) {
        int colon = text.startsWith(EMBEDDING) ? text.lastIndexOf(':') : -1;
        Double own = colon < EMBEDDING.length() ? null : Numbers.decimal(text.substring(colon + 1));
        return own == null
                ? new PromptTerm(text, rounded(weight))
                : new PromptTerm(text.substring(0, colon), rounded(Math.clamp(weight * own, -MAX_WEIGHT, MAX_WEIGHT)));
    }

    /** Floating point leaves 1.2100000000000002 where people expect 1.21. */
    private static double rounded(double weight) {
        return Math.rint(weight * 1e6) / 1e6 + 0.0;
    }

    /** The product of the factors that hold, restored exactly when a bracket closes. */
    private static final class Weights {
        private double[] outer = new double[16];
        private boolean[] bars = new boolean[16];
        private int depth;
        private double now = 1;
        private double number = 1;

        double now() {
            return number == 1 ? now : Math.clamp(now * number, -MAX_WEIGHT, MAX_WEIGHT);
        }

        /** A weight that holds until the next one, whatever brackets come between. */
        void number(double weight) {
            number = weight;
        }

        boolean alternating() {
            return depth > 0 && bars[depth - 1];
        }

        void enter(double factor, boolean alternating) {
            if (depth == outer.length) {
                outer = Arrays.copyOf(outer, 2 * depth);
                bars = Arrays.copyOf(bars, 2 * depth);
            }
            bars[depth] = alternating;
            outer[depth++] = now;
            now = Math.clamp(now * factor, -MAX_WEIGHT, MAX_WEIGHT);
        }

        void leave() {
            now = outer[--depth];
        }
    }
}

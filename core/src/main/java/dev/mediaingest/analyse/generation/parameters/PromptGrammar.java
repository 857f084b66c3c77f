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

    private static final double STRONGER = 1.1;
    private static final double NOVELAI_STRONGER = 1.05;
    private static final double MAX_WEIGHT = 1_000;
    private static final int MAX_WEIGHT_LENGTH = 16;
    private static final String EMBEDDING = "embedding:";

    // what a character is; everything else is text
    private static final byte OPENING = 1;
    private static final byte CLOSING = 2;
    private static final byte WEIGHT = 3;
    private static final byte TAG = 4;
    private static final byte SPLIT = 5;
    private static final byte STEP = 6;
    private static final byte NUMBER = 7;
    private static final byte END_OF_NUMBER = 8;
    private static final byte PART_WEIGHT = 9;
    private static final byte PART_END = 10;

    /** What parts a prompt into several that are drawn at once: A1111's own word and those of an extension. */
    private static final List<String> PART_ENDS = List.of("AND", "AND_PERP", "AND_SALT", "AND_TOPK");

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

    private final String text;
    private final Dialect dialect;
    private final byte[] roles;
    /** The factor of each opening bracket, in their order; those that turned out to be text are never asked for. */
    private double[] factors = new double[16];
    /** Whether the bars directly inside each opening bracket part alternatives. */
    private boolean[] alternating = new boolean[16];

    private int opened;

    private final List<PromptTerm> terms = new ArrayList<>();
    private final List<Lora> loras = new ArrayList<>();
    private final StringBuilder term = new StringBuilder();
    private double termWeight = 1;
    private boolean space;
    /** The first term of the part between two AND. */
    private int partStart;

    private PromptGrammar(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
        this.roles = new byte[text.length()];
    }

    public static Parsed parse(String text) {
        return parse(text, Dialect.COMMON);
    }

    public static Parsed parse(String text, Dialect dialect) {
        PromptGrammar grammar = new PromptGrammar(text, dialect);
        grammar.findRoles();
        grammar.readTerms();
        return new Parsed(List.copyOf(grammar.terms), List.copyOf(grammar.loras));
    }

    /** First pass: LoRAs, which brackets belong together, and the weight each pair sets. */
    private void findRoles() {
        OpenBrackets open = new OpenBrackets();
        boolean parted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> i += isEscape(i) ? 1 : 0;
                case '<' -> i = tag(i);
                case '(', '[', '{' -> open(open, i, c);
                case ')' -> close(open, i, '(');
                case ']' -> close(open, i, '[');
                case '}' -> close(open, i, '{');
                case '|' -> open.bar();
                case ':' -> i = colon(open, i);
                case 'A' -> parted |= partEnds(open, i);
                default -> {
                    // text
                }
            }
        }
        if (parted && open.isEmpty()) {
            partWeight(text.length());
        }
    }

    private boolean partEnds(OpenBrackets open, int at) {
        if (dialect != Dialect.COMMON || partEnd(at) == 0) {
            return false;
        }
        roles[at] = PART_END;
        if (open.isEmpty()) {
            partWeight(at);
        }
        return true;
    }

    /** The length of the word that ends a part here, or 0. */
    private int partEnd(int at) {
        for (String word : PART_ENDS) {
            if (isWord(at, word)) {
                return word.length();
            }
        }
        return 0;
    }

    /** {@code a cat :1.2 AND}: marks the colon of a weight that ends a part. */
    private void partWeight(int end) {
        int last = beforeSpace(end);
        int number = last;
        while (number > 0 && last - number < MAX_WEIGHT_LENGTH && !isNoWeight(text.charAt(number - 1))) {
            number--;
        }
        int colon = beforeSpace(number) - 1;
        boolean weighs = colon >= 0 && text.charAt(colon) == ':' && roles[colon] == 0;
        if (weighs && Numbers.decimal(text.substring(number, last)) != null) {
            roles[colon] = PART_WEIGHT;
        }
    }

    private int beforeSpace(int end) {
        int at = end;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isNoWeight(char c) {
        return (c < '0' || c > '9') && "+-.".indexOf(c) < 0;
    }

    private void open(OpenBrackets open, int at, char bracket) {
        if (!isBracket(bracket) || opened == MAX_BRACKETS) {
            return;
        }
        if (opened == factors.length) {
            factors = Arrays.copyOf(factors, 2 * opened);
            alternating = Arrays.copyOf(alternating, 2 * opened);
        }
        double stronger = dialect == Dialect.NOVELAI ? NOVELAI_STRONGER : STRONGER;
        factors[opened] = bracket == '[' ? 1 / stronger : stronger;
        roles[at] = OPENING;
        open.push(at, bracket, opened++);
    }

    private boolean isBracket(char c) {
        return c == '[' || c == (dialect == Dialect.NOVELAI ? '{' : '(');
    }

    /** Answers where the first pass goes on: NovelAI's weights end in two colons. */
    private int colon(OpenBrackets open, int at) {
        boolean isDouble = dialect == Dialect.NOVELAI && text.startsWith("::", at);
        if (!isDouble) {
            open.colon(at);
            return at;
        }
        int number = numberBefore(at);
        roles[number < 0 ? at : number] = number < 0 ? END_OF_NUMBER : NUMBER;
        return at + 1;
    }

    /** Where the number that ends here begins, if it is no part of a word; or -1. */
    private int numberBefore(int end) {
        int start = end;
        while (start > 0 && end - start <= MAX_WEIGHT_LENGTH && "+-.0123456789".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        boolean apart = start == 0 || !isWordCharacter(text.charAt(start - 1));
        boolean free = start < end && roles[start] == 0;
        return apart && free && Numbers.decimal(text.substring(start, end)) != null ? start : -1;
    }

    /** A bracket never closed reaches to the end of the prompt; inside a pair that does close, it is a character. */
    private void close(OpenBrackets open, int at, char opening) {
        if (!isBracket(opening) || !open.has(opening)) {
            return;
        }
        while (text.charAt(open.position()) != opening) {
            roles[open.position()] = 0;
            open.pop();
        }
        roles[at] = CLOSING;
        if (dialect == Dialect.COMMON) {
            meaning(open, at, opening);
        }
        open.pop();
    }

    private void meaning(OpenBrackets open, int at, char opening) {
        if (opening == '(') {
            explicitWeight(open, at);
        } else if (open.hasBar()) {
            alternating[open.index()] = true;
            factors[open.index()] = 1;
        } else {
            editing(open, at);
        }
    }

    /** {@code [a:b:0.5]}, {@code [a:0.5]}, {@code [a::0.5]}: a number behind the last colon says when. */
    private void editing(OpenBrackets open, int end) {
        int when = open.lastColon();
        boolean numbered =
                when > 0 && end - when <= MAX_WEIGHT_LENGTH && Numbers.decimal(text.substring(when + 1, end)) != null;
        if (numbered) {
            roles[when] = STEP;
            factors[open.index()] = 1;
            if (open.colonBefore() >= 0) {
                roles[open.colonBefore()] = SPLIT;
            }
        }
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
        int end = loras.size() < MAX_LORAS ? tagEnd(at) : -1;
        Lora lora = end < 0 ? null : NetworkTag.parse(text.substring(at + 1, end));
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

    /** Second pass: the words, with the weight that holds where they stand. */
    private void readTerms() {
        Weights weights = new Weights();
        int opening = 0;
        for (int i = 0; i < text.length() && terms.size() < MAX_TERMS; ) {
            boolean bracket = isBracket(text.charAt(i));
            switch (roles[i]) {
                case OPENING -> {
                    endTermBetweenBrackets(i);
                    weights.enter(factors[opening], alternating[opening]);
                }
                case CLOSING -> weights.leave();
                case PART_WEIGHT -> weighPart(i);
                case NUMBER -> weights.number(weightAt(i));
                case END_OF_NUMBER -> weights.number(1);
                default -> {
                    // text, or a part that is not
                }
            }
            opening += bracket ? 1 : 0;
            i = roles[i] == 0 ? character(i, weights) : after(i);
        }
        endTerm();
    }

    /** Two brackets side by side are two terms, whatever commas are missing between them. */
    private void endTermBetweenBrackets(int opening) {
        int before = beforeSpace(opening) - 1;
        if (before >= 0 && roles[before] == CLOSING) {
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
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || !isNoWeight(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private double weightAt(int number) {
        Double weight = Numbers.decimal(text.substring(number, text.indexOf("::", number)));
        return weight == null ? 1 : weight;
    }

    private int after(int at) {
        return switch (roles[at]) {
            case WEIGHT -> text.indexOf(')', at);
            case STEP -> text.indexOf(']', at);
            case SPLIT -> separator(at, 1);
            case PART_WEIGHT -> partWeightEnd(at);
            case PART_END -> {
                int next = separator(at, partEnd(at));
                partStart = terms.size();
                yield next;
            }
            case NUMBER -> text.indexOf("::", at) + 2;
            case END_OF_NUMBER -> {
                space = true;
                yield at + 2;
            }
            case TAG -> {
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
            case 'B' -> isWord(at, "BREAK") ? separator(at, 5) : word(at, weight);
            case 'A' -> isWord(at, "AND") ? separator(at, 3) : word(at, weight); // NovelAI's: without a weight
            case '\\' -> word(isEscape(at) ? at + 1 : at, weight);
            default -> word(at, weight);
        };
    }

    private boolean isAlternative(Weights weights) {
        return dialect == Dialect.NOVELAI || weights.alternating();
    }

    private int separator(int at, int length) {
        endTerm();
        return at + length;
    }

    private boolean isEscape(int at) {
        return at + 1 < text.length() && "()[]{}\\".indexOf(text.charAt(at + 1)) >= 0;
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

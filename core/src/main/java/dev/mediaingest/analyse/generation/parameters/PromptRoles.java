package dev.mediaingest.analyse.generation.parameters;

import dev.mediaingest.analyse.generation.parameters.PromptGrammar.Dialect;
import dev.mediaingest.media.generation.Lora;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first pass over a prompt: its LoRAs, which brackets belong together, and the weight each pair sets. Takes time in proportion to
 * the text, whatever it is.
 */
final class PromptRoles {
    /** Longest number that is a weight. */
    static final int MAX_WEIGHT_LENGTH = 16;

    // what a character is; everything else is text
    static final byte OPENING = 1;
    static final byte CLOSING = 2;
    static final byte WEIGHT = 3;
    static final byte TAG = 4;
    static final byte SPLIT = 5;
    static final byte STEP = 6;
    static final byte NUMBER = 7;
    static final byte END_OF_NUMBER = 8;
    static final byte PART_WEIGHT = 9;
    static final byte PART_END = 10;

    private static final double STRONGER = 1.1;
    private static final double NOVELAI_STRONGER = 1.05;

    private final PromptText prompt;
    private final String text;
    private final byte[] roles;
    /** The factor of each opening bracket, in their order; those that turned out to be text are never asked for. */
    private double[] factors = new double[16];
    /** Whether the bars directly inside each opening bracket part alternatives. */
    private boolean[] alternating = new boolean[16];

    private int opened;
    private final List<Lora> loras = new ArrayList<>();

    private PromptRoles(PromptText prompt) {
        this.prompt = prompt;
        this.text = prompt.text();
        this.roles = new byte[text.length()];
    }

    static PromptRoles of(PromptText prompt) {
        PromptRoles roles = new PromptRoles(prompt);
        roles.find();
        return roles;
    }

    /** What the character there is; 0 for text. */
    byte at(int index) {
        return roles[index];
    }

    /** The factor of an opening bracket, by its number. */
    double factor(int opening) {
        return factors[opening];
    }

    /** Whether bars part alternatives in that opening bracket. */
    boolean isAlternating(int opening) {
        return alternating[opening];
    }

    /** In order of appearance. */
    List<Lora> loras() {
        return List.copyOf(loras);
    }

    private void find() {
        OpenBrackets open = new OpenBrackets();
        boolean parted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> i += prompt.isEscape(i) ? 1 : 0;
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
        if (prompt.dialect() != Dialect.COMMON || prompt.partEnd(at) == 0) {
            return false;
        }
        roles[at] = PART_END;
        if (open.isEmpty()) {
            partWeight(at);
        }
        return true;
    }

    /** {@code a cat :1.2 AND}: marks the colon of a weight that ends a part. */
    private void partWeight(int end) {
        int last = prompt.beforeSpace(end);
        int number = last;
        while (number > 0 && last - number < MAX_WEIGHT_LENGTH && !PromptText.isNoWeight(text.charAt(number - 1))) {
            number--;
        }
        int colon = prompt.beforeSpace(number) - 1;
        boolean weighs = colon >= 0 && text.charAt(colon) == ':' && roles[colon] == 0;
        if (weighs && Numbers.decimal(text.substring(number, last)) != null) {
            roles[colon] = PART_WEIGHT;
        }
    }

    private void open(OpenBrackets open, int at, char bracket) {
        if (!prompt.isBracket(bracket) || opened == PromptGrammar.MAX_BRACKETS) {
            return;
        }
        if (opened == factors.length) {
            factors = Arrays.copyOf(factors, 2 * opened);
            alternating = Arrays.copyOf(alternating, 2 * opened);
        }
        double stronger = prompt.dialect() == Dialect.NOVELAI ? NOVELAI_STRONGER : STRONGER;
        factors[opened] = bracket == '[' ? 1 / stronger : stronger;
        roles[at] = OPENING;
        open.push(at, bracket, opened++);
    }

    /** Answers where the first pass goes on: NovelAI's weights end in two colons. */
    private int colon(OpenBrackets open, int at) {
        boolean isDouble = prompt.dialect() == Dialect.NOVELAI && text.startsWith("::", at);
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
        boolean apart = start == 0 || !PromptText.isWordCharacter(text.charAt(start - 1));
        boolean free = start < end && roles[start] == 0;
        return apart && free && Numbers.decimal(text.substring(start, end)) != null ? start : -1;
    }

    /** A bracket never closed reaches to the end of the prompt; inside a pair that does close, it is a character. */
    private void close(OpenBrackets open, int at, char opening) {
        if (!prompt.isBracket(opening) || !open.has(opening)) {
            return;
        }
        while (text.charAt(open.position()) != opening) {
            roles[open.position()] = 0;
            open.pop();
        }
        roles[at] = CLOSING;
        if (prompt.dialect() == Dialect.COMMON) {
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
        int end = loras.size() < PromptGrammar.MAX_LORAS ? tagEnd(at) : -1;
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
}

package dev.mediaingest.analyse.generation.tool;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text A1111 and its descendants write, taken apart: lines of prompt, then lines of negative prompt, then one line of
 * parameters. Some writers put all of it on one line.
 *
 * @param prompt as written, without white space around it
 * @param negativePrompt null if there is no such part
 * @param pairs empty if no line is believed to be one of parameters
 * @param barred whether bars part the pairs
 */
record Infotext(String prompt, @Nullable String negativePrompt, List<ParameterLine.Pair> pairs, boolean barred) {
    private static final int MIN_PAIRS = 3;
    private static final String NEGATIVE = "negative prompt:";
    private static final String PROMPT = "prompt:";
    private static final String STEPS = "Steps:";

    static Infotext of(String text) {
        Optional<Parameters> found = parameters(text);
        String prompts = found.isPresent() ? text.substring(0, found.get().start()) : text;
        int negative = negativeStart(prompts);
        String prompt = (negative < 0 ? prompts : prompts.substring(0, negative)).strip();
        boolean barred = found.isPresent() && found.get().barred();
        boolean labelled = barred && prompt.regionMatches(true, 0, PROMPT, 0, PROMPT.length());
        prompt = labelled ? prompt.substring(PROMPT.length()).strip() : prompt;
        String rest = negative < 0
                ? null
                : prompts.substring(negative + NEGATIVE.length()).strip();
        return new Infotext(prompt, rest, found.map(Parameters::pairs).orElse(List.of()), barred);
    }

    /** Whether the text has marks that no ordinary comment has. */
    boolean isCertain() {
        return !pairs.isEmpty() || negativePrompt != null;
    }

    private record Parameters(int start, List<ParameterLine.Pair> pairs, boolean barred) {}

    /**
     * The parameters are the last line if it has three of them, one of a known name: a prompt may contain colons. Where
     * an extension wrote lines behind it, or everything is on one line, they begin at {@code Steps:}.
     */
    private static Optional<Parameters> parameters(String text) {
        int end = text.stripTrailing().length();
        int lastLine = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1;
        Optional<Parameters> whole = startsWithKnownKey(text, lastLine) ? at(text, lastLine) : Optional.empty();
        if (whole.isPresent()) {
            return whole;
        }
        int steps = stepsStart(text);
        return steps < 0 ? Optional.empty() : at(text, steps);
    }

    private static Optional<Parameters> at(String text, int start) {
        boolean barred = ParameterLine.isBarred(text.substring(start));
        int first = barred ? firstLine(text, start) : start;
        List<ParameterLine.Pair> pairs = ParameterLine.parse(text.substring(first));
        return pairs.size() < MIN_PAIRS ? Optional.empty() : Optional.of(new Parameters(first, pairs, barred));
    }

    /** Parameters parted by bars go over several lines; those before the last go on, or hold nothing but pairs. */
    private static int firstLine(String text, int last) {
        int start = last;
        while (start > 0) {
            int line = text.lastIndexOf('\n', start - 2) + 1;
            String before = text.substring(line, start).strip();
            boolean goesOn = before.endsWith(",") || before.endsWith("|");
            boolean paired = goesOn || ParameterLine.parse(before).size() > 1;
            if (!paired || !startsWithKnownKey(text, line)) {
                return start;
            }
            start = line;
        }
        return start;
    }

    private static boolean startsWithKnownKey(String text, int line) {
        int colon = text.indexOf(':', line);
        return colon >= 0
                && colon - line < 40
                && switch (text.substring(line, colon).strip().toLowerCase(Locale.ROOT)) {
                    case "steps",
                            "sampler",
                            "seed",
                            "size",
                            "model",
                            "model hash",
                            "cfg scale",
                            "version",
                            "app",
                            "pipeline",
                            "parser",
                            "clip skip",
                            "denoising strength",
                            "backend" -> true;
                    default -> false;
                };
    }

    /** The last {@code Steps:} before a number that begins a line or, failing that, a word. */
    private static int stepsStart(String text) {
        int inLine = -1;
        for (int at = text.lastIndexOf(STEPS); at >= 0; at = text.lastIndexOf(STEPS, at - 1)) {
            if (isNumberNext(text, at + STEPS.length())) {
                char before = at == 0 ? '\n' : text.charAt(at - 1);
                if (before == '\n' || before == '\r') {
                    return at;
                }
                inLine = inLine < 0 && Character.isWhitespace(before) ? at : inLine;
            }
        }
        return inLine;
    }

    private static boolean isNumberNext(String text, int from) {
        int at = from < text.length() && text.charAt(from) == ' ' ? from + 1 : from;
        return at < text.length() && Character.digit(text.charAt(at), 10) >= 0;
    }

    /** Where the negative prompt begins: at a line's beginning, or within a line if there is only one. */
    private static int negativeStart(String prompts) {
        boolean oneLine = prompts.strip().indexOf('\n') < 0;
        for (int at = indexOfNegative(prompts, 0); at >= 0; at = indexOfNegative(prompts, at + 1)) {
            if (isLineStart(prompts, at) || (oneLine && Character.isWhitespace(prompts.charAt(at - 1)))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isLineStart(String text, int at) {
        int before = at - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\r';
    }

    private static int indexOfNegative(String text, int from) {
        for (int colon = text.indexOf(':', from); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int at = colon - NEGATIVE.length() + 1;
            if (at >= from && text.regionMatches(true, at, NEGATIVE, 0, NEGATIVE.length())) {
                return at;
            }
        }
        return -1;
    }
}

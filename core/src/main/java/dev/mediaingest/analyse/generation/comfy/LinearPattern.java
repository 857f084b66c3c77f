package dev.mediaingest.analyse.generation.comfy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression out of a file, which may be made to hurt. It is searched by RE2, in time that grows with the text alone, and all
 * that is searched in one file has one {@link Effort}. What RE2 does not know (back references, looking ahead or behind, possessive
 * repetition) is no pattern. Immutable.
 */
final class LinearPattern {
    private static final int LONGEST = 1_000;
    /** Of all counted repetitions, as if each stood in the other: they are written out when compiled. */
    private static final int MOST_COPIES = 1_000;

    private static final int MOST_MATCHES = 1_000;
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{0,9}),?(\\d{0,9})\\}");

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * What may be spent on one file's patterns: steps of their programs, times the letters that a search may look at. Confined to one
     * thread.
     */
    static final class Effort {
        private long left = 50_000_000;

        private boolean spend(Pattern pattern, int letters) {
            left -= (long) pattern.programSize() * (letters + 1);
            return left >= 0;
        }
    }

    /** How a pattern is meant. */
    record Flags(boolean ignoresCase, boolean hasLines, boolean dotIsAll) {
        static final Flags NONE = new Flags(false, false, false);

        private int bits() {
            return (ignoresCase ? Pattern.CASE_INSENSITIVE : 0)
                    | (hasLines ? Pattern.MULTILINE : 0)
                    | (dotIsAll ? Pattern.DOTALL : 0);
        }
    }

    /** Reads a pattern as Python and JavaScript write it; nothing if it is none, or none of the kind this searches with. */
    static Optional<LinearPattern> of(String written, Flags flags) {
        if (written.length() > LONGEST || copies(written) > MOST_COPIES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LinearPattern(Pattern.compile(written, flags.bits())));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static long copies(String written) {
        long copies = 1;
        Matcher counted = COUNTED.matcher(written);
        while (counted.find() && copies <= MOST_COPIES) {
            copies *= Math.max(1, Math.max(number(counted.group(1)), number(counted.group(2))));
        }
        return copies;
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Whether it is found in a text; nothing if that would take too much. */
    Optional<Boolean> isFoundIn(String text, Effort effort) {
        return effort.spend(pattern, text.length())
                ? Optional.of(pattern.matcher(text).find())
                : Optional.empty();
    }

    /**
     * A text with what it finds replaced; nothing if that would take too much.
     *
     * @param by in which Python's {@code \1}, {@code \g<1>} and {@code \g<name>} stand for groups
     * @param count how often at most; 0 for always
     */
    Optional<String> replaced(String text, String by, int count, Effort effort) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = pattern.matcher(text);
        int at = 0;
        for (int done = 0; count <= 0 || done < count; done++) {
            if (!effort.spend(pattern, text.length() - at)
                    || done == MOST_MATCHES
                    || result.length() > ComfyWalk.MAX_TEXT) {
                return Optional.empty();
            }
            if (!matcher.find()) {
                break;
            }
            result.append(text, at, matcher.start());
            appendReplacement(by, matcher, result);
            at = matcher.end();
        }
        return Optional.of(result.append(text, at, text.length()).toString());
    }

    private void appendReplacement(String by, Matcher found, StringBuilder result) {
        for (int i = 0; i < by.length(); i++) {
            char letter = by.charAt(i);
            char next = letter == '\\' && i + 1 < by.length() ? by.charAt(i + 1) : 0;
            int end = next == 'g' && by.startsWith("<", i + 2) ? by.indexOf('>', i) : -1;
            if (end > 0) {
                appendGroup(groupCalled(by.substring(i + 3, end)), found, result);
                i = end;
            } else if (Character.isDigit(next)) {
                appendGroup(next - '0', found, result);
                i++;
            } else if (next != 0) {
                result.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                i++;
            } else {
                result.append(letter);
            }
        }
    }

    /** One beyond all if there is none. */
    private int groupCalled(String name) {
        return name.matches("[0-9]{1,3}")
                ? Integer.parseInt(name)
                : pattern.namedGroups().getOrDefault(name, pattern.groupCount() + 1);
    }

    private static void appendGroup(int group, Matcher found, StringBuilder result) {
        String text = group <= found.groupCount() ? found.group(group) : null;
        result.append(text == null ? "" : text);
    }
}

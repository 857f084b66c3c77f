package dev.mediaingest.analyse.generation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression out of a file, which may be made to hurt. Each of its steps is taken at most once at each place of a text, as
 * RE2's BitState does it, and all that is searched with it in one file has one {@link Effort}; the result is that of a backtracking
 * search. What cannot be searched so (back references, looking ahead or behind, possessive repetition) is no pattern. Immutable.
 */
final class LinearPattern {
    private static final int MOST_STATES = 1 << 21;
    private static final int MOST_MATCHES = 1_000;

    private final Step[] program;
    private final Map<String, Integer> names;
    private final int groups;

    LinearPattern(Step[] program, Map<String, Integer> names, int groups) {
        this.program = program;
        this.names = names;
        this.groups = groups;
    }

    /** What a step does; where to go on is relative to nothing, but a place in the program. */
    sealed interface Step {
        /** A character that is one of these. */
        record Test(Letters letters) implements Step {}

        record Either(int first, int second) implements Step {}

        record Jump(int to) implements Step {}

        record Mark(int slot) implements Step {}

        record At(Place place) implements Step {}

        record Found() implements Step {}
    }

    /** A set of characters. */
    interface Letters {
        boolean has(char letter);
    }

    enum Place {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    /** What may be spent on one file's patterns, counted in steps. Confined to one thread. */
    static final class Effort {
        private int left = 3_000_000;

        private boolean spend() {
            return left-- > 0;
        }
    }

    /** How a pattern is meant. */
    record Flags(boolean ignoresCase, boolean hasLines, boolean dotIsAll) {
        static final Flags NONE = new Flags(false, false, false);
    }

    /** Reads a pattern as Python and JavaScript write it; nothing if it is none, or none of the kind this searches with. */
    static Optional<LinearPattern> of(String written, Flags flags) {
        return PatternReader.read(written, flags);
    }

    /** Whether it is found in a text; nothing if that would take too much. */
    Optional<Boolean> isFoundIn(String text, Effort effort) {
        if (isTooMuch(text)) {
            return Optional.empty();
        }
        Search search = new Search(text, effort);
        boolean found = search.from(0) != null;
        return search.gaveUp ? Optional.empty() : Optional.of(found);
    }

    /**
     * A text with what it finds replaced; nothing if that would take too much.
     *
     * @param by in which Python's {@code \1}, {@code \g<1>} and {@code \g<name>} stand for groups
     * @param count how often at most; 0 for always
     */
    Optional<String> replaced(String text, String by, int count, Effort effort) {
        if (isTooMuch(text)) {
            return Optional.empty();
        }
        StringBuilder result = new StringBuilder();
        Search search = new Search(text, effort);
        int at = 0;
        for (int done = 0; (count <= 0 || done < count) && at <= text.length(); done++) {
            int[] marks = search.from(at);
            if (search.gaveUp || done == MOST_MATCHES || result.length() > ComfyWalk.MAX_TEXT) {
                return Optional.empty();
            }
            if (marks == null) {
                break;
            }
            result.append(text, at, marks[0]);
            appendReplacement(by, text, marks, result);
            at = marks[1];
            if (marks[0] == marks[1]) {
                result.append(text, at, Math.min(text.length(), at + 1));
                at++;
            }
        }
        return Optional.of(
                result.append(text, Math.min(at, text.length()), text.length()).toString());
    }

    private boolean isTooMuch(String text) {
        return (long) program.length * (text.length() + 1) > MOST_STATES;
    }

    private void appendReplacement(String by, String text, int[] marks, StringBuilder result) {
        for (int i = 0; i < by.length(); i++) {
            char letter = by.charAt(i);
            char next = letter == '\\' && i + 1 < by.length() ? by.charAt(i + 1) : 0;
            int end = next == 'g' && by.startsWith("<", i + 2) ? by.indexOf('>', i) : -1;
            if (end > 0) {
                appendGroup(groupCalled(by.substring(i + 3, end)), text, marks, result);
                i = end;
            } else if (Character.isDigit(next)) {
                appendGroup(next - '0', text, marks, result);
                i++;
            } else if (next != 0) {
                result.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                i++;
            } else {
                result.append(letter);
            }
        }
    }

    private int groupCalled(String name) {
        return name.matches("[0-9]{1,3}") ? Integer.parseInt(name) : names.getOrDefault(name, groups);
    }

    private void appendGroup(int group, String text, int[] marks, StringBuilder result) {
        if (group < groups && marks[2 * group] >= 0 && marks[2 * group + 1] >= marks[2 * group]) {
            result.append(text, marks[2 * group], marks[2 * group + 1]);
        }
    }

    /** One text being searched. */
    private final class Search {
        private final String text;
        private final Effort effort;
        private final BitSet seen = new BitSet();
        private final int[] marks = new int[2 * groups];
        private int[] stack = new int[64];
        private int top;
        private boolean gaveUp;

        Search(String text, Effort effort) {
            this.text = text;
            this.effort = effort;
        }

        /** The first place it is found at: the begin and end of each group; null if there is none. */
        int @Nullable [] from(int first) {
            seen.clear();
            for (int start = first; start <= text.length() && !gaveUp; start++) {
                Arrays.fill(marks, -1);
                top = 0;
                push(0, start);
                if (run()) {
                    return marks;
                }
            }
            return null;
        }

        /** A step and the place it is taken at, or, as a number below zero, a mark and what it was before. */
        private void push(int step, int at) {
            if (top + 2 > stack.length) {
                stack = Arrays.copyOf(stack, 2 * stack.length);
            }
            stack[top++] = step;
            stack[top++] = at;
        }

        private boolean run() {
            while (top > 0 && !gaveUp) {
                int at = stack[--top];
                int step = stack[--top];
                if (step < 0) {
                    marks[-step - 1] = at;
                } else if (follow(step, at)) {
                    return true;
                }
            }
            return false;
        }

        private boolean follow(int first, int from) {
            int step = first;
            int at = from;
            while (step >= 0) {
                int state = step * (text.length() + 1) + at;
                if (seen.get(state) || !effort.spend()) {
                    gaveUp |= !seen.get(state);
                    return false;
                }
                seen.set(state);
                switch (program[step]) {
                    case Step.Found() -> {
                        return true;
                    }
                    case Step.Test(Letters letters) -> {
                        step = at < text.length() && letters.has(text.charAt(at)) ? step + 1 : -1;
                        at++;
                    }
                    case Step.Either(int one, int other) -> {
                        push(other, at);
                        step = one;
                    }
                    case Step.Jump(int to) -> step = to;
                    case Step.Mark(int slot) -> {
                        push(-slot - 1, marks[slot]);
                        marks[slot] = at;
                        step++;
                    }
                    case Step.At(Place place) -> step = isAt(place, at) ? step + 1 : -1;
                }
            }
            return false;
        }

        private boolean isAt(Place place, int at) {
            return switch (place) {
                case TEXT_START -> at == 0;
                case TEXT_END -> at == text.length() || (at == text.length() - 1 && text.charAt(at) == '\n');
                case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
                case LINE_END -> at == text.length() || text.charAt(at) == '\n';
                case WORD_EDGE -> isWord(at - 1) != isWord(at);
                case NO_WORD_EDGE -> isWord(at - 1) == isWord(at);
            };
        }

        private boolean isWord(int at) {
            return at >= 0 && at < text.length() && PatternReader.isWord(text.charAt(at));
        }
    }
}

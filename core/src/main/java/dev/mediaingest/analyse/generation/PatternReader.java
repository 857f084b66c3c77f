package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.LinearPattern.Flags;
import dev.mediaingest.analyse.generation.LinearPattern.Letters;
import dev.mediaingest.analyse.generation.LinearPattern.Place;
import dev.mediaingest.analyse.generation.LinearPattern.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a regular expression as Python and JavaScript write it, and writes the steps it is searched in. Its length, its depth and its
 * steps, to which counted repetition adds, are bounded. Confined to one pattern.
 */
final class PatternReader {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 50;
    private static final int MOST_STEPS = 2_000;
    private static final int MOST_TIMES = 1_000;

    private final String written;
    private final Flags flags;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int groups = 1;
    private int at;
    private int depth;

    private PatternReader(String written, Flags flags) {
        this.written = written;
        this.flags = flags;
    }

    /** Thrown within this class only: what is written is no pattern, or none for this. */
    private static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A part that writes its steps as often as it is repeated. */
    private interface Part {
        void write() throws Unread;
    }

    static Optional<LinearPattern> read(String written, Flags flags) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        boolean ignoring = written.startsWith("(?i)");
        Flags meant = ignoring ? new Flags(true, flags.hasLines(), flags.dotIsAll()) : flags;
        PatternReader reader = new PatternReader(ignoring ? written.substring(4) : written, meant);
        try {
            Part whole = reader.choice();
            if (reader.at < reader.written.length()) {
                return Optional.empty();
            }
            reader.marked(0, whole).write();
            reader.add(new Step.Found());
            Step[] program = reader.steps.toArray(new Step[0]);
            return Optional.of(new LinearPattern(program, Map.copyOf(reader.names), reader.groups));
        } catch (Unread e) {
            return Optional.empty();
        }
    }

    static boolean isWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_';
    }

    private int add(Step step) throws Unread {
        if (steps.size() == MOST_STEPS) {
            throw new Unread();
        }
        steps.add(step);
        return steps.size() - 1;
    }

    private boolean takes(String next) {
        boolean there = written.startsWith(next, at);
        at += there ? next.length() : 0;
        return there;
    }

    private char next() throws Unread {
        if (at == written.length()) {
            throw new Unread();
        }
        return written.charAt(at++);
    }

    private Part choice() throws Unread {
        if (depth++ == DEEPEST) {
            throw new Unread();
        }
        List<Part> ways = new ArrayList<>(List.of(sequence()));
        while (takes("|")) {
            ways.add(sequence());
        }
        depth--;
        return ways.size() == 1 ? ways.getFirst() : () -> either(ways);
    }

    private void either(List<Part> ways) throws Unread {
        List<Integer> ends = new ArrayList<>();
        for (Part way : ways.subList(0, ways.size() - 1)) {
            int fork = add(new Step.Found());
            way.write();
            ends.add(add(new Step.Found()));
            steps.set(fork, new Step.Either(fork + 1, steps.size()));
        }
        ways.getLast().write();
        ends.forEach(end -> steps.set(end, new Step.Jump(steps.size())));
    }

    private Part sequence() throws Unread {
        List<Part> parts = new ArrayList<>();
        while (at < written.length() && written.charAt(at) != '|' && written.charAt(at) != ')') {
            parts.add(repeated(atom()));
        }
        return () -> {
            for (Part part : parts) {
                part.write();
            }
        };
    }

    private Part repeated(Part part) throws Unread {
        int least = 1;
        int most = 1;
        if (takes("*")) {
            least = 0;
            most = -1;
        } else if (takes("+")) {
            most = -1;
        } else if (takes("?")) {
            least = 0;
        } else if (written.startsWith("{", at) && isCount()) {
            at++;
            least = number();
            most = takes(",") ? written.startsWith("}", at) ? -1 : number() : least;
            if (!takes("}") || (most >= 0 && most < least)) {
                throw new Unread();
            }
        } else {
            return part;
        }
        boolean lazy = takes("?");
        if (takes("+") || takes("*") || takes("{")) {
            throw new Unread();
        }
        int from = least;
        int to = most;
        return () -> times(part, from, to, lazy);
    }

    private boolean isCount() {
        return written.substring(at, Math.min(written.length(), at + 12)).matches("(?s)\\{[0-9]+,?[0-9]*}.*");
    }

    private int number() throws Unread {
        int number = 0;
        while (at < written.length() && Character.isDigit(written.charAt(at))) {
            number = Math.min(MOST_TIMES + 1, 10 * number + written.charAt(at++) - '0');
        }
        if (number > MOST_TIMES) {
            throw new Unread();
        }
        return number;
    }

    private void times(Part part, int least, int most, boolean lazy) throws Unread {
        for (int i = 0; i < least; i++) {
            part.write();
        }
        if (most < 0) {
            int fork = add(new Step.Found());
            part.write();
            add(new Step.Jump(fork));
            steps.set(fork, fork(fork + 1, steps.size(), lazy));
            return;
        }
        List<Integer> forks = new ArrayList<>();
        for (int i = least; i < most; i++) {
            forks.add(add(new Step.Found()));
            part.write();
        }
        forks.forEach(fork -> steps.set(fork, fork(fork + 1, steps.size(), lazy)));
    }

    private static Step fork(int on, int out, boolean lazy) {
        return lazy ? new Step.Either(out, on) : new Step.Either(on, out);
    }

    private Part atom() throws Unread {
        char letter = next();
        return switch (letter) {
            case '(' -> group();
            case '[' -> test(set());
            case '.' -> test(flags.dotIsAll() ? any -> true : any -> any != '\n');
            case '^' -> place(flags.hasLines() ? Place.LINE_START : Place.TEXT_START);
            case '$' -> place(flags.hasLines() ? Place.LINE_END : Place.TEXT_END);
            case '\\' -> escaped(next());
            case '*', '+', '?' -> throw new Unread();
            default -> test(folded(any -> any == letter));
        };
    }

    private Part test(Letters letters) {
        return () -> add(new Step.Test(letters));
    }

    private Part place(Place place) {
        return () -> add(new Step.At(place));
    }

    private Part group() throws Unread {
        int number = 0;
        if (takes("?P<") || (written.startsWith("?<", at) && !written.startsWith("?<=", at) && takes("?<"))) {
            int end = written.indexOf('>', at);
            if (end < 0 || written.startsWith("!", at)) {
                throw new Unread();
            }
            number = groups++;
            names.put(written.substring(at, end), number);
            at = end + 1;
        } else if (!takes("?:")) {
            if (takes("?")) {
                throw new Unread();
            }
            number = groups++;
        }
        Part inner = choice();
        if (!takes(")")) {
            throw new Unread();
        }
        return number == 0 ? inner : marked(number, inner);
    }

    private Part marked(int number, Part inner) {
        return () -> {
            add(new Step.Mark(2 * number));
            inner.write();
            add(new Step.Mark(2 * number + 1));
        };
    }

    private Part escaped(char letter) throws Unread {
        return switch (letter) {
            case 'b' -> place(Place.WORD_EDGE);
            case 'B' -> place(Place.NO_WORD_EDGE);
            case 'A' -> place(Place.TEXT_START);
            default -> test(folded(letters(letter)));
        };
    }

    /** What a letter behind a backslash stands for. */
    private Letters letters(char letter) throws Unread {
        Letters known = switch (letter) {
            case 'd' -> Character::isDigit;
            case 'D' -> any -> !Character.isDigit(any);
            case 'w' -> PatternReader::isWord;
            case 'W' -> any -> !isWord(any);
            case 's' -> Character::isWhitespace;
            case 'S' -> any -> !Character.isWhitespace(any);
            case 'n' -> any -> any == '\n';
            case 'r' -> any -> any == '\r';
            case 't' -> any -> any == '\t';
            default -> any -> any == letter;
        };
        if (Character.isLetterOrDigit(letter) && "dDwWsSnrt".indexOf(letter) < 0) {
            throw new Unread();
        }
        return known;
    }

    private Letters set() throws Unread {
        boolean negated = takes("^");
        List<Letters> members = new ArrayList<>();
        while (members.isEmpty() || !written.startsWith("]", at)) {
            members.add(member());
        }
        at++;
        Letters all = folded(any -> members.stream().anyMatch(member -> member.has(any)));
        return negated ? any -> !all.has(any) : all;
    }

    private Letters member() throws Unread {
        char first = next();
        if (first == '\\') {
            return letters(next());
        }
        boolean range = written.startsWith("-", at) && !written.startsWith("-]", at);
        if (!range) {
            return any -> any == first;
        }
        at++;
        char last = next();
        if (last == '\\' || last < first) {
            throw new Unread();
        }
        return any -> any >= first && any <= last;
    }

    private Letters folded(Letters letters) {
        return flags.ignoresCase()
                ? any -> letters.has(any)
                        || letters.has(Character.toLowerCase(any))
                        || letters.has(Character.toUpperCase(any))
                : letters;
    }
}

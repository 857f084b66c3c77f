package dev.mediaingest.analyse.generation.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The line {@code Steps: 20, Sampler: Euler a, Lora hashes: "a: 1, b: 2", Civitai resources: [{…}]}. A value may be
 * quoted as in JSON, or be JSON itself, and then contain commas. SD.Next wrote {@code Steps: 20 | Sampler: Euler a} for
 * some months of 2023. Linear in its length.
 */
final class ParameterLine {
    private static final int MAX_PAIRS = 1_000;
    private static final int MAX_KEY = 80;

    record Pair(String key, String value) {}

    private static final Pattern BARRED = Pattern.compile("(?m)^[^,:|\\n]{2,40}:[^,|\\n]{0,200}\\|[^,:|\\n]{2,40}:");

    private final String text;
    private final char separator;
    private final List<Pair> pairs = new ArrayList<>();
    private int at;
    /** Set once a bracket without its end was searched to the end of the line: no later search can cost that again. */
    private boolean openEnded;

    private ParameterLine(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    static List<Pair> parse(String text) {
        return isBarred(text) ? parseLines(text) : parse(text, ',');
    }

    /** Whether the pairs of a line are parted by bars. */
    static boolean isBarred(String text) {
        return BARRED.matcher(text).find();
    }

    /** Beside a line of bars there may be one of commas; neither holds what goes over a line's end. */
    private static List<Pair> parseLines(String text) {
        return text.lines()
                .flatMap(line -> parse(line, isBarred(line) ? '|' : ',').stream())
                .limit(MAX_PAIRS)
                .toList();
    }

    private static List<Pair> parse(String text, char separator) {
        ParameterLine line = new ParameterLine(text, separator);
        line.readPairs();
        return line.pairs;
    }

    private void readPairs() {
        while (pairs.size() < MAX_PAIRS) {
            int colon = text.indexOf(':', at);
            if (colon < 0) {
                return;
            }
            String key = keyBefore(colon);
            at = colon + 1;
            if (isKey(key)) {
                pairs.add(new Pair(key, value()));
            }
        }
    }

    private String keyBefore(int colon) {
        int from = Math.max(at, colon - MAX_KEY);
        int comma = colon;
        while (comma > from && text.charAt(comma - 1) != separator) {
            comma--;
        }
        return text.substring(comma, colon).strip();
    }

    private static boolean isKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_ -/.'".indexOf(c) < 0) {
                return false;
            }
        }
        return key.length() >= 2 && key.length() < MAX_KEY;
    }

    private String value() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int end = at == text.length() ? at : valueEnd(text.charAt(at));
        String value = text.substring(at, end).strip();
        int comma = text.indexOf(separator, end);
        at = comma < 0 ? text.length() : comma + 1;
        return isQuoted(value) ? unquoted(value) : value;
    }

    private int valueEnd(char first) {
        int end = switch (first) {
            case '"' -> quoteEnd(at);
            case '[', '{' -> jsonEnd();
            default -> -1;
        };
        int comma = text.indexOf(separator, at);
        return end >= 0 ? end : comma < 0 ? text.length() : comma;
    }

    /** Behind the closing quote, or -1. */
    private int quoteEnd(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i + 1;
                }
                default -> {
                    // inside the quotes
                }
            }
        }
        return -1;
    }

    /** Behind the bracket that closes the first one, or -1. */
    private int jsonEnd() {
        int depth = 0;
        for (int i = at; i < text.length() && !openEnded; i++) {
            switch (text.charAt(i)) {
                case '"' -> {
                    int end = quoteEnd(i);
                    i = end < 0 ? text.length() : end - 1;
                }
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                default -> {
                    // between the brackets
                }
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        openEnded = true;
        return -1;
    }

    private static boolean isQuoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    }

    private static String unquoted(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 >= value.length() - 1) {
                plain.append(c);
            } else {
                i++;
                i += escaped(value, i, plain);
            }
        }
        return plain.toString();
    }

    /** Appends what an escape stands for; answers how many characters behind its letter belong to it. */
    private static int escaped(String value, int at, StringBuilder plain) {
        char c = value.charAt(at);
        int unit = c == 'u' ? hex(value, at + 1) : -1;
        switch (c) {
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            default -> plain.append(unit >= 0 ? (char) unit : c);
        }
        return unit >= 0 ? 4 : 0;
    }

    private static int hex(String value, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < value.length() ? Character.digit(value.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}

package dev.mediaingest.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is left out, as gitignore writes it: a pattern a line, the last that matches wins, {@code !} takes back in. Where a line has no
 * slash but at its end, it counts at any depth. Immutable and thread-safe.
 *
 * <p>It says nothing of what lies below a folder that is left out: whoever walks does not go there, so nothing there is taken back in.
 */
public final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads rules. A line that can match nothing is no rule, as in gitignore.
     *
     * @param source how people know them, as {@code --exclude}; stands before the line where a rule is named
     */
    static IgnoreRules of(String source, List<String> lines) {
        return of(source, lines, 0);
    }

    /** Likewise, whatever the case of letters. */
    static IgnoreRules ofAnyCase(String source, List<String> lines) {
        return of(source, lines, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static IgnoreRules of(String source, List<String> lines, int flags) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            Rule.of(source, line, flags).ifPresent(rules::add);
        }
        return new IgnoreRules(rules);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * The rule that decides about an entry; nothing if none matches.
     *
     * @param path from the folder the rules belong to, with slashes
     */
    Optional<Rule> deciding(String path, boolean isFolder) {
        return rules.reversed().stream()
                .filter(rule -> rule.matches(path, isFolder))
                .findFirst();
    }

    /**
     * One line.
     *
     * @param name for people: where it stands and what it says
     * @param takesBack whether it takes back in what another leaves out
     */
    record Rule(String name, Pattern pattern, boolean takesBack, boolean foldersOnly) {

        static Optional<Rule> of(String source, String line, int flags) {
            String text = withoutTrailingSpaces(line);
            if (text.isEmpty() || text.startsWith("#")) {
                return Optional.empty();
            }
            boolean takesBack = text.startsWith("!");
            String glob = takesBack ? text.substring(1) : text;
            boolean foldersOnly = glob.endsWith("/");
            glob = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
            if (glob.isEmpty()) {
                return Optional.empty();
            }
            Pattern pattern = Pattern.compile(new GlobExpression(glob).regex(), flags | Pattern.DOTALL);
            return Optional.of(new Rule(source + " " + text, pattern, takesBack, foldersOnly));
        }

        /** A backslash keeps a space that ends a line. */
        private static String withoutTrailingSpaces(String line) {
            int end = line.length();
            while (end > 0 && " \t\r\n".indexOf(line.charAt(end - 1)) >= 0 && !isEscaped(line, end - 1)) {
                end--;
            }
            return line.substring(0, end);
        }

        private static boolean isEscaped(String line, int at) {
            int backslashes = 0;
            while (at - backslashes > 0 && line.charAt(at - backslashes - 1) == '\\') {
                backslashes++;
            }
            return backslashes % 2 == 1;
        }

        boolean matches(String path, boolean isFolder) {
            return (isFolder || !foldersOnly) && pattern.matcher(path).matches();
        }
    }
}

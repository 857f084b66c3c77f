package dev.mediaingest.discover;

import java.util.regex.Pattern;

/** Turns a glob of gitignore's into a regular expression for paths with slashes. Used once, by one thread. */
final class GlobExpression {
    private static final String ANY_FOLDERS = "(?:.*/)?";

    private final String glob;
    private final boolean anchored;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    /**
     * @param glob without what stands around it in its line: no exclamation mark, no slash at the end
     */
    GlobExpression(String glob) {
        this.anchored = glob.indexOf('/') >= 0;
        this.glob = glob.startsWith("/") ? glob.substring(1) : glob;
    }

    String regex() {
        if (!anchored) {
            regex.append(ANY_FOLDERS);
        }
        while (at < glob.length()) {
            step();
        }
        return regex.toString();
    }

    private void step() {
        boolean atStartOfName = at == 0 || glob.charAt(at - 1) == '/';
        if (atStartOfName && glob.startsWith("**/", at)) {
            regex.append(ANY_FOLDERS);
            at += 3;
        } else if (atStartOfName && at > 0 && glob.substring(at).equals("**")) {
            regex.append(".+");
            at += 2;
        } else {
            character(glob.charAt(at));
        }
    }

    private void character(char letter) {
        switch (letter) {
            case '*' -> {
                regex.append("[^/]*");
                at++;
            }
            case '?' -> {
                regex.append("[^/]");
                at++;
            }
            case '[' -> bracket();
            case '\\' -> {
                at += at + 1 < glob.length() ? 1 : 0;
                literal();
            }
            default -> literal();
        }
    }

    private void literal() {
        int letter = glob.codePointAt(at);
        regex.append(Pattern.quote(Character.toString(letter)));
        at += Character.charCount(letter);
    }

    /** The first letter of a class may be the bracket that would close it; a backslash takes its meaning from the next. */
    private int endOfBracket(int from) {
        for (int i = from; i < glob.length(); i++) {
            if (glob.charAt(i) == ']' && i > from) {
                return i;
            }
            i += glob.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** A class of letters; a bracket that nothing closes matches nothing. */
    private void bracket() {
        int first = at + 1;
        boolean not = first < glob.length() && "!^".indexOf(glob.charAt(first)) >= 0;
        int end = endOfBracket(first + (not ? 1 : 0));
        if (end < 0) {
            regex.append("(?!)");
            at = glob.length();
            return;
        }
        regex.append(not ? "(?!/)[^" : "(?!/)[");
        for (int i = first + (not ? 1 : 0); i < end; i++) {
            char letter = glob.charAt(i);
            boolean escaped = letter == '\\' && i + 1 < end;
            letter = escaped ? glob.charAt(++i) : letter;
            boolean isRange = letter == '-' && !escaped;
            regex.append(isRange || Character.isLetterOrDigit(letter) ? "" : "\\")
                    .append(letter);
        }
        regex.append(']');
        at = end + 1;
    }
}

package dev.mediaingest.discover;

import java.util.List;

/**
 * What a session leaves out besides what does not match its pattern. Folders of systems and NAS are left out by rules too, the weakest:
 * {@code !@eaDir/} takes one back in.
 *
 * @param rules lines as gitignore has them, from the folders the session was given
 * @param minSize bytes; a smaller file is left out
 */
public record Exclusions(List<String> rules, long minSize) {
    /** Nothing but folders of systems and NAS. */
    public static final Exclusions DEFAULT = new Exclusions(List.of(), 0);

    /** The file in any folder that holds rules for it and what is below it. */
    public static final String FILE = ".ingestignore";

    private static final int MOST_RULES = 1_000;
    private static final int LONGEST_RULE = 1_000;

    private static final IgnoreRules SYSTEM = IgnoreRules.ofAnyCase(
            "usual",
            List.of(
                    "@eaDir/",
                    "\\#recycle/",
                    "\\#snapshot/",
                    "$RECYCLE.BIN/",
                    "System Volume Information/",
                    "lost+found/",
                    ".Trash*",
                    "._*",
                    "Thumbs.db"));

    public Exclusions {
        rules = List.copyOf(rules);
        if (rules.size() > MOST_RULES || rules.stream().anyMatch(rule -> rule.length() > LONGEST_RULE)) {
            throw new IllegalArgumentException(
                    "exclude must be at most " + MOST_RULES + " rules of at most " + LONGEST_RULE + " characters");
        }
        if (minSize < 0) {
            throw new IllegalArgumentException("min_size must be at least 0");
        }
    }

    static IgnoreRules system() {
        return SYSTEM;
    }

    IgnoreRules asked() {
        return IgnoreRules.of("--exclude", rules);
    }
}

package dev.mediaingest.store.sql;

/** Patterns of {@code like} that look for texts as they are, whatever characters those have. Need {@link #ESCAPE} behind them. */
public final class LikePattern {
    /** Put behind the pattern: the databases have no escape character in common unless one is named. */
    public static final String ESCAPE = " escape '!'";

    private LikePattern() {}

    public static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    public static String startingWith(String text) {
        return escaped(text) + "%";
    }

    /** The text within a longer pattern. */
    public static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}

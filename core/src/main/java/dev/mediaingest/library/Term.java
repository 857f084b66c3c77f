package dev.mediaingest.library;

/** A condition that has to hold, or must not. */
public record Term(Condition condition, boolean negated) {
    public static Term of(Condition condition) {
        return new Term(condition, false);
    }

    public static Term not(Condition condition) {
        return new Term(condition, true);
    }
}

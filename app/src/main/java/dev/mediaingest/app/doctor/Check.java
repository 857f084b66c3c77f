package dev.mediaingest.app.doctor;

import java.util.Locale;

/**
 * One thing looked at.
 *
 * @param subject what was looked at
 * @param found what is the matter, or what there is
 * @param fix what to do about it; empty if there is nothing to do
 */
public record Check(String subject, Level level, String found, String fix) {
    /** How it is. */
    public enum Level {
        OK,
        WARNING,
        FAILURE;

        /** The word shown. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String subject, String found) {
        return new Check(subject, Level.OK, found, "");
    }

    static Check warning(String subject, String found, String fix) {
        return new Check(subject, Level.WARNING, found, fix);
    }

    public static Check failure(String subject, String found, String fix) {
        return new Check(subject, Level.FAILURE, found, fix);
    }
}

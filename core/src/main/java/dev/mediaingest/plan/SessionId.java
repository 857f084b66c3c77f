package dev.mediaingest.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one session. Safe as a file name: nothing but a lower-case UUID passes.
 *
 * @param value a UUID in its canonical form
 */
public record SessionId(String value) {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public SessionId {
        if (!UUID_FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    public static SessionId random() {
        return new SessionId(UUID.randomUUID().toString());
    }

    /** What a person or a browser sent, if it can be a session id at all. */
    public static Optional<SessionId> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return UUID_FORM.matcher(lower).matches() ? Optional.of(new SessionId(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.mediaingest.store.sql;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Texts as PostgreSQL takes them: NUL is no character there, half a surrogate pair is none anywhere. Texts of files are clean
 * before they come here; this is for everything else, such as the message of an exception.
 */
public final class StorableTexts extends AbstractArgumentFactory<String> {
    private static final char REPLACEMENT = '\uFFFD';

    public StorableTexts() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
        String clean = clean(value);
        return (position, statement, context) -> statement.setString(position, clean);
    }

    /** The value, with what is no character replaced if it is a text that has any. */
    public static @Nullable Object cleaned(@Nullable Object value) {
        return value instanceof String text ? clean(text) : value;
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}

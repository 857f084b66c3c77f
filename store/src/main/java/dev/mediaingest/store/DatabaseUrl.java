package dev.mediaingest.store;

import java.nio.file.Path;

/** Where the database is, as people write it: the forms SQLAlchemy takes. */
public sealed interface DatabaseUrl {

    /** A database file; its folder must exist. */
    record Sqlite(Path file) implements DatabaseUrl {}

    /**
     * Reads {@code sqlite:///relative.db} or {@code sqlite:////absolute.db}.
     *
     * @throws IllegalArgumentException with a sentence for a person, which never repeats a password
     */
    static DatabaseUrl parse(String url) {
        if (url.startsWith("sqlite:///")) {
            return new Sqlite(Path.of(url.substring("sqlite:///".length())));
        }
        if (url.startsWith("postgresql:") || url.startsWith("postgresql+") || url.startsWith("postgres:")) {
            throw new IllegalArgumentException(
                    "database-url names a PostgreSQL server, which this version cannot use yet; use sqlite:///FILE");
        }
        throw new IllegalArgumentException("database-url is not understood; write it like sqlite:///./media_scorer.db");
    }
}

package dev.mediaingest.store.sql;

import dev.mediaingest.media.PathText;
import java.nio.file.Path;

/**
 * Conditions on a column that holds folders as {@link PathText}. What is below a folder is a range by code point, not a pattern: a
 * folder's name may hold every character patterns use, and a range has an index. Stateless.
 */
public final class FolderRange {
    private FolderRange() {}

    /** The folder itself. */
    public static BoundSql in(ValueDialect dialect, String column, Path folder) {
        return BoundSql.of(column + dialect.byCodePoint() + " = ?", PathText.of(folder));
    }

    /** The folder and everything below it. */
    public static BoundSql inOrBelow(ValueDialect dialect, String column, Path folder) {
        return inOrBelow(dialect, column, PathText.of(folder));
    }

    /** The same of a folder that is a text already, whether or not it can be a path here. */
    public static BoundSql inOrBelow(ValueDialect dialect, String column, String folder) {
        String below = folder.endsWith("/") ? folder : folder + "/";
        String behind = below.substring(0, below.length() - 1) + '0'; // '0' follows '/'
        return BoundSql.of(
                "(%1$s = ? or (%1$s >= ? and %1$s < ?))".formatted(column + dialect.byCodePoint()),
                folder,
                below,
                behind);
    }
}

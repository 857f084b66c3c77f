package dev.mediaingest.store.library;

import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.NullableColumns;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of {@code library_files} as a grid shows them. Stateless. */
final class LibraryItems {
    private static final int PROMPT_START = 300;
    private static final String COLUMNS =
            "select f.media_id, f.directory, f.name, f.name_key, f.media_type, f.video, f.width,"
                    + " f.height, f.duration, f.file_size, f.score, f.favourite, f.nsfw, f.nsfw_score, f.created_at, f.added_at, f.missing,"
                    + " f.generator, f.model, f.sampler, f.seed";

    private LibraryItems() {}

    /**
     * The files of a list.
     *
     * @param from what stands behind the columns
     * @param order what their cursors are made for
     */
    static List<LibraryItem> list(Handle handle, BoundSql from, LibraryQuery order) {
        return withPrompts(
                handle,
                from.within(COLUMNS, "")
                        .query(handle)
                        .map((row, context) -> item(row, order))
                        .list());
    }

    /** Files in no certain order; those that are not there are left out. */
    static List<LibraryItem> byIds(Handle handle, Collection<Long> ids, LibraryQuery order) {
        return ids.isEmpty()
                ? List.of()
                : withPrompts(
                        handle,
                        handle.createQuery(COLUMNS + " from library_files f where f.media_id in (<ids>)")
                                .defineList("ids", List.copyOf(ids))
                                .map((row, context) -> item(row, order))
                                .list());
    }

    private static LibraryItem item(ResultSet row, LibraryQuery order) throws SQLException {
        NsfwState nsfw = NsfwColumn.state(row.getInt("nsfw"));
        return new LibraryItem(
                row.getLong("media_id"),
                row.getString("name"),
                row.getString("directory"),
                row.getString("media_type"),
                row.getBoolean("video"),
                dimensions(row.getInt("width"), row.getInt("height")),
                NullableColumns.decimal(row, "duration"),
                row.getLong("file_size"),
                row.getInt("score"),
                row.getBoolean("favourite"),
                nsfw,
                nsfw == NsfwState.NOT_ASSESSED ? null : row.getDouble("nsfw_score"),
                Times.instant(row.getLong("created_at")),
                Times.instant(row.getLong("added_at")),
                row.getBoolean("missing"),
                row.getString("generator"),
                row.getString("model"),
                row.getString("sampler"),
                row.getString("seed"),
                null,
                cursor(row, order));
    }

    private static @Nullable Dimensions dimensions(int width, int height) {
        return width > 0 && height > 0 ? new Dimensions(width, height) : null;
    }

    private static Cursor cursor(ResultSet row, LibraryQuery order) throws SQLException {
        String value = switch (order.sort()) {
            case ADDED -> "0";
            case CREATED -> row.getString("created_at");
            case NAME -> row.getString("name_key");
            case SCORE -> row.getString("score");
            case NSFW -> Double.toString(row.getDouble("nsfw_score"));
            case SIZE -> row.getString("file_size");
        };
        return new Cursor(order.sort(), order.descending(), value, row.getLong("media_id"));
    }

    /** Prompts stay in the Python tool's table, which is wide: they are read of a page's files only. */
    private static List<LibraryItem> withPrompts(Handle handle, List<LibraryItem> items) {
        if (items.isEmpty()) {
            return items;
        }
        Map<Long, String> prompts = new HashMap<>();
        handle.createQuery("""
                        select media_file_id, substr(prompt, 1, :most) as prompt from media_metadata
                        where prompt is not null and media_file_id in (<ids>)
                        """)
                .bind("most", PROMPT_START)
                .defineList("ids", items.stream().map(LibraryItem::id).toList())
                .map((row, context) -> Map.entry(row.getLong("media_file_id"), row.getString("prompt")))
                .forEach(prompt -> prompts.put(prompt.getKey(), prompt.getValue()));
        return items.stream()
                .map(item -> item.withPromptStart(prompts.get(item.id())))
                .toList();
    }
}

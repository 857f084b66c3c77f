package dev.mediaingest.store.library;

import dev.mediaingest.library.Change;
import dev.mediaingest.store.catalog.KeywordRows;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Prepared;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Writes what people change in the library, and the library's rows of the same files in the same transaction. Thread-safe. */
final class LibraryChanges {
    /** Type and source of a keyword that a person gave. */
    private static final String USER = "user";

    private final Database database;
    private final LibraryIndexer indexer;
    private final SearchSql search;
    private final InstantSource clock;
    private final String insertKeyword;

    LibraryChanges(Database database, LibraryIndexer indexer, InstantSource clock) {
        this.database = database;
        this.indexer = indexer;
        this.search = SearchSql.of(database.dialect());
        this.clock = clock;
        this.insertKeyword =
                database.shared().insertInto("media_keywords", KeywordRows.COLUMNS) + " on conflict do nothing";
    }

    /** Changes files in the order of their ids, and says how many of them there were. */
    int change(Collection<Long> ids, Change change) {
        if (ids.isEmpty()) {
            return 0;
        }
        return database.write(handle -> {
            search.lock(handle);
            Set<Long> known = known(handle, ids);
            for (long id : known) {
                change(handle, id, change);
            }
            indexer.index(handle, known);
            return known.size();
        });
    }

    private static Set<Long> known(Handle handle, Collection<Long> ids) {
        return new TreeSet<>(handle.createQuery("select id from media_files where id in (<ids>)")
                .defineList("ids", List.copyOf(ids))
                .mapTo(Long.class)
                .list());
    }

    private void change(Handle handle, long id, Change change) throws SQLException {
        Object now = database.dialect().timestamp(clock.instant());
        if (change.score() != null) {
            Prepared.update(
                    handle, "update media_files set score = ?, updated_at = ? where id = ?", change.score(), now, id);
            Prepared.update(handle, "update media_analysis set score_source = null where media_id = ?", id);
        }
        if (change.favourite() != null) {
            Prepared.update(
                    handle,
                    "update media_files set favourite = ?, updated_at = ? where id = ?",
                    change.favourite(),
                    now,
                    id);
        }
        for (String keyword : change.remove()) {
            Prepared.update(
                    handle,
                    "delete from media_keywords where media_file_id = ? and keyword = ? and keyword_type = 'user'",
                    id,
                    keyword);
        }
        for (String keyword : change.add()) {
            Prepared.update(handle, insertKeyword, id, now, keyword, USER, 1.0, USER);
        }
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.media.PathText;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.FolderRange;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * Files that the catalogue holds in a directory, not marked as missing, and a session's list does not. Read one after the other on one
 * connection, while others may write, so that no more than a batch is ever held. Thread-safe.
 */
final class UnlistedFiles {
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final SessionId session;

    UnlistedFiles(Database database, SessionId session) {
        this.database = database;
        this.session = session;
    }

    /** @param recursive whether also of what is below the directory */
    void forEach(Path directory, boolean recursive, Consumer<Path> each) {
        boolean unused = database.read(handle -> handle.inTransaction(reading -> {
            try (ResultIterator<String> paths = notListed(reading, directory, recursive)) {
                paths.forEachRemaining(path -> each.accept(PathText.parse(path)));
            }
            return true;
        }));
    }

    /** Compares ids as sets: what was listed has its file's id since it was written. */
    private ResultIterator<String> notListed(Handle handle, Path directory, boolean recursive) {
        BoundSql folder = recursive
                ? FolderRange.inOrBelow(database.dialect(), "f.directory", directory)
                : FolderRange.in(database.dialect(), "f.directory", directory);
        return folder.within("""
                        select f.file_path
                        from (
                            select id from media_files f where\s""", "")
                .then("""

                            except
                            select media_id from ingest_items where session_id = ? and media_id is not null
                        ) as absent
                            join media_files f on f.id = absent.id
                            left join media_analysis a on a.media_id = f.id
                        where a.missing_since is null
                        """, session.value())
                .query(handle)
                .setFetchSize(AT_ONCE)
                .mapTo(String.class)
                .iterator();
    }
}

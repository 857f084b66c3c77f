package dev.mediaingest.store;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.session.Session;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a session's list; unchanged files are found by one set comparison a batch, not by a query a file. */
final class JdbcItemList implements ItemList {
    private final Database database;
    private final InstantSource clock;
    private final String session;
    private final List<String> sufficient;
    private long lastPosition;

    JdbcItemList(Database database, InstantSource clock, Session session) {
        this.database = database;
        this.clock = clock;
        this.session = session.id().value();
        this.sufficient = session.parameters().analysedWithEnough();
    }

    @Override
    public Added add(List<SourceFile> files, boolean skipUnchanged, long mostToDo) {
        long first = lastPosition + 1;
        Added added = database.write(handle -> {
            insert(handle, files, first);
            if (skipUnchanged) {
                skipUnchanged(handle, first);
            }
            cut(handle, first, mostToDo);
            return count(handle, first);
        });
        lastPosition += added.files();
        return added;
    }

    private void insert(Handle handle, List<SourceFile> files, long first) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into ingest_items (session_id, position, path, size, modified_at, sidecars, state, attempts, revision)
                values (:session, :position, :path, :size, :modified, :sidecars, 'pending', 0, 0)
                """);
        long position = first;
        for (SourceFile file : files) {
            batch.bind("session", session)
                    .bind("position", position++)
                    .bind("path", file.path().toString())
                    .bind("size", file.size())
                    .bind("modified", Times.micros(file.modified()))
                    .bind("sidecars", file.sidecars().value())
                    .add();
        }
        batch.execute();
    }

    private void skipUnchanged(Handle handle, long first) {
        handle.createUpdate("""
                update ingest_items set state = 'skipped', reason = 'unchanged', ended_at = :now, revision = position
                where session_id = :session and position >= :first and exists (
                    select 1 from media_files f join media_analysis a on a.media_id = f.id
                    where f.file_path = ingest_items.path
                      and a.file_size = ingest_items.size
                      and a.modified_at = ingest_items.modified_at
                      and a.sidecars = ingest_items.sidecars
                      and a.analysed_with in (<sufficient>)
                      and a.missing_since is null)
                """)
                .bind("session", session)
                .bind("first", first)
                .bindList("sufficient", sufficient)
                .bind("now", Times.micros(clock.instant()))
                .execute();
    }

    /** Drops what lies behind the last file that may be done. */
    private void cut(Handle handle, long first, long mostToDo) {
        handle.createUpdate("""
                delete from ingest_items
                where session_id = :session and position > (
                    select position from ingest_items
                    where session_id = :session and state = 'pending' and position >= :first
                    order by position limit 1 offset :last)
                """)
                .bind("session", session)
                .bind("first", first)
                .bind("last", mostToDo - 1)
                .execute();
    }

    private Added count(Handle handle, long first) {
        return handle.createQuery("""
                        select count(*) as files, count(*) filter (where state = 'pending') as to_do
                        from ingest_items where session_id = :session and position >= :first
                        """)
                .bind("session", session)
                .bind("first", first)
                .map((row, context) -> new Added(row.getLong("files"), row.getLong("to_do")))
                .one();
    }

    @Override
    public void leaveOut(List<LeftOut> entries) {
        database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into ingest_left_out (session_id, path, reason) values (:session, :path, :reason)
                    on conflict (session_id, path) do nothing
                    """);
            for (LeftOut entry : entries) {
                batch.bind("session", session)
                        .bind("path", entry.path().toString())
                        .bind("reason", entry.reason().label())
                        .add();
            }
            return batch.execute().length;
        });
    }
}

package dev.mediaingest.store;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.session.Session;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes a session's list; unchanged files are found by the statement that writes them, a batch of them at once. */
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
            insert(handle, files, first, skipUnchanged ? sufficient : List.of());
            cut(handle, first, mostToDo);
            return count(handle, first);
        });
        lastPosition += added.files();
        return added;
    }

    /** A row is written once, as it will stay: changing it afterwards would cost as much again. */
    private void insert(Handle handle, List<SourceFile> files, long first, List<String> sufficient)
            throws SQLException {
        String sql = """
                insert into ingest_items (session_id, position, path, size, modified_at, sidecars, attempts,
                    state, reason, ended_at, revision)
                select ?, ?, ?, ?, ?, ?, 0, case when known then 'skipped' else 'pending' end,
                    case when known then 'unchanged' end, case when known then ? end, case when known then ? else 0 end
                from (select exists (
                    select 1 from media_files f join media_analysis a on a.media_id = f.id
                    where f.file_path = ? and a.file_size = ? and a.modified_at = ? and a.sidecars = ?
                      and a.analysed_with in (%s) and a.missing_since is null) as known) as looked_up
                """.formatted(sufficient.isEmpty() ? "null" : "'" + String.join("', '", sufficient) + "'");
        long now = Times.micros(clock.instant());
        long position = first;
        try (Prepared inserts = Prepared.of(handle, sql)) {
            for (SourceFile file : files) {
                String path = file.path().toString();
                long modified = Times.micros(file.modified());
                long sidecars = file.sidecars().value();
                inserts.add(
                        session,
                        position,
                        path,
                        file.size(),
                        modified,
                        sidecars,
                        now,
                        position,
                        path,
                        file.size(),
                        modified,
                        sidecars);
                position++;
            }
            inserts.runAll();
        }
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
            String sql = """
                    insert into ingest_left_out (session_id, path, reason) values (?, ?, ?)
                    on conflict (session_id, path) do nothing
                    """;
            try (Prepared inserts = Prepared.of(handle, sql)) {
                for (LeftOut entry : entries) {
                    inserts.add(session, entry.path().toString(), entry.reason().label());
                }
                inserts.runAll();
            }
            return entries.size();
        });
    }
}

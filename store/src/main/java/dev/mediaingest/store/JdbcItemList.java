package dev.mediaingest.store;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.BoundedColumn;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Session;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes a session's list; unchanged files are found by the statement that writes them, a batch of them at once. */
final class JdbcItemList implements ItemList {
    private static final List<Rows.Column> COLUMNS =
            Rows.columns("position int8", "path text", "size int8", "modified_at int8", "sidecars int8");
    private static final List<Rows.Column> LEFT_OUT = Rows.columns("path text", "reason text");
    /** What PostgreSQL's indexes take of a text, whatever its letters. */
    private static final int LONGEST_INDEXED = 600;

    private final Database database;
    private final Leases leases;
    private final InstantSource clock;
    private final SessionId session;
    private final List<String> sufficient;
    private long lastPosition;

    JdbcItemList(Database database, Leases leases, InstantSource clock, Session session) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.session = session.id();
        this.sufficient = session.parameters().analysedWithEnough();
    }

    @Override
    public Added add(List<SourceFile> files, boolean skipUnchanged, long mostToDo) {
        long first = lastPosition + 1;
        Added added = database.write(handle -> {
            leases.require(handle, session);
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
                select ?, given.position, given.path, given.size, given.modified_at, given.sidecars, 0,
                    case when a.media_id is null then 'pending' else 'skipped' end,
                    case when a.media_id is not null then 'unchanged' end,
                    case when a.media_id is not null then ? end,
                    case when a.media_id is null then 0 else given.position end
                from %s
                    left join media_files f on f.file_path = given.path
                    left join media_analysis a on a.media_id = f.id and a.missing_since is null
                        and a.file_size = given.size and a.modified_at = given.modified_at
                        and a.sidecars = given.sidecars and a.analysed_with in (%s)
                """.formatted(
                        database.dialect().given(COLUMNS),
                        sufficient.isEmpty() ? "null" : "'" + String.join("', '", sufficient) + "'");
        Rows rows = new Rows(COLUMNS);
        long position = first;
        for (SourceFile file : files) {
            rows.add(
                    position++,
                    file.path().toString(),
                    file.size(),
                    Times.micros(file.modified()),
                    file.sidecars().value());
        }
        Steps steps = database.dialect().steps(handle);
        steps.addForAll(sql, rows, session.value(), Times.micros(clock.instant()));
        int unused = steps.run();
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
                .bind("session", session.value())
                .bind("first", first)
                .bind("last", mostToDo - 1)
                .execute();
    }

    private Added count(Handle handle, long first) {
        return handle.createQuery("""
                        select count(*) as files, count(*) filter (where state = 'pending') as to_do
                        from ingest_items where session_id = :session and position >= :first
                        """)
                .bind("session", session.value())
                .bind("first", first)
                .map((row, context) -> new Added(row.getLong("files"), row.getLong("to_do")))
                .one();
    }

    @Override
    public void leaveOut(List<LeftOut> entries) {
        database.write(handle -> {
            leases.require(handle, session);
            String sql = database.dialect().insert("ingest_left_out", List.of("session_id"), LEFT_OUT)
                    + " on conflict do nothing";
            Rows rows = new Rows(LEFT_OUT);
            for (LeftOut entry : entries) {
                String path = entry.path().toString();
                rows.add(
                        BoundedColumn.beginning(path, LONGEST_INDEXED),
                        entry.reason().label());
            }
            Steps steps = database.dialect().steps(handle);
            steps.addForAll(sql, rows, session.value());
            return steps.run();
        });
    }
}

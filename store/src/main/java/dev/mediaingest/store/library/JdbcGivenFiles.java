package dev.mediaingest.store.library;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.store.catalog.JdbcCatalog;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.ledger.CommittedItem;
import dev.mediaingest.store.ledger.JdbcLeases;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Times;
import dev.mediaingest.writeback.Given;
import dev.mediaingest.writeback.GivenFiles;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people gave files, in SQL. A rating without a source is a person's. */
public final class JdbcGivenFiles implements GivenFiles {
    private static final String HAS_SOMETHING = """
            not f.missing and f.media_id in (
                select g.id from media_files g left join media_analysis a on a.media_id = g.id
                where a.score_source is null and (g.score <> 0 or a.sidecars <> 0)
                union
                select media_file_id from media_keywords where keyword_type = 'user'
            )""";
    private static final String END = """
            update ingest_items
            set state = ?, reason = ?, code = ?, detail = ?, ended_at = ?, duration_ms = ?, revision = %s
            where session_id = ? and position = ?
            """.formatted(CommittedItem.NEXT_REVISION);

    private final Database database;
    private final JdbcLeases leases;
    private final InstantSource clock;

    public JdbcGivenFiles(Database database, JdbcLeases leases, InstantSource clock) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public List<Listed> list(List<Term> query, long after, int limit) {
        LibraryFilter filter = new LibraryFilter(database.dialect(), query);
        filter.and(HAS_SOMETHING);
        filter.and(filter.id() + " > ?", after);
        BoundSql sql = filter.from()
                .within("select f.media_id", " order by " + filter.id() + " limit " + limit)
                .within("""
                        select g.id, g.file_path, coalesce(a.file_size, g.file_size, 0) as bytes,
                            coalesce(a.modified_at, 0) as modified, coalesce(a.sidecars, 0) as sidecars
                        from (""", """
                        ) as found join media_files g on g.id = found.media_id
                            left join media_analysis a on a.media_id = g.id
                        order by g.id
                        """);
        return database.read(handle -> sql.query(handle)
                .map((row, context) -> new Listed(row.getLong("id"), file(row)))
                .list());
    }

    private static SourceFile file(ResultSet row) throws SQLException {
        return new SourceFile(
                PathText.parse(row.getString("file_path")),
                row.getLong("bytes"),
                Times.instant(row.getLong("modified")),
                new SidecarStamp(row.getLong("sidecars")));
    }

    @Override
    public Optional<Known> find(Path file) {
        return database.read(handle -> handle.createQuery("""
                        select f.id, case when a.score_source is null then coalesce(f.score, 0) else 0 end as given,
                            coalesce(a.sidecars, 0) as sidecars
                        from media_files f left join media_analysis a on a.media_id = f.id
                        where f.file_path = :path
                        """)
                .bind("path", PathText.of(file))
                .map((row, context) -> new Known(
                        new Given(row.getInt("given"), keywords(handle, row.getLong("id"))),
                        new SidecarStamp(row.getLong("sidecars"))))
                .findOne());
    }

    private static List<String> keywords(Handle handle, long mediaId) {
        return handle.createQuery("""
                        select keyword from media_keywords where media_file_id = :media and keyword_type = 'user' order by id
                        """)
                .bind("media", mediaId)
                .mapTo(String.class)
                .list();
    }

    @Override
    public void written(Lease lease, Item item, Path sidecar, @Nullable SidecarStamp stamp, Duration took) {
        database.write(handle -> {
            if (stamp != null) {
                Prepared.update(
                        handle,
                        "update media_analysis set sidecars = ?"
                                + " where media_id = (select id from media_files where file_path = ?)",
                        stamp.value(),
                        PathText.of(item.file().path()));
            }
            return end(handle, lease, item, ItemState.COMMITTED, "written", null, PathText.of(sidecar), took);
        });
    }

    @Override
    public void unchanged(Lease lease, Item item, Duration took) {
        database.write(handle -> end(handle, lease, item, ItemState.SKIPPED, "unchanged", null, null, took));
    }

    @Override
    public void failed(Lease lease, Item item, Failure reason, Duration took) {
        database.write(handle ->
                end(handle, lease, item, ItemState.FAILED, null, reason.code().code(), reason.sentence(), took));
    }

    private boolean end(
            Handle handle,
            Lease lease,
            Item item,
            ItemState state,
            @Nullable String reason,
            @Nullable String code,
            @Nullable String detail,
            Duration took)
            throws SQLException {
        leases.require(handle, lease);
        int items = Prepared.update(
                handle,
                END,
                state.label(),
                reason,
                code,
                detail,
                Times.micros(clock.instant()),
                took.toMillis(),
                item.session().value(),
                item.session().value(),
                item.position());
        JdbcCatalog.requireOne(items, item);
        return true;
    }
}

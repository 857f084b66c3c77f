package dev.mediaingest.store.catalog;

import dev.mediaingest.media.PathText;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.store.database.SharedTables;
import dev.mediaingest.store.ledger.CommittedItem;
import dev.mediaingest.store.sql.PipelinedBatch;
import dev.mediaingest.store.sql.PostgresDialect;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The whole commit of a file the catalogue does not know, as one statement and therefore one question to PostgreSQL: a
 * statement outside a transaction is one. Its parts see the database as it was before and each other's rows by name only.
 * Confined to one commit.
 *
 * @param now as the shared tables hold times
 */
record InsertFileStatement(
        Item item,
        int score,
        FileRow file,
        MetadataRow metadata,
        AnalysisRow analysis,
        Rows keywords,
        Object now,
        CommittedItem end) {
    /** The statement, for a database whose shared tables are these. */
    static String sql(SharedTables shared) {
        return """
            with ours as (
                select id from ingest_sessions where id = ? and lease_owner = ? and lease_fence = ? for share
            ), file as (
                insert into media_files (%s%s)
                select %s%s from ours
                where not exists (select 1 from media_files where file_path = ?)
                  and exists (select 1 from ingest_items where session_id = ? and position = ?)
                on conflict do nothing
                returning id
            ), metadata as (
                insert into media_metadata (media_file_id, %s%s) select id, %s%s from file
            ), keywords as (
                insert into media_keywords (media_file_id, created_at, %s%s)
                select file.id, ?, given.*%s from file, %s
            ), analysis as (
                insert into media_analysis (media_id, %s) select id, %s from file
            )
            update ingest_items set %s, media_id = file.id from file where session_id = ? and position = ?
            """.formatted(
                        FileRow.COLUMNS.listed(),
                        shared.furtherNames("media_files", FileRow.COLUMNS.names()),
                        FileRow.COLUMNS.marks(),
                        shared.furtherValues("media_files", FileRow.COLUMNS.names()),
                        MetadataRow.COLUMNS.listed(),
                        shared.furtherNames("media_metadata", MetadataRow.COLUMNS.names()),
                        MetadataRow.COLUMNS.marks(),
                        shared.furtherValues("media_metadata", MetadataRow.COLUMNS.names()),
                        Rows.listed(KeywordRows.GIVEN).listed(),
                        shared.furtherNames("media_keywords", KeywordRows.COLUMNS.names()),
                        shared.furtherValues("media_keywords", KeywordRows.COLUMNS.names()),
                        PostgresDialect.unnested(KeywordRows.GIVEN),
                        AnalysisRow.COLUMNS.listed(),
                        AnalysisRow.COLUMNS.marks(),
                        CommittedItem.SET);
    }

    /**
     * Says whether it was one; if not, or if the session or its item is not there as expected, nothing has changed.
     *
     * @param sql see {@link #sql}
     */
    boolean commit(Handle handle, Lease lease, String sql) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(item.session().value());
        values.add(lease.owner());
        values.add(lease.fence());
        values.addAll(file.values(score));
        values.add(PathText.of(item.file().path()));
        values.add(item.session().value());
        values.add(item.position());
        values.addAll(metadata.values());
        values.add(now);
        values.addAll(PipelinedBatch.arrays(handle, keywords));
        values.addAll(analysis.values());
        values.addAll(end.values());
        values.add(item.session().value());
        values.add(item.position());
        return Prepared.update(handle, sql, values.toArray()) == 1;
    }
}

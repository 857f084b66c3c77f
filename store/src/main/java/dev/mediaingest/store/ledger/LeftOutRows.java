package dev.mediaingest.store.ledger;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.StatementBatch;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes what a walk left out; of a long path the beginning. Stateless. */
final class LeftOutRows {
    private static final List<Rows.Column> COLUMNS = Rows.columns("path text", "reason text", "rule text");
    /** What PostgreSQL's indexes take of a text, whatever its letters. */
    private static final int LONGEST_INDEXED = 600;

    private static final int LONGEST_RULE = 300;

    private LeftOutRows() {}

    static int write(Handle handle, BatchDialect dialect, SessionId session, List<LeftOut> entries)
            throws SQLException {
        Rows rows = new Rows(COLUMNS);
        for (LeftOut entry : entries) {
            rows.add(
                    indexed(PathText.of(entry.path())),
                    entry.reason().label(),
                    entry.rule().isEmpty() ? null : BoundedColumn.beginning(entry.rule(), LONGEST_RULE));
        }
        StatementBatch batch = dialect.batch(handle);
        batch.addForAll(
                dialect.insert("ingest_left_out", List.of("session_id"), COLUMNS) + " on conflict do nothing",
                rows,
                session.value());
        return batch.run();
    }

    /** Two long paths that begin alike stay two entries. */
    private static String indexed(String path) {
        if (path.length() <= LONGEST_INDEXED) {
            return path;
        }
        Sha256 digest = new Sha256();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        String unique = "…" + digest.hex().substring(0, 16);
        return BoundedColumn.beginning(path, LONGEST_INDEXED - unique.length()) + unique;
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.analyse.AnalyserVersion;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.Times;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Files that failed by their own fault, with what they were like then. One counts as long as it is the same and would be read by the
 * same analyser, and nobody has made it succeed since. Thread-safe.
 */
public final class KnownBadFiles {
    private static final List<Rows.Column> GIVEN =
            Rows.columns("position int8", "path_hash int8", "path text", "size int8", "modified_at int8");

    private final BatchDialect dialect;

    KnownBadFiles(BatchDialect dialect) {
        this.dialect = dialect;
    }

    /** Why a file failed before. */
    record Reason(String code, String detail) {}

    /** Remembers a failure, in the transaction that ends its item; one that is the machine's is nobody's to remember. */
    public static void remember(Handle handle, SourceFile file, Failure failure, Instant now) {
        if (!failure.code().isOfTheFile()) {
            return;
        }
        handle.createUpdate("""
                        insert into ingest_known_bad (path_hash, path, size, modified_at, code, detail, reader, failed_at)
                        values (:hash, :path, :size, :modified, :code, :detail, :reader, :now)
                        on conflict (path_hash) do update set
                            path = excluded.path, size = excluded.size, modified_at = excluded.modified_at,
                            code = excluded.code, detail = excluded.detail, reader = excluded.reader,
                            failed_at = excluded.failed_at
                        """)
                .bind("hash", hash(file))
                .bind("path", PathText.of(file.path()))
                .bind("size", file.size())
                .bind("modified", Times.micros(file.modified()))
                .bind("code", failure.code().code())
                .bind("detail", failure.sentence())
                .bind("reader", AnalyserVersion.reader())
                .bind("now", Times.micros(now))
                .execute();
    }

    /** Those of a batch, by their places in it. Mostly there are none at all, and an index says so at once. */
    Map<Integer, Reason> among(Handle handle, List<SourceFile> files) throws SQLException {
        Map<Integer, Reason> found = new HashMap<>();
        if (isEmpty(handle)) {
            return found;
        }
        String sql = """
                select given.position, b.code, b.detail
                from %s
                    join ingest_known_bad b on b.path_hash = given.path_hash and b.path = given.path
                        and b.size = given.size and b.modified_at = given.modified_at and b.reader = '%s'
                    left join media_files f on f.file_path = b.path
                    left join media_analysis a on a.media_id = f.id
                where a.analysed_at is null or a.analysed_at < b.failed_at
                """.formatted(dialect.given(GIVEN), AnalyserVersion.reader());
        Rows rows = new Rows(GIVEN);
        long position = 0;
        for (SourceFile file : files) {
            rows.add(position++, hash(file), PathText.of(file.path()), file.size(), Times.micros(file.modified()));
        }
        dialect.batch(handle)
                .askForAll(sql, rows, row -> found.put(row.getInt(1), new Reason(row.getString(2), row.getString(3))));
        return found;
    }

    private static boolean isEmpty(Handle handle) {
        return handle.createQuery("select path_hash from ingest_known_bad limit 1")
                .mapTo(Long.class)
                .findFirst()
                .isEmpty();
    }

    private static long hash(SourceFile file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(PathText.of(file.path()).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

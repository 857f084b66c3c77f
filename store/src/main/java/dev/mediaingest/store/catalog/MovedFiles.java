package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.store.sql.Prepared;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Files that are where they were not before: rows with the same bytes under another path, and how one gets the new path. Stateless. */
final class MovedFiles {
    /** Copies beyond so many are not looked through: a picture that is there a thousand times would cost each of them all. */
    private static final int MOST_COPIES = 50;

    private static final String SAME_CONTENT = """
            select f.file_path
            from (
                select media_id, 0 as place
                from (select media_id from media_analysis
                      where content_sha256 = ? and missing_since is not null limit %1$d) as missing
                union all
                select media_id, 1 as place
                from (select media_id from media_analysis
                      where content_sha256 = ? and missing_since is null and file_size = ? limit %1$d) as present
            ) as same
                join media_files f on f.id = same.media_id
            where not exists (select 1 from media_files where file_path = ?)
            order by place, case when f.filename = ? then 0 else 1 end, f.id
            """.formatted(MOST_COPIES);

    private MovedFiles() {}

    /** Where files of the same bytes are or were, the most likely former place first; none if the catalogue knows the file's path. */
    static List<Path> sameContent(Handle handle, SourceFile file, Findings findings) throws SQLException {
        List<Path> paths = new ArrayList<>();
        try (Prepared prepared = Prepared.of(handle, SAME_CONTENT);
                ResultSet rows = prepared.query(
                        findings.contentSha256(),
                        findings.contentSha256(),
                        findings.size(),
                        PathText.of(file.path()),
                        file.fileName())) {
            while (rows.next()) {
                paths.add(PathText.parse(rows.getString(1)));
            }
        }
        return paths;
    }

    /** Gives the row of a file's former path the new one, if it still is that file's. */
    static Optional<KnownFile> follow(Handle handle, @Nullable Path from, SourceFile file, Findings findings) {
        if (from == null) {
            return Optional.empty();
        }
        Path directory = file.path().getParent();
        return handle.createQuery("""
                        update media_files
                        set file_path = :path, filename = :name, directory = :directory, extension = :extension
                        where file_path = :from and id in (select media_id from media_analysis where content_sha256 = :hash)
                        returning id, score, (select score_source from media_analysis where media_id = media_files.id)
                        """)
                .bind("path", PathText.of(file.path()))
                .bind("name", file.fileName())
                .bind("directory", directory == null ? "/" : PathText.of(directory))
                .bind("extension", FileRow.extension(file))
                .bind("from", PathText.of(from))
                .bind("hash", findings.contentSha256())
                .map((row, context) -> new KnownFile(row.getLong(1), row.getInt(2), row.getString(3)))
                .findOne();
    }
}

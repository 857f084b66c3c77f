package dev.mediaingest.store.ledger;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.PathText;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Marks a file that is not there any more. One that only the Python tool has analysed has no row for it yet and gets one. */
public final class MissingFile {
    /** Equals what no version of ours analyses with, so that a file that comes back is analysed. */
    private static final String ANALYSED_WITH = "python-tool";

    private static final String ADD_ROW = """
            insert into media_analysis (media_id, media_type, file_size, modified_at, analysed_at, analysed_with, nsfw_status)
            select f.id, ?, coalesce(f.file_size, 0), 0, 0, ?, case when f.nsfw_score is null then 'off' else 'scored' end
            from media_files f
            where f.file_path = ? and not exists (select 1 from media_analysis a where a.media_id = f.id)
            """;
    private static final String MARK = """
            update media_analysis set missing_since = ?
            where missing_since is null and media_id = (select id from media_files where file_path = ?)
            """;

    private MissingFile() {}

    /** Says whether it was not marked before. */
    public static boolean mark(Handle handle, Path file, Instant now) throws SQLException {
        MediaType promised =
                MediaType.ofFileName(String.valueOf(file.getFileName())).orElse(MediaType.PNG);
        Prepared.update(handle, ADD_ROW, promised.label(), ANALYSED_WITH, PathText.of(file));
        return Prepared.update(handle, MARK, Times.micros(now), PathText.of(file)) > 0;
    }
}

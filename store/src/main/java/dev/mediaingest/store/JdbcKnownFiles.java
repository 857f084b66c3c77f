package dev.mediaingest.store;

import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.KnownFiles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Compares files with the catalogue, a batch at once, as the list of a session does. */
final class JdbcKnownFiles implements KnownFiles {
    private static final List<Rows.Column> COLUMNS =
            Rows.columns("position int8", "path text", "size int8", "modified_at int8", "sidecars int8");

    private final Database database;

    JdbcKnownFiles(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> compare(List<SourceFile> files, List<String> sufficient, boolean retryFailed) {
        String sql = """
                select given.position,
                    case when f.id is null then 'NEW' when a.media_id is null then 'CHANGED' else 'UNCHANGED' end
                from %s
                    left join media_files f on f.file_path = given.path
                    left join media_analysis a on a.media_id = f.id
                        and a.file_size = given.size and a.modified_at = given.modified_at
                        and a.sidecars = given.sidecars and a.analysed_with in (%s)%s

                """.formatted(
                        database.dialect().given(COLUMNS),
                        sufficient.isEmpty() ? "null" : "'" + String.join("', '", sufficient) + "'",
                        retryFailed ? CutShort.NOT : "");
        Rows rows = new Rows(COLUMNS);
        int position = 0;
        for (SourceFile file : files) {
            rows.add(
                    (long) position++,
                    PathText.of(file.path()),
                    file.size(),
                    Times.micros(file.modified()),
                    file.sidecars().value());
        }
        List<Standing> standings = new ArrayList<>(Collections.nCopies(files.size(), Standing.NEW));
        database.read(handle -> {
            database.dialect()
                    .steps(handle)
                    .askForAll(sql, rows, row -> standings.set(row.getInt(1), Standing.valueOf(row.getString(2))));
            if (!sufficient.isEmpty() && !retryFailed) {
                failedBefore(handle, files, standings);
            }
            return standings;
        });
        return standings;
    }

    private void failedBefore(Handle handle, List<SourceFile> files, List<Standing> standings) throws SQLException {
        for (int place :
                new KnownBadFiles(database.dialect()).among(handle, files).keySet()) {
            if (standings.get(place) != Standing.UNCHANGED) {
                standings.set(place, Standing.FAILED_BEFORE);
            }
        }
    }
}

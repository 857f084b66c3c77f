package dev.mediaingest.store.ledger;

import dev.mediaingest.media.PathText;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.KnownFiles;
import dev.mediaingest.plan.KnownFiles.Standing.Outdated;
import dev.mediaingest.plan.KnownFiles.Standing.Plain;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.Times;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Compares files with the catalogue, a batch at once, as the list of a session does. */
public final class JdbcKnownFiles implements KnownFiles {
    private static final List<Rows.Column> COLUMNS =
            Rows.columns("position int8", "path text", "size int8", "modified_at int8", "sidecars int8");

    private final Database database;

    public JdbcKnownFiles(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> compare(List<SourceFile> files, EarlierReadings earlier, boolean retryFailed) {
        String sql = """
                select given.position, %s
                from %s
                    join media_files f on f.file_path = given.path
                    left join media_analysis a on a.media_id = f.id
                        and a.file_size = given.size and a.modified_at = given.modified_at
                        and a.sidecars = given.sidecars and a.analysed_with in (%s)%s
                """.formatted(
                        EarlierReadingSql.standing(earlier),
                        database.dialect().given(COLUMNS),
                        EarlierReadingSql.words(earlier),
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
        List<Standing> standings = new ArrayList<>(Collections.nCopies(files.size(), Plain.NEW));
        database.read(handle -> {
            database.dialect()
                    .batch(handle)
                    .askForAll(sql, rows, row -> standings.set(row.getInt(1), standing(row.getString(2))));
            if (!earlier.isNone() && !retryFailed) {
                failedBefore(handle, files, standings);
            }
            return standings;
        });
        return standings;
    }

    private static Standing standing(@Nullable String word) {
        if (EarlierReadingSql.UNCHANGED.equals(word)) {
            return Plain.UNCHANGED;
        }
        return Optional.ofNullable(word)
                .flatMap(ReaderChange::ofLabel)
                .<Standing>map(Outdated::new)
                .orElse(Plain.CHANGED);
    }

    private void failedBefore(Handle handle, List<SourceFile> files, List<Standing> standings) throws SQLException {
        for (int place :
                new KnownBadFiles(database.dialect()).among(handle, files).keySet()) {
            if (standings.get(place) != Plain.UNCHANGED) {
                standings.set(place, Plain.FAILED_BEFORE);
            }
        }
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.media.PathText;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.store.sql.BatchDialect;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.Times;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Compares a batch of files with the catalogue: the one comparison, whether a list is written or only asked for. Immutable. */
final class CatalogComparison {
    private static final List<Rows.Column> FOUND =
            Rows.columns("place int8", "path text", "size int8", "modified_at int8", "sidecars int8");

    private final BatchDialect dialect;
    private final String sql;

    /**
     * A comparison.
     *
     * @param earlier analyses that need not be made again; if none, no file is unchanged
     * @param retryFailed whether analyses that were cut short are to be made again
     */
    CatalogComparison(BatchDialect dialect, EarlierReadings earlier, boolean retryFailed) {
        this.dialect = dialect;
        this.sql = """
                select given.place, f.id, %s as standing, %s as headers_suffice
                from %s
                    join media_files f on f.file_path = given.path
                    left join media_analysis a on a.media_id = f.id
                        and a.file_size = given.size and a.modified_at = given.modified_at
                        and a.sidecars = given.sidecars and a.analysed_with in (%s)%s
                """.formatted(
                        EarlierReadingSql.standing(earlier),
                        EarlierReadingSql.HEADERS_SUFFICE,
                        dialect.given(FOUND),
                        EarlierReadingSql.words(earlier),
                        retryFailed ? EarlierReadingSql.NOT_CUT_SHORT : "");
    }

    /**
     * A file the catalogue has under its path.
     *
     * @param standing see {@link EarlierReadingSql#standing}
     */
    record Known(long mediaId, @Nullable String standing, boolean headersSuffice) {
        boolean isUnchanged() {
            return EarlierReadingSql.UNCHANGED.equals(standing);
        }

        /** Why it is to be read again though it is unchanged, if it is. */
        Optional<ReaderChange> readAgain() {
            return Optional.ofNullable(standing).flatMap(ReaderChange::ofLabel);
        }

        Reading reading() {
            return readAgain()
                    .map(change -> EarlierReadingSql.reading(change, headersSuffice))
                    .orElse(Reading.WHOLE);
        }
    }

    /** Those the catalogue knows, by their places in the batch. */
    Map<Integer, Known> known(Handle handle, List<SourceFile> files) throws SQLException {
        Rows rows = new Rows(FOUND);
        long place = 0;
        for (SourceFile file : files) {
            rows.add(
                    place++,
                    PathText.of(file.path()),
                    file.size(),
                    Times.micros(file.modified()),
                    file.sidecars().value());
        }
        Map<Integer, Known> known = new HashMap<>();
        dialect.batch(handle)
                .askForAll(
                        sql,
                        rows,
                        row -> known.put(
                                row.getInt(1), new Known(row.getLong(2), row.getString(3), row.getBoolean(4))));
        return known;
    }
}

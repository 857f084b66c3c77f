package dev.mediaingest.store.library;

import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.RevisionCache;
import dev.mediaingest.store.sql.Prepared;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Counts over the library's narrow table, kept until something changes. */
public final class JdbcStatistics implements Statistics {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int TOP = 20;
    private static final int SLICES = 20;

    private final Database database;
    private final RevisionCache<Numbers> kept;

    public JdbcStatistics(Database database) {
        this.database = database;
        this.kept = RevisionCache.ofLibrary(database, this::count);
    }

    @Override
    public Numbers numbers() {
        return kept.getStale();
    }

    private Numbers count() {
        return database.read(handle -> new Numbers(
                Prepared.number(handle, "select count(*) from library_files"),
                Prepared.number(handle, "select count(*) from library_files where video"),
                Prepared.number(handle, "select coalesce(sum(file_size), 0) from library_files"),
                Prepared.number(handle, "select count(*) from library_files where missing"),
                days(handle, "created_at"),
                days(handle, "added_at"),
                shares(handle, "media_type"),
                shares(handle, "directory"),
                FacetCounts.counted(handle, "model_name", TOP),
                FacetCounts.counted(handle, "sampler_name", TOP),
                FacetCounts.counted(handle, "generator", TOP),
                FacetCounts.loras(handle).stream().limit(TOP).toList(),
                scores(handle),
                nsfw(handle),
                nsfwScores(handle)));
    }

    private static SortedMap<LocalDate, Long> days(Handle handle, String column) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        counts(
                        handle,
                        "select " + column + " / " + DAY_MICROS + ", count(*) from library_files where " + column
                                + " >= 0 group by 1")
                .forEach((day, files) -> days.put(LocalDate.ofEpochDay(day), files));
        return Collections.unmodifiableSortedMap(days);
    }

    private static List<Share> shares(Handle handle, String column) {
        return handle.createQuery("""
                        select %1$s as name, count(*) as files, sum(file_size) as bytes from library_files
                        group by %1$s order by bytes desc, %1$s limit :most
                        """.formatted(column))
                .bind("most", TOP)
                .map((row, context) -> new Share(row.getString("name"), row.getLong("files"), row.getLong("bytes")))
                .list();
    }

    private static SortedMap<Integer, Long> scores(Handle handle) {
        SortedMap<Integer, Long> scores = new TreeMap<>();
        for (int score = -1; score <= 5; score++) {
            scores.put(score, 0L);
        }
        counts(handle, "select score, count(*) from library_files where score between -1 and 5 group by score")
                .forEach((score, files) -> scores.put(score.intValue(), files));
        return Collections.unmodifiableSortedMap(scores);
    }

    private static Map<NsfwState, Long> nsfw(Handle handle) {
        Map<NsfwState, Long> states = new EnumMap<>(NsfwState.class);
        for (NsfwState state : NsfwState.values()) {
            states.put(state, 0L);
        }
        counts(handle, "select nsfw, count(*) from library_files group by nsfw")
                .forEach((state, files) -> states.put(NsfwColumn.state(state.intValue()), files));
        return Collections.unmodifiableMap(states);
    }

    private static List<Long> nsfwScores(Handle handle) {
        Long[] slices = new Long[SLICES];
        Arrays.fill(slices, 0L);
        counts(
                        handle,
                        "select cast(floor(nsfw_score * " + SLICES
                                + ") as integer), count(*) from library_files where nsfw_score >= 0 group by 1")
                .forEach((slice, files) -> slices[(int) Math.min(SLICES - 1, slice)] += files);
        return List.of(slices);
    }

    private static Map<Long, Long> counts(Handle handle, String sql) {
        Map<Long, Long> counts = new TreeMap<>();
        handle.createQuery(sql)
                .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }
}

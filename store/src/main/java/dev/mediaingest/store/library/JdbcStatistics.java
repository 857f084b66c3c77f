package dev.mediaingest.store.library;

import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Statistics;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.RevisionCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return database.read(handle -> {
            Connection connection = handle.getConnection();
            long files = JdbcLibrary.number(connection, "select count(*) from library_files");
            return new Numbers(
                    files,
                    JdbcLibrary.number(connection, "select count(*) from library_files where video"),
                    JdbcLibrary.number(connection, "select coalesce(sum(file_size), 0) from library_files"),
                    JdbcLibrary.number(connection, "select count(*) from library_files where missing"),
                    days(connection, "created_at"),
                    days(connection, "added_at"),
                    shares(connection, "media_type"),
                    shares(connection, "directory"),
                    JdbcLibrary.counted(connection, "model_name", TOP),
                    JdbcLibrary.counted(connection, "sampler_name", TOP),
                    JdbcLibrary.counted(connection, "generator", TOP),
                    JdbcLibrary.loras(JdbcLibrary.counted(connection, "loras", Integer.MAX_VALUE)).stream()
                            .limit(TOP)
                            .toList(),
                    scores(connection),
                    nsfw(connection),
                    nsfwScores(connection));
        });
    }

    private static SortedMap<LocalDate, Long> days(Connection connection, String column) throws SQLException {
        String sql = "select " + column + " / " + DAY_MICROS + ", count(*) from library_files where " + column
                + " >= 0 group by 1";
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                days.put(LocalDate.ofEpochDay(row.getLong(1)), row.getLong(2));
            }
        }
        return Collections.unmodifiableSortedMap(days);
    }

    private static List<Share> shares(Connection connection, String column) throws SQLException {
        String sql = "select " + column + ", count(*), sum(file_size) as bytes from library_files group by " + column
                + " order by bytes desc, " + column + " limit " + TOP;
        List<Share> shares = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                shares.add(new Share(row.getString(1), row.getLong(2), row.getLong(3)));
            }
        }
        return shares;
    }

    private static SortedMap<Integer, Long> scores(Connection connection) throws SQLException {
        SortedMap<Integer, Long> scores = new TreeMap<>();
        for (int score = -1; score <= 5; score++) {
            scores.put(score, 0L);
        }
        counts(connection, "select score, count(*) from library_files where score between -1 and 5 group by score")
                .forEach((score, files) -> scores.put(score.intValue(), files));
        return Collections.unmodifiableSortedMap(scores);
    }

    private static Map<NsfwState, Long> nsfw(Connection connection) throws SQLException {
        Map<NsfwState, Long> states = new EnumMap<>(NsfwState.class);
        for (NsfwState state : NsfwState.values()) {
            states.put(state, 0L);
        }
        counts(connection, "select nsfw, count(*) from library_files group by nsfw")
                .forEach((state, files) -> states.put(LibraryFilter.nsfw(state.intValue()), files));
        return Collections.unmodifiableMap(states);
    }

    private static List<Long> nsfwScores(Connection connection) throws SQLException {
        Long[] slices = new Long[SLICES];
        Arrays.fill(slices, 0L);
        counts(
                        connection,
                        "select cast(floor(nsfw_score * " + SLICES
                                + ") as integer), count(*) from library_files where nsfw_score >= 0 group by 1")
                .forEach((slice, files) -> slices[(int) Math.min(SLICES - 1, slice)] += files);
        return List.of(slices);
    }

    private static Map<Long, Long> counts(Connection connection, String sql) throws SQLException {
        Map<Long, Long> counts = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.put(row.getLong(1), row.getLong(2));
            }
        }
        return counts;
    }
}

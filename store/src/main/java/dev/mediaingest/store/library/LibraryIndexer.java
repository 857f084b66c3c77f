package dev.mediaingest.store.library;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.Words;
import dev.mediaingest.media.BoundedColumn;
import dev.mediaingest.media.MediaKind;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.generation.SamplingNames;
import dev.mediaingest.store.library.SearchSql.SearchDocument;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the library's tables up to what the catalogue holds, behind the commits: each of those notes the file in
 * {@code library_changes}; here some hundred are taken at once, and a note goes in the very transaction that writes what it asks
 * for. So what is noted is exactly what is still to do, whatever ends the process. Thread-safe.
 */
public final class LibraryIndexer implements AutoCloseable {
    private static final int BATCH = 400;
    private static final long PAUSE_MILLIS = 250;
    /** While there is more to do, so much longer than the work took: the database belongs to those who commit. */
    private static final int REST = 6;

    private static final int MANY = 5_000;
    private static final int PROMPT_WORDS = 5_000;
    private static final int NEGATIVE_WORDS = 3_000;
    private static final int KEYWORD_WORDS = 5_000;
    private static final int NAME_WORDS = 200;
    private static final int NAME_KEY = 120;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SOURCE = """
            select f.id, f.filename, f.directory, f.file_path, f.file_size as shared_size, f.file_type, f.score, f.favourite, f.nsfw,
                f.nsfw_score, f.original_created_at, f.created_at,
                m.width, m.height, m.duration, m.prompt, m.negative_prompt, m.model_name, m.model_hash, m.sampler, m.schedule_type, m.seed, m.loras,
                a.media_type, a.file_size, a.orientation, a.missing_since, a.generator, a.dct_hash, a.whole_values
            from media_files f
                left join media_metadata m on m.id = (select min(id) from media_metadata where media_file_id = f.id)
                left join media_analysis a on a.media_id = f.id
            where f.id in (""";
    private static final List<String> COLUMNS = List.of(
            "media_id",
            "directory",
            "name",
            "name_key",
            "media_type",
            "video",
            "width",
            "height",
            "duration",
            "file_size",
            "score",
            "favourite",
            "nsfw",
            "nsfw_score",
            "created_at",
            "added_at",
            "missing",
            "has_prompt",
            "generator",
            "model",
            "sampler",
            "seed",
            "loras",
            "dct_hash",
            "sampler_name",
            "scheduler_name",
            "model_name");
    private static final String UPSERT = "insert into library_files (" + String.join(", ", COLUMNS) + ") values (?"
            + ", ?".repeat(COLUMNS.size() - 1) + ") on conflict (media_id) do update set "
            + COLUMNS.stream().skip(1).map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));

    private final Database database;
    private final SearchSql search;
    private final InstantSource clock;
    private long writtenSinceAnalyzed;
    private @Nullable ScheduledExecutorService thread;

    public LibraryIndexer(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.search = SearchSql.of(database.dialect());
    }

    /** Begins to follow the commits by itself. */
    public synchronized void follow() {
        if (thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("library").daemon().factory());
            thread = started;
            schedule(started, PAUSE_MILLIS);
        }
    }

    private synchronized void schedule(ScheduledExecutorService started, long millis) {
        if (!started.isShutdown()) {
            var unused = started.schedule(() -> followOnce(started), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void followOnce(ScheduledExecutorService started) {
        long rest = PAUSE_MILLIS;
        try {
            long begin = System.nanoTime();
            int done = waiting() == 0 ? 0 : indexSome();
            if (done == BATCH) {
                rest = Math.max(10, REST * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (Unavailable e) {
            rest = 10 * PAUSE_MILLIS; // the session waits for the same database, and says so
        } finally {
            schedule(started, rest);
        }
    }

    /** Returns when everything that was committed before is in the library's tables. */
    void catchUp() {
        while (waiting() > 0 && indexSome() > 0) {
            // one batch a transaction
        }
    }

    long waiting() {
        return database.read(handle -> Prepared.number(handle, "select count(*) from library_changes"));
    }

    private int indexSome() {
        return database.write(handle -> {
            Connection connection = handle.getConnection();
            search.lock(connection);
            Set<Long> ids = take(connection);
            if (!ids.isEmpty()) {
                index(connection, ids);
            }
            return ids.size();
        });
    }

    private static Set<Long> take(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from library_changes
                where media_id in (select media_id from library_changes limit ?)
                returning media_id
                """)) {
            delete.setInt(1, BATCH);
            Set<Long> ids = new HashSet<>();
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            return ids;
        }
    }

    /** Writes the rows of these files anew, within a transaction that has the {@link SearchSql#lock}. */
    void index(Connection connection, Set<Long> ids) throws SQLException {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        Map<Long, KeywordWords> keywords = keywords(connection, list);
        Set<Long> gone = new HashSet<>(ids);
        List<SearchDocument> documents = new ArrayList<>();
        ContributionDays days = new ContributionDays(database, clock);
        days.removeAll(connection, list);
        LibraryModels models = new LibraryModels(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SOURCE + list + ")");
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            while (row.next()) {
                long id = row.getLong("id");
                gone.remove(id);
                long created = micros(row.getString("original_created_at"), micros(row.getString("created_at"), 0));
                write(upsert, row, created, models);
                days.add(created);
                documents.add(document(id, row, keywords.getOrDefault(id, KeywordWords.NONE)));
            }
            int[] unused = upsert.executeBatch();
        }
        models.renameUnited();
        search.write(connection, documents);
        remove(connection, gone);
        days.write(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update library_state set revision = revision + 1");
        }
        writtenSinceAnalyzed += ids.size();
        if (writtenSinceAnalyzed >= MANY && documents.size() < BATCH) {
            search.manyWritten(connection);
            writtenSinceAnalyzed = 0;
        }
    }

    private void remove(Connection connection, Set<Long> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from library_files where media_id = ?")) {
            for (long id : gone) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
        search.remove(connection, gone);
    }

    /** Of one file: the words of its keywords, and the keywords whole. */
    private record KeywordWords(List<String> words, List<String> tags) {
        static final KeywordWords NONE = new KeywordWords(List.of(), List.of());
    }

    private static Map<Long, KeywordWords> keywords(Connection connection, String ids) throws SQLException {
        Map<Long, KeywordWords> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select media_file_id, keyword, keyword_type from media_keywords where media_file_id in (" + ids
                                + ")")) {
            while (row.next()) {
                KeywordWords words = found.computeIfAbsent(
                        row.getLong(1), id -> new KeywordWords(new ArrayList<>(), new ArrayList<>()));
                if ("negative".equals(row.getString(3))) {
                    continue;
                }
                String keyword = row.getString(2);
                words.tags.add(LibraryFilter.tag(keyword));
                if (words.words.size() < KEYWORD_WORDS) {
                    words.words.addAll(Words.of(keyword, NAME_WORDS));
                }
            }
        }
        return found;
    }

    private static SearchDocument document(long id, ResultSet row, KeywordWords keywords) throws SQLException {
        return new SearchDocument(
                id,
                Words.ofPrompt(text(row, "prompt"), PROMPT_WORDS),
                Words.ofPrompt(text(row, "negative_prompt"), NEGATIVE_WORDS),
                Words.of(row.getString("filename"), NAME_WORDS),
                keywords.words,
                keywords.tags);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static void write(PreparedStatement upsert, ResultSet row, long created, LibraryModels models)
            throws SQLException {
        String name = row.getString("filename");
        String type = row.getString("media_type");
        MediaType promised = MediaType.ofFileName(name).orElse(null);
        boolean turned = Orientation.ofExif(row.getInt("orientation"))
                .map(Orientation::swapsSides)
                .orElse(false);
        Double score = number(row, "nsfw_score");
        JsonNode whole = json(row.getString("whole_values"));
        String prompt = row.getString("prompt");
        NsfwState nsfw =
                score == null ? NsfwState.NOT_ASSESSED : row.getBoolean("nsfw") ? NsfwState.NSFW : NsfwState.SAFE;
        String model = whole(whole, "model_name", row.getString("model_name"));
        String sampler = whole(whole, "sampler", row.getString("sampler"));
        Object[] values = {
            row.getLong("id"),
            row.getString("directory"),
            name,
            BoundedColumn.beginning(name.toLowerCase(Locale.ROOT), NAME_KEY),
            type != null ? type : promised != null ? promised.label() : "",
            MediaKind.VIDEO.label().equals(row.getString("file_type")),
            row.getObject(turned ? "height" : "width"),
            row.getObject(turned ? "width" : "height"),
            number(row, "duration"),
            type != null ? row.getLong("file_size") : row.getLong("shared_size"),
            row.getInt("score"),
            row.getBoolean("favourite"),
            LibraryFilter.number(nsfw),
            score == null ? -1 : score,
            created,
            micros(row.getString("created_at"), 0),
            row.getObject("missing_since") != null,
            prompt != null && !prompt.isBlank(),
            row.getString("generator"),
            model,
            sampler,
            whole(whole, "seed", row.getString("seed")),
            loras(row.getString("loras")),
            row.getObject("dct_hash"),
            SamplingNames.sampler(sampler),
            SamplingNames.scheduler(whole(whole, "schedule_type", row.getString("schedule_type")), sampler),
            models.name(model, whole(whole, "model_hash", row.getString("model_hash")))
        };
        for (int i = 0; i < values.length; i++) {
            upsert.setObject(i + 1, values[i]);
        }
        upsert.addBatch();
    }

    private static @Nullable String whole(JsonNode whole, String column, @Nullable String cut) {
        JsonNode value = whole.path(column);
        return value.isString() ? value.asString() : cut;
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable String loras(@Nullable String stored) {
        List<String> names = new ArrayList<>();
        json(stored).forEach(lora -> {
            String name = lora.path("name").asString("").replace('\n', ' ').strip();
            if (!name.isEmpty()) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        });
        return names.isEmpty() ? null : "\n" + String.join("\n", new java.util.LinkedHashSet<>(names)) + "\n";
    }

    /** What another program wrote may be anything. */
    private static JsonNode json(@Nullable String text) {
        if (text == null) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    /** A time of the Python tool's tables, which both databases print alike. */
    static long micros(@Nullable String time, long otherwise) {
        if (time == null || time.length() < 10) {
            return otherwise;
        }
        try {
            String iso = time.length() == 10 ? time + "T00:00" : time.replace(' ', 'T');
            return Times.micros(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    @Override
    public void close() {
        ScheduledExecutorService ending = ending();
        if (ending == null) {
            return;
        }
        // not while holding the lock that the last round needs to plan the next
        ending.shutdown();
        try {
            boolean unused = ending.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable ScheduledExecutorService ending() {
        return thread;
    }
}

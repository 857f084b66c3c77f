package dev.mediaingest.store.library;

import dev.mediaingest.library.Change;
import dev.mediaingest.library.Condition.Property;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.Facets.Value;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.PerceptualHashIndex;
import dev.mediaingest.library.Sort;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.store.catalog.JdbcCatalog;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.RevisionCache;
import dev.mediaingest.store.sql.StorableTexts;
import dev.mediaingest.store.sql.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The library in SQL. What {@link #facets} and {@link #similar} need as a whole is kept until something changes. */
public final class JdbcLibrary implements Library {
    private static final int FACET_VALUES = 200;
    private static final int FOLDERS = 2_000;
    private static final int PROMPT_START = 300;
    private static final String COLUMNS = "f.media_id, f.directory, f.name, f.name_key, f.media_type, f.video, f.width,"
            + " f.height, f.duration, f.file_size, f.score, f.favourite, f.nsfw, f.nsfw_score, f.created_at, f.added_at, f.missing,"
            + " f.generator, f.model, f.sampler, f.seed";

    private final Database database;
    private final LibraryIndexer indexer;
    private final SearchSql search;
    private final InstantSource clock;
    private final String insertKeyword;
    private final RevisionCache<Facets> facets;
    private final RevisionCache<PerceptualHashIndex> hashes;

    public JdbcLibrary(
            Database database, LibraryIndexer indexer, RevisionCache<PerceptualHashIndex> hashes, InstantSource clock) {
        this.database = database;
        this.indexer = indexer;
        this.search = SearchSql.of(database.dialect());
        this.clock = clock;
        this.insertKeyword = """
                insert into media_keywords (media_file_id, created_at, keyword, keyword_type, confidence, source%s)
                values (?, ?, ?, 'user', 1.0, 'user'%s) on conflict do nothing
                """.formatted(
                        database.shared().furtherNames("media_keywords", JdbcCatalog.KEYWORD_COLUMNS),
                        database.shared().furtherValues("media_keywords", JdbcCatalog.KEYWORD_COLUMNS));
        this.facets = RevisionCache.ofLibrary(database, this::countFacets);
        this.hashes = hashes;
    }

    @Override
    public LibraryPage page(LibraryQuery query, Optional<Cursor> after, int limit) {
        LibraryFilter filter = new LibraryFilter(search, query.terms());
        String column = column(query.sort());
        String id = filter.id();
        String comparison = query.descending() ? " < " : " > ";
        String direction = query.descending() ? " desc" : " asc";
        after.ifPresent(cursor -> {
            if (query.sort() == Sort.ADDED) {
                filter.and(id + comparison + "?", cursor.id());
            } else {
                filter.and("(" + column + ", f.media_id)" + comparison + "(?, ?)", value(cursor), cursor.id());
            }
        });
        String order = query.sort() == Sort.ADDED ? id + direction : column + direction + ", f.media_id" + direction;
        String sql = "select " + COLUMNS + filter.sql() + " order by " + order + " limit " + (limit + 1);
        List<LibraryItem> items = database.read(
                handle -> withPrompts(handle.getConnection(), items(handle.getConnection(), sql, filter, query)));
        if (items.size() <= limit) {
            return new LibraryPage(items, Optional.empty());
        }
        return new LibraryPage(
                items.subList(0, limit), Optional.of(items.get(limit - 1).cursor()));
    }

    private String column(Sort sort) {
        return switch (sort) {
            case ADDED -> "f.media_id";
            case CREATED -> "f.created_at";
            case NAME -> "f.name_key" + database.dialect().byCodePoint();
            case SCORE -> "f.score";
            case NSFW -> "f.nsfw_score";
            case SIZE -> "f.file_size";
        };
    }

    private static Object value(Cursor cursor) {
        return switch (cursor.sort()) {
            case NAME -> cursor.value();
            case NSFW -> Double.valueOf(cursor.value());
            case ADDED, CREATED, SCORE, SIZE -> Long.valueOf(cursor.value());
        };
    }

    private static List<LibraryItem> items(Connection connection, String sql, LibraryFilter filter, LibraryQuery query)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, filter.values());
                ResultSet row = statement.executeQuery()) {
            List<LibraryItem> items = new ArrayList<>();
            while (row.next()) {
                items.add(item(row, query));
            }
            return items;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, List<Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, StorableTexts.cleaned(values.get(i)));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static LibraryItem item(ResultSet row, LibraryQuery query) throws SQLException {
        int width = row.getInt("width");
        int height = row.getInt("height");
        NsfwState nsfw = LibraryFilter.nsfw(row.getInt("nsfw"));
        String name = row.getString("name");
        Cursor cursor = new Cursor(
                query.sort(),
                query.descending(),
                switch (query.sort()) {
                    case ADDED -> "0";
                    case CREATED -> row.getString("created_at");
                    case NAME -> row.getString("name_key");
                    case SCORE -> row.getString("score");
                    case NSFW -> Double.toString(row.getDouble("nsfw_score"));
                    case SIZE -> row.getString("file_size");
                },
                row.getLong("media_id"));
        double duration = row.getDouble("duration");
        boolean timeless = row.wasNull();
        return new LibraryItem(
                row.getLong("media_id"),
                name,
                row.getString("directory"),
                row.getString("media_type"),
                row.getBoolean("video"),
                width > 0 && height > 0 ? new Dimensions(width, height) : null,
                timeless ? null : duration,
                row.getLong("file_size"),
                row.getInt("score"),
                row.getBoolean("favourite"),
                nsfw,
                nsfw == NsfwState.NOT_ASSESSED ? null : row.getDouble("nsfw_score"),
                Times.instant(row.getLong("created_at")),
                Times.instant(row.getLong("added_at")),
                row.getBoolean("missing"),
                row.getString("generator"),
                row.getString("model"),
                row.getString("sampler"),
                row.getString("seed"),
                null,
                cursor);
    }

    /** Prompts stay in the Python tool's table, which is wide: they are read of a page's files only. */
    private static List<LibraryItem> withPrompts(Connection connection, List<LibraryItem> items) throws SQLException {
        if (items.isEmpty()) {
            return items;
        }
        String ids = items.stream().map(item -> String.valueOf(item.id())).collect(Collectors.joining(", "));
        Map<Long, String> prompts = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select media_file_id, substr(prompt, 1, " + PROMPT_START
                                + ") from media_metadata where prompt is not null and media_file_id in (" + ids + ")");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                prompts.put(row.getLong(1), row.getString(2));
            }
        }
        return items.stream()
                .map(item -> item.withPromptStart(prompts.get(item.id())))
                .toList();
    }

    @Override
    public long count(LibraryQuery query, long most) {
        LibraryFilter filter = new LibraryFilter(search, query.terms());
        String sql = "select count(*) from (select 1" + filter.sqlToCount() + " limit " + most + ") as counted";
        return database.read(handle -> {
            try (PreparedStatement statement = prepared(handle.getConnection(), sql, filter.values());
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    /** Each on a connection of its own; a driver that does not let go of its thread gets a thread of its own too. */
    @Override
    public CountedPage countedPage(LibraryQuery query, Optional<Cursor> after, int limit, long most) {
        CompletableFuture<Long> files = CompletableFuture.supplyAsync(
                () -> count(query, most),
                work -> Thread.ofPlatform().daemon().name("count").start(work));
        LibraryPage page = page(query, after, limit);
        try {
            return new CountedPage(page, files.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException trouble ? trouble : e;
        }
    }

    @Override
    public Optional<MediaDetail> find(long id) {
        return database.read(handle -> {
            List<LibraryItem> found = byIds(handle.getConnection(), List.of(id), LibraryQuery.everything());
            return found.isEmpty() ? Optional.empty() : LibraryDetail.read(handle.getConnection(), found.getFirst());
        });
    }

    @Override
    public Neighbours around(LibraryQuery query, long id) {
        List<LibraryItem> found = database.read(handle -> byIds(handle.getConnection(), List.of(id), query));
        if (found.isEmpty()) {
            return new Neighbours(OptionalLong.empty(), OptionalLong.empty());
        }
        Cursor here = found.getFirst().cursor();
        Cursor back = new Cursor(here.sort(), !here.descending(), here.value(), here.id());
        return new Neighbours(
                first(page(query.reversed(), Optional.of(back), 1)), first(page(query, Optional.of(here), 1)));
    }

    private static OptionalLong first(LibraryPage page) {
        return page.items().stream().mapToLong(LibraryItem::id).findFirst();
    }

    static List<LibraryItem> byIds(Connection connection, Collection<Long> ids, LibraryQuery order)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String sql = "select " + COLUMNS + " from library_files f where f.media_id in (" + list + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<LibraryItem> items = new ArrayList<>();
            while (row.next()) {
                items.add(item(row, order));
            }
            return withPrompts(connection, items);
        }
    }

    @Override
    public Facets facets() {
        return facets.get();
    }

    private Facets countFacets() {
        return database.read(handle -> {
            Connection connection = handle.getConnection();
            Map<Property, List<Value>> properties = new LinkedHashMap<>();
            properties.put(Property.TYPE, counted(connection, "media_type", FACET_VALUES));
            properties.put(Property.GENERATOR, counted(connection, "generator", FACET_VALUES));
            properties.put(Property.MODEL, counted(connection, "model_name", FACET_VALUES));
            properties.put(Property.SAMPLER, counted(connection, "sampler_name", FACET_VALUES));
            properties.put(Property.SCHEDULER, counted(connection, "scheduler_name", FACET_VALUES));
            properties.put(Property.LORA, loras(counted(connection, "loras", Integer.MAX_VALUE)));
            List<Value> folders = counted(connection, "directory", FOLDERS);
            return new Facets(
                    number(connection, "select count(*) from library_files"),
                    properties,
                    folders.stream().sorted(Comparator.comparing(Value::name)).toList(),
                    number(connection, "select count(*) from library_files where missing"));
        });
    }

    public static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    static List<Value> counted(Connection connection, String column, int most) throws SQLException {
        String sql = "select " + column + ", count(*) as files from library_files where " + column
                + " is not null group by " + column + " order by files desc, " + column + " limit " + most;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<Value> values = new ArrayList<>();
            while (row.next()) {
                values.add(new Value(row.getString(1), row.getLong(2)));
            }
            return values;
        }
    }

    /** Each LoRA of the combinations files have. */
    static List<Value> loras(List<Value> combinations) {
        Map<String, Long> files = new HashMap<>();
        for (Value combination : combinations) {
            combination
                    .name()
                    .lines()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> files.merge(name, combination.files(), Long::sum));
        }
        return files.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Value::files).reversed().thenComparing(Value::name))
                .limit(FACET_VALUES)
                .toList();
    }

    @Override
    public List<Similar> similar(long id, int distance, int limit) {
        Map<Long, Integer> distances = new LinkedHashMap<>();
        hashes.get().similar(id, distance).stream()
                .limit(limit)
                .forEach(match -> distances.put(match.id(), match.distance()));
        List<LibraryItem> items =
                database.read(handle -> byIds(handle.getConnection(), distances.keySet(), LibraryQuery.everything()));
        return items.stream()
                .map(item -> new Similar(item, distances.getOrDefault(item.id(), distance)))
                .sorted(Comparator.comparingInt(Similar::distance)
                        .thenComparingLong(similar -> similar.item().id()))
                .toList();
    }

    @Override
    public int change(Collection<Long> ids, Change change) {
        Set<Long> ordered = new TreeSet<>(ids);
        return ordered.isEmpty()
                ? 0
                : database.write(handle -> {
                    Connection connection = handle.getConnection();
                    search.lock(connection);
                    Set<Long> known = known(connection, ordered);
                    for (long id : known) {
                        change(handle, id, change);
                    }
                    indexer.index(connection, known);
                    return known.size();
                });
    }

    private static Set<Long> known(Connection connection, Collection<Long> ids) throws SQLException {
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        Set<Long> known = new TreeSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select id from media_files where id in (" + list + ")");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                known.add(row.getLong(1));
            }
        }
        return known;
    }

    private void change(org.jdbi.v3.core.Handle handle, long id, Change change) throws SQLException {
        Object now = database.dialect().timestamp(clock.instant());
        if (change.score() != null) {
            Prepared.update(
                    handle, "update media_files set score = ?, updated_at = ? where id = ?", change.score(), now, id);
            Prepared.update(handle, "update media_analysis set score_source = null where media_id = ?", id);
        }
        if (change.favourite() != null) {
            Prepared.update(
                    handle,
                    "update media_files set favourite = ?, updated_at = ? where id = ?",
                    change.favourite(),
                    now,
                    id);
        }
        for (String keyword : change.remove()) {
            Prepared.update(
                    handle,
                    "delete from media_keywords where media_file_id = ? and keyword = ? and keyword_type = 'user'",
                    id,
                    keyword);
        }
        for (String keyword : change.add()) {
            Prepared.update(handle, insertKeyword, id, now, keyword);
        }
    }

    @Override
    public long waiting() {
        return indexer.waiting();
    }

    @Override
    public void catchUp() {
        indexer.catchUp();
    }
}

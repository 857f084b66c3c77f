package dev.mediaingest.store.library;

import dev.mediaingest.library.Change;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.Facets;
import dev.mediaingest.library.Library;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.MediaDetail;
import dev.mediaingest.library.PerceptualHashIndex;
import dev.mediaingest.library.Sort;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.RevisionCache;
import dev.mediaingest.store.sql.BoundSql;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The library in SQL. What {@link #facets} and {@link #similar} need as a whole is kept until something changes. */
public final class JdbcLibrary implements Library {
    private final Database database;
    private final LibraryIndexer indexer;
    private final LibraryChanges changes;
    private final RevisionCache<Facets> facets;
    private final RevisionCache<PerceptualHashIndex> hashes;

    public JdbcLibrary(
            Database database, LibraryIndexer indexer, RevisionCache<PerceptualHashIndex> hashes, InstantSource clock) {
        this.database = database;
        this.indexer = indexer;
        this.changes = new LibraryChanges(database, indexer, clock);
        this.facets = RevisionCache.ofLibrary(database, () -> database.read(FacetCounts::facets));
        this.hashes = hashes;
    }

    @Override
    public LibraryPage page(LibraryQuery query, Optional<Cursor> after, int limit) {
        LibraryFilter filter = new LibraryFilter(database.dialect(), query.terms());
        after.ifPresent(cursor -> startBehind(filter, cursor, query));
        BoundSql from = filter.from().then(" order by " + order(filter, query) + " limit " + (limit + 1));
        List<LibraryItem> items = database.read(handle -> LibraryItems.list(handle, from, query));
        if (items.size() <= limit) {
            return new LibraryPage(items, Optional.empty());
        }
        return new LibraryPage(
                items.subList(0, limit), Optional.of(items.get(limit - 1).cursor()));
    }

    private void startBehind(LibraryFilter filter, Cursor cursor, LibraryQuery query) {
        String comparison = query.descending() ? " < " : " > ";
        if (query.sort() == Sort.ADDED) {
            filter.and(filter.id() + comparison + "?", cursor.id());
        } else {
            filter.and(
                    "(" + column(query.sort()) + ", f.media_id)" + comparison + "(?, ?)", value(cursor), cursor.id());
        }
    }

    private String order(LibraryFilter filter, LibraryQuery query) {
        String direction = query.descending() ? " desc" : " asc";
        return query.sort() == Sort.ADDED
                ? filter.id() + direction
                : column(query.sort()) + direction + ", f.media_id" + direction;
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

    @Override
    public long count(LibraryQuery query, long most) {
        BoundSql sql = new LibraryFilter(database.dialect(), query.terms())
                .fromToCount()
                .within("select count(*) from (select 1", " limit " + most + ") as counted");
        return database.read(handle -> sql.query(handle).mapTo(Long.class).one());
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
            List<LibraryItem> found = LibraryItems.byIds(handle, List.of(id), LibraryQuery.everything());
            return found.isEmpty() ? Optional.empty() : LibraryDetail.read(handle, found.getFirst());
        });
    }

    @Override
    public Neighbours around(LibraryQuery query, long id) {
        List<LibraryItem> found = database.read(handle -> LibraryItems.byIds(handle, List.of(id), query));
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

    @Override
    public Facets facets() {
        return facets.get();
    }

    @Override
    public List<Similar> similar(long id, int distance, int limit) {
        Map<Long, Integer> distances = new LinkedHashMap<>();
        hashes.get().similar(id, distance).stream()
                .limit(limit)
                .forEach(match -> distances.put(match.id(), match.distance()));
        List<LibraryItem> items =
                database.read(handle -> LibraryItems.byIds(handle, distances.keySet(), LibraryQuery.everything()));
        return items.stream()
                .map(item -> new Similar(item, distances.getOrDefault(item.id(), distance)))
                .sorted(Comparator.comparingInt(Similar::distance)
                        .thenComparingLong(similar -> similar.item().id()))
                .toList();
    }

    @Override
    public int change(Collection<Long> ids, Change change) {
        return changes.change(ids, change);
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

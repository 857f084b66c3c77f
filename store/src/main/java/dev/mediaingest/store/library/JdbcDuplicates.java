package dev.mediaingest.store.library;

import dev.mediaingest.library.DuplicateGroup;
import dev.mediaingest.library.DuplicateGroups;
import dev.mediaingest.library.DuplicateGroups.HashedFile;
import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.PerceptualHashIndex;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.database.RevisionCache;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Times;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Groups are found once for a revision of the library and kept as ids; what is shown of them is read anew, so that a decision
 * counts at once. Which files make a group and which copy is the best is {@link DuplicateGroups}' and {@link DuplicateGroup}'s.
 */
public final class JdbcDuplicates implements Duplicates {
    private static final int AT_ONCE = 1_000;
    private static final int OTHER_DISTANCES = 10;
    private static final String FILES =
            " join library_files f on f.media_id = a.media_id" + " where f.score >= 0 and not f.missing and ";

    private static final String SAME_BYTES =
            "select a.media_id, f.file_size, a.content_sha256 as hash, a.content_sha256 from media_analysis a" + FILES
                    + """
            a.content_sha256 in (select content_sha256 from media_analysis where content_sha256 is not null
                group by content_sha256 having count(*) > 1)
            order by a.media_id
            """;
    /** Videos are compared by all sampled frames; one read before videos had an identity is in no group. */
    private static final String SAME_PIXELS = """
            select a.media_id, f.file_size, m.media_file_id as hash, a.content_sha256
            from media_files m join media_analysis a on a.media_id = m.id
            """ + FILES + """
            not f.video and m.media_file_id in (select media_file_id from media_files where media_file_id is not null
                group by media_file_id having count(*) > 1)
            union all
            select a.media_id, f.file_size, a.video_sha256 as hash, a.content_sha256 from media_analysis a
            """ + FILES + """
            f.video and a.video_sha256 in (select video_sha256 from media_analysis where video_sha256 is not null
                group by video_sha256 having count(*) > 1)
            order by 1
            """;

    private static final String SIZES = """
            select media_id, file_size from library_files
            where dct_hash is not null and score >= 0 and not missing order by media_id
            """;
    private static final String PIXELS = """
            select m.id, case when f.video then a.video_sha256 else m.media_file_id end as identity
            from media_files m join library_files f on f.media_id = m.id join media_analysis a on a.media_id = m.id
            where m.id in (<ids>)
            """;

    private final Database database;
    private final RevisionCache<PerceptualHashIndex> hashes;
    private final InstantSource clock;
    private final Map<Kind, RevisionCache<DuplicateGroups>> exact = new EnumMap<>(Kind.class);
    private final Map<Integer, RevisionCache<DuplicateGroups>> near = new LinkedHashMap<>();

    public JdbcDuplicates(Database database, RevisionCache<PerceptualHashIndex> hashes, InstantSource clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        exact.put(Kind.BYTES, kept(handle -> DuplicateGroups.equalBytes(hashedFiles(handle, SAME_BYTES))));
        exact.put(Kind.PIXELS, kept(handle -> DuplicateGroups.equalPixels(hashedFiles(handle, SAME_PIXELS))));
    }

    @Override
    public Page page(Kind kind, int distance, long after, int limit) {
        DuplicateGroups found =
                (kind == Kind.NEAR ? near(distance) : Objects.requireNonNull(exact.get(kind))).getStale();
        List<DuplicateGroup> behind =
                found.groups().stream().filter(group -> group.id() > after).toList();
        List<Group> shown = new ArrayList<>();
        int looked = 0;
        while (looked < behind.size() && shown.size() < limit) {
            DuplicateGroup group = behind.get(looked++);
            database.read(handle -> undecided(handle, group)).ifPresent(shown::add);
        }
        OptionalLong next =
                looked < behind.size() ? OptionalLong.of(behind.get(looked - 1).id()) : OptionalLong.empty();
        return new Page(shown, next, found.groups().size(), found.spareBytes());
    }

    private synchronized RevisionCache<DuplicateGroups> near(int distance) {
        if (near.size() > OTHER_DISTANCES) {
            near.clear();
        }
        return near.computeIfAbsent(distance, bits -> kept(handle -> similar(handle, bits)));
    }

    private RevisionCache<DuplicateGroups> kept(Database.Work<DuplicateGroups> search) {
        return RevisionCache.ofLibrary(
                database,
                () -> database.read(handle -> {
                    Set<String> decided = decided(handle);
                    DuplicateGroups found = search.on(handle);
                    return decided.isEmpty()
                            ? found
                            : found.without(group -> decided.contains(fingerprint(group.ids())));
                }));
    }

    /** The group as its files are now; empty if it is decided. */
    private static Optional<Group> undecided(Handle handle, DuplicateGroup group) throws SQLException {
        List<LibraryItem> files = group.undecided(LibraryItems.byIds(handle, group.ids(), LibraryQuery.everything()));
        return files.isEmpty() || isDecided(handle, files) ? Optional.empty() : Optional.of(group.shown(files));
    }

    private static boolean isDecided(Handle handle, List<LibraryItem> files) {
        return handle.createQuery("select files from duplicates_kept where files = :files")
                .bind("files", fingerprint(files.stream().map(LibraryItem::id).toList()))
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static Set<String> decided(Handle handle) {
        return handle.createQuery("select files from duplicates_kept")
                .mapTo(String.class)
                .set();
    }

    private static String fingerprint(Collection<Long> ids) {
        Sha256 hash = new Sha256();
        new TreeSet<>(ids).forEach(id -> hash.update((id + "\n").getBytes(StandardCharsets.US_ASCII)));
        return hash.hex();
    }

    @Override
    public void keepAll(Collection<Long> ids) {
        database.write(handle -> Prepared.update(
                handle,
                "insert into duplicates_kept (files, kept_at) values (?, ?) on conflict do nothing",
                fingerprint(ids),
                Times.micros(clock.instant())));
    }

    private static List<HashedFile> hashedFiles(Handle handle, String sql) {
        return handle.createQuery(sql)
                .map((row, context) -> new HashedFile(
                        row.getLong("media_id"),
                        row.getLong("file_size"),
                        row.getString("hash"),
                        row.getString("content_sha256")))
                .list();
    }

    private DuplicateGroups similar(Handle handle, int distance) {
        PerceptualHashIndex index = hashes.get();
        DuplicateGroups similar = DuplicateGroups.similar(sizes(handle), index, distance);
        return similar.withDifferentPixels(pixels(
                handle,
                similar.groups().stream().flatMap(group -> group.ids().stream()).toList()));
    }

    private static SequencedMap<Long, Long> sizes(Handle handle) {
        SequencedMap<Long, Long> sizes = new LinkedHashMap<>();
        handle.createQuery(SIZES)
                .map((row, context) -> Map.entry(row.getLong("media_id"), row.getLong("file_size")))
                .forEach(file -> sizes.put(file.getKey(), file.getValue()));
        return sizes;
    }

    private static Map<Long, String> pixels(Handle handle, List<Long> ids) {
        Map<Long, String> pixels = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            handle.createQuery(PIXELS)
                    .defineList("ids", ids.subList(from, Math.min(from + AT_ONCE, ids.size())))
                    .map((row, context) -> Map.entry(row.getLong("id"), Optional.ofNullable(row.getString("identity"))))
                    .forEach(file -> file.getValue().ifPresent(identity -> pixels.put(file.getKey(), identity)));
        }
        return pixels;
    }
}

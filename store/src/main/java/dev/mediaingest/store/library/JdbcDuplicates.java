package dev.mediaingest.store.library;

import dev.mediaingest.library.Duplicates;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Kept;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.Times;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Groups are found once for a revision of the library and kept as ids; what is shown of them is read anew, so that a decision
 * counts at once. Near groups are stars: a file and those within the distance of it, so that no chain of small differences
 * makes one group of a whole collection.
 */
public final class JdbcDuplicates implements Duplicates {
    private static final int MOST_COPIES = 24;
    private static final int AT_ONCE = 1_000;
    private static final int OTHER_DISTANCES = 10;
    private static final String FILES =
            " join library_files f on f.media_id = a.media_id" + " where f.score >= 0 and not f.missing and ";

    private static final String SAME_BYTES =
            "select a.media_id, a.content_sha256, f.file_size from media_analysis a" + FILES + """
            a.content_sha256 in (select content_sha256 from media_analysis where content_sha256 is not null
                group by content_sha256 having count(*) > 1)
            order by a.media_id
            """;
    /** Of a video the first frame says nothing; one read before videos had an identity is in no group. */
    private static final String SAME_PIXELS = """
            select a.media_id, m.media_file_id, f.file_size, a.content_sha256
            from media_files m join media_analysis a on a.media_id = m.id
            """ + FILES + """
            not f.video and m.media_file_id in (select media_file_id from media_files where media_file_id is not null
                group by media_file_id having count(*) > 1)
            union all
            select a.media_id, a.video_sha256, f.file_size, a.content_sha256 from media_analysis a
            """ + FILES + """
            f.video and a.video_sha256 in (select video_sha256 from media_analysis where video_sha256 is not null
                group by video_sha256 having count(*) > 1)
            order by 1
            """;

    private static final String WANTED = "select media_id, file_size from library_files where dct_hash is not null"
            + " and score >= 0 and not missing order by media_id";
    /** The one most worth keeping first: a person's rating, pixels, whether it says how it was made, bytes, age. */
    private static final Comparator<LibraryItem> BEST_FIRST = Comparator.comparingInt(
                    (LibraryItem item) -> -item.score())
            .thenComparingLong(item -> -pixels(item))
            .thenComparing(item -> item.promptStart() == null)
            .thenComparingLong(item -> -item.size())
            .thenComparingLong(LibraryItem::id);

    private final Database database;
    private final Kept<Likenesses> likenesses;
    private final InstantSource clock;
    private final Map<Kind, Kept<Found>> exact = new EnumMap<>(Kind.class);
    private final Map<Integer, Kept<Found>> near = new LinkedHashMap<>();

    public JdbcDuplicates(Database database, Kept<Likenesses> likenesses, InstantSource clock) {
        this.database = database;
        this.likenesses = likenesses;
        this.clock = clock;
        exact.put(Kind.BYTES, Kept.ofLibrary(database, () -> counted(this::sameBytes)));
        exact.put(Kind.PIXELS, Kept.ofLibrary(database, () -> counted(this::samePixels)));
    }

    /** Groups of ids in the order of their first, and what all but the largest file of each take. */
    private record Found(List<Members> groups, long bytes) {}

    /** The ids of one group, with the hashes that say how alike they are; the same ones for those that are the same. */
    private record Members(List<Long> ids, List<Long> hashes) {
        static Members same(List<Long> ids) {
            return new Members(ids, ids.stream().map(id -> 0L).toList());
        }

        long first() {
            return ids.getFirst();
        }
    }

    /** A group and the sizes of its files. */
    private record Sized(Members members, List<Long> sizes) {
        long spare() {
            return sizes.stream().mapToLong(Long::longValue).sum()
                    - sizes.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    @Override
    public Page page(Kind kind, int distance, long after, int limit) {
        Found found = (kind == Kind.NEAR ? near(distance) : Objects.requireNonNull(exact.get(kind))).recent();
        List<Members> behind =
                found.groups.stream().filter(members -> members.first() > after).toList();
        List<Group> shown = new ArrayList<>();
        int looked = 0;
        while (looked < behind.size() && shown.size() < limit) {
            Members members = behind.get(looked++);
            database.read(handle -> undecided(handle.getConnection(), members)).ifPresent(shown::add);
        }
        OptionalLong next =
                looked < behind.size() ? OptionalLong.of(behind.get(looked - 1).first()) : OptionalLong.empty();
        return new Page(shown, next, found.groups.size(), found.bytes);
    }

    private synchronized Kept<Found> near(int distance) {
        if (near.size() > OTHER_DISTANCES) {
            near.clear();
        }
        return near.computeIfAbsent(
                distance, bits -> Kept.ofLibrary(database, () -> counted(connection -> near(connection, bits))));
    }

    /** As the files are now; empty if it is decided. */
    private static Optional<Group> undecided(Connection connection, Members members) throws SQLException {
        List<LibraryItem> wanted = JdbcLibrary.byIds(connection, members.ids, LibraryQuery.everything()).stream()
                .filter(item -> item.score() >= 0 && !item.missing())
                .sorted(BEST_FIRST)
                .toList();
        if (wanted.size() < 2
                || isKept(connection, wanted.stream().map(LibraryItem::id).toList())) {
            return Optional.empty();
        }
        Map<Long, Long> hashes = new HashMap<>();
        for (int i = 0; i < members.ids.size(); i++) {
            hashes.put(members.ids.get(i), members.hashes.get(i));
        }
        long best = hashes.getOrDefault(wanted.getFirst().id(), 0L);
        List<Copy> copies = wanted.stream()
                .map(item -> new Copy(item, Long.bitCount(best ^ hashes.getOrDefault(item.id(), best))))
                .toList();
        return Optional.of(
                new Group(members.first(), copies.subList(0, Math.min(MOST_COPIES, copies.size())), copies.size()));
    }

    private static long pixels(LibraryItem item) {
        Dimensions shown = item.shown();
        return shown == null ? 0 : (long) shown.width() * shown.height();
    }

    private static boolean isKept(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from duplicates_kept where files = ?")) {
            statement.setString(1, fingerprint(ids));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
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

    /** Finds groups. */
    @FunctionalInterface
    private interface Search {
        List<Sized> in(Connection connection) throws SQLException;
    }

    private Found counted(Search search) {
        return database.read(handle -> {
            Connection connection = handle.getConnection();
            Set<String> kept = kept(connection);
            List<Sized> groups = search.in(connection).stream()
                    .filter(group -> kept.isEmpty() || !kept.contains(fingerprint(group.members.ids)))
                    .toList();
            return new Found(
                    groups.stream().map(Sized::members).toList(),
                    groups.stream().mapToLong(Sized::spare).sum());
        });
    }

    private static Set<String> kept(Connection connection) throws SQLException {
        Set<String> kept = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("select files from duplicates_kept");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                kept.add(row.getString(1));
            }
        }
        return kept;
    }

    private List<Sized> sameBytes(Connection connection) throws SQLException {
        Map<String, Gathered> groups = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SAME_BYTES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                gather(groups, row).variants.add(row.getString(2));
            }
        }
        return sized(groups, 1);
    }

    private List<Sized> samePixels(Connection connection) throws SQLException {
        Map<String, Gathered> groups = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SAME_PIXELS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String bytes = row.getString(4);
                // of a file whose bytes nobody hashed it is not known that they are the same
                gather(groups, row).variants.add(bytes == null ? "file " + row.getLong(1) : bytes);
            }
        }
        return sized(groups, 2);
    }

    /** A group that is being read: its files, their sizes, and what tells them apart. */
    private record Gathered(List<Long> ids, List<Long> sizes, Set<String> variants) {
        static Gathered none() {
            return new Gathered(new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>());
        }
    }

    private static Gathered gather(Map<String, Gathered> groups, ResultSet row) throws SQLException {
        Gathered group = groups.computeIfAbsent(row.getString(2), hash -> Gathered.none());
        group.ids.add(row.getLong(1));
        group.sizes.add(row.getLong(3));
        return group;
    }

    private static List<Sized> sized(Map<String, Gathered> groups, int leastVariants) {
        return groups.values().stream()
                .filter(group -> group.ids.size() > 1 && group.variants.size() >= leastVariants)
                .map(group -> new Sized(Members.same(group.ids), group.sizes))
                .toList();
    }

    private List<Sized> near(Connection connection, int distance) throws SQLException {
        Likenesses known = likenesses.get();
        Map<Long, Long> wanted = wanted(connection);
        Set<Long> taken = new HashSet<>();
        List<Members> stars = new ArrayList<>();
        for (long id : wanted.keySet()) {
            Long hash = known.hashes().get(id);
            if (hash != null && !taken.contains(id)) {
                star(id, hash, distance, known, wanted.keySet(), taken).ifPresent(stars::add);
            }
        }
        Map<Long, String> pixels = pixels(
                connection, stars.stream().flatMap(star -> star.ids.stream()).toList());
        return stars.stream()
                .filter(star -> differ(star, pixels))
                .map(star -> new Sized(
                        star,
                        star.ids.stream().map(id -> wanted.getOrDefault(id, 0L)).toList()))
                .toList();
    }

    private static Optional<Members> star(
            long id, long hash, int distance, Likenesses known, Set<Long> wanted, Set<Long> taken) {
        List<Long> ids = new ArrayList<>(List.of(id));
        List<Long> hashes = new ArrayList<>(List.of(hash));
        for (long other : known.alike(id, distance).keySet()) {
            Long its = known.hashes().get(other);
            if (its != null && wanted.contains(other) && !taken.contains(other)) {
                ids.add(other);
                hashes.add(its);
            }
        }
        if (ids.size() == 1) {
            return Optional.empty();
        }
        taken.addAll(ids);
        return Optional.of(new Members(ids, hashes));
    }

    /** Those with the very same pixels are of the kinds before. */
    private static boolean differ(Members star, Map<Long, String> pixels) {
        return star.ids.stream()
                        .map(id -> pixels.getOrDefault(id, "file " + id))
                        .distinct()
                        .count()
                > 1;
    }

    /** Ids in order, with the files' sizes. */
    private static Map<Long, Long> wanted(Connection connection) throws SQLException {
        Map<Long, Long> wanted = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WANTED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                wanted.put(row.getLong(1), row.getLong(2));
            }
        }
        return wanted;
    }

    private static Map<Long, String> pixels(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, String> pixels = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            String list = ids.subList(from, Math.min(from + AT_ONCE, ids.size())).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            try (PreparedStatement statement = connection.prepareStatement(
                            "select m.id, case when f.video then a.video_sha256 else m.media_file_id end as identity"
                                    + " from media_files m join library_files f on f.media_id = m.id"
                                    + " join media_analysis a on a.media_id = m.id where m.id in (" + list + ")");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String identity = row.getString(2);
                    if (identity != null) {
                        pixels.put(row.getLong(1), identity);
                    }
                }
            }
        }
        return pixels;
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.BoundedColumn;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Rows;
import dev.mediaingest.store.sql.StatementBatch;
import dev.mediaingest.store.sql.Times;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes a session's list, a batch of files at once; which of them are unchanged the database says of a whole batch. */
final class JdbcItemList implements ItemList {
    private static final List<Rows.Column> FOUND =
            Rows.columns("position int8", "path text", "size int8", "modified_at int8", "sidecars int8");
    private static final List<Rows.Column> LISTED = Rows.columns(
            "position int8",
            "path text",
            "size int8",
            "modified_at int8",
            "sidecars int8",
            "media_id int4",
            "state text",
            "reading text",
            "reason text",
            "ended_at int8",
            "revision int8",
            "code text",
            "detail text");
    private static final List<Rows.Column> LEFT_OUT = Rows.columns("path text", "reason text", "rule text");
    /** What PostgreSQL's indexes take of a text, whatever its letters. */
    private static final int LONGEST_INDEXED = 600;

    private static final int LONGEST_RULE = 300;

    private static final int GONE_AT_ONCE = 1_000;

    private final Database database;
    private final JdbcLeases leases;
    private final InstantSource clock;
    private final SessionId session;
    private final Lease lease;
    private final EarlierReadings earlier;
    private final boolean retryFailed;
    private final KnownBadFiles knownBad;
    private long lastPosition;

    JdbcItemList(Database database, JdbcLeases leases, InstantSource clock, Session session, Lease lease) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.session = session.id();
        this.lease = lease;
        this.earlier = session.parameters().earlierReadings();
        this.retryFailed = session.parameters().retryFailed();
        this.knownBad = new KnownBadFiles(database.dialect());
    }

    @Override
    public Added add(List<SourceFile> files, boolean skipUnchanged, long mostToDo) {
        Added added = database.write(handle -> {
            leases.require(handle, lease);
            Map<Long, Known> known = known(handle, files, skipUnchanged ? earlier : EarlierReadings.NONE);
            Map<Integer, KnownBadFiles.Reason> failedBefore =
                    skipUnchanged && !retryFailed ? knownBad.among(handle, files) : Map.of();
            return insert(handle, files, known, failedBefore, mostToDo);
        });
        lastPosition += added.files();
        return added;
    }

    /**
     * A file the catalogue has under this path.
     *
     * @param standing see {@link EarlierReadingSql#standing}
     */
    private record Known(long mediaId, @Nullable String standing, boolean headersSuffice) {
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

    /** By position. */
    private Map<Long, Known> known(Handle handle, List<SourceFile> files, EarlierReadings earlier) throws SQLException {
        String sql = """
                select given.position, f.id, %s as standing, %s as headers_suffice
                from %s
                    join media_files f on f.file_path = given.path
                    left join media_analysis a on a.media_id = f.id
                        and a.file_size = given.size and a.modified_at = given.modified_at
                        and a.sidecars = given.sidecars and a.analysed_with in (%s)%s
                """.formatted(
                        EarlierReadingSql.standing(earlier),
                        EarlierReadingSql.HEADERS_SUFFICE,
                        database.dialect().given(FOUND),
                        EarlierReadingSql.words(earlier),
                        retryFailed ? CutShort.NOT : "");
        Rows rows = new Rows(FOUND);
        long position = lastPosition;
        for (SourceFile file : files) {
            rows.add(
                    ++position,
                    PathText.of(file.path()),
                    file.size(),
                    Times.micros(file.modified()),
                    file.sidecars().value());
        }
        Map<Long, Known> known = new HashMap<>();
        database.dialect()
                .batch(handle)
                .askForAll(
                        sql,
                        rows,
                        row -> known.put(
                                row.getLong(1), new Known(row.getLong(2), row.getString(3), row.getBoolean(4))));
        return known;
    }

    /**
     * A row is written once, as it will stay: changing it afterwards would cost as much again. And by a statement that writes
     * one row: for one that may write several SQLite copies each page it touches, as it could fail half-way.
     */
    private Added insert(
            Handle handle,
            List<SourceFile> files,
            Map<Long, Known> known,
            Map<Integer, KnownBadFiles.Reason> failedBefore,
            long mostToDo)
            throws SQLException {
        long now = Times.micros(clock.instant());
        Rows rows = new Rows(LISTED);
        long position = lastPosition;
        long toDo = 0;
        Map<ReaderChange, Long> readAgain = new EnumMap<>(ReaderChange.class);
        for (SourceFile file : files) {
            if (toDo == mostToDo) {
                break;
            }
            position++;
            Known there = known.get(position);
            boolean unchanged = there != null && there.isUnchanged();
            KnownBadFiles.Reason failed =
                    unchanged ? null : failedBefore.get(rows.rows().size());
            boolean skipped = unchanged || failed != null;
            toDo += skipped ? 0 : 1;
            Optional<ReaderChange> again = there == null || skipped ? Optional.empty() : there.readAgain();
            again.ifPresent(change -> readAgain.merge(change, 1L, Long::sum));
            rows.add(
                    position,
                    PathText.of(file.path()),
                    file.size(),
                    Times.micros(file.modified()),
                    file.sidecars().value(),
                    there == null ? null : there.mediaId,
                    (skipped ? ItemState.SKIPPED : ItemState.PENDING).label(),
                    there == null || again.isEmpty() ? null : there.reading().label(),
                    unchanged ? "unchanged" : skipped ? "failed-before" : null,
                    skipped ? now : null,
                    skipped ? position : 0L,
                    failed == null ? null : failed.code(),
                    failed == null ? null : failed.detail());
        }
        StatementBatch batch = database.dialect().batch(handle);
        batch.addForAll(
                database.dialect().insert("ingest_items", List.of("session_id", "attempts"), LISTED),
                rows,
                session.value(),
                0);
        int unused = batch.run();
        if (toDo < rows.rows().size()) {
            welcomeBack(handle, lastPosition + 1);
        }
        rememberReadAgain(handle, readAgain);
        return new Added(rows.rows().size(), toDo, readAgain);
    }

    /** Counted as the list grows, so that nobody has to count it again. */
    private void rememberReadAgain(Handle handle, Map<ReaderChange, Long> readAgain) {
        readAgain.forEach((change, files) -> handle.execute("""
                insert into ingest_read_again (session_id, reason, files) values (?, ?, ?)
                on conflict (session_id, reason) do update set files = ingest_read_again.files + excluded.files
                """, session.value(), change.label(), files));
    }

    /** What is unchanged needs no analysis to be there again. Mostly nothing is missing, and an index says so at once. */
    private void welcomeBack(Handle handle, long first) {
        Optional<Long> missing = handle.createQuery(
                        "select media_id from media_analysis where missing_since is not null limit 1")
                .mapTo(Long.class)
                .findFirst();
        if (missing.isPresent()) {
            handle.createUpdate("""
                    update media_analysis set missing_since = null
                    where missing_since is not null and media_id in (
                        select media_id from ingest_items
                        where session_id = :session and position >= :first and reason = 'unchanged')
                    """)
                    .bind("session", session.value())
                    .bind("first", first)
                    .execute();
        }
    }

    @Override
    public void complete() {
        boolean unused = database.write(handle -> {
            leases.require(handle, lease);
            handle.createUpdate("""
                    update ingest_sessions
                    set planned = true, updated_at = :now,
                        total_files = (select count(*) from ingest_items where session_id = :id)
                    where id = :id
                    """)
                    .bind("id", session.value())
                    .bind("now", Times.micros(clock.instant()))
                    .execute();
            return true;
        });
    }

    @Override
    public void absent(List<Path> directories, boolean recursive, Consumer<Path> each) {
        for (Path directory : directories) {
            boolean unused = database.read(handle -> handle.inTransaction(reading -> {
                try (ResultIterator<String> paths = notListed(reading, directory, recursive)) {
                    paths.forEachRemaining(path -> each.accept(PathText.parse(path)));
                }
                return true;
            }));
        }
    }

    @Override
    public void leaveAway(List<AwayFolder> folders) {
        if (folders.isEmpty()) {
            return;
        }
        int[] unused = database.write(handle -> {
            leases.require(handle, lease);
            PreparedBatch rows = handle.prepareBatch(
                    "insert into ingest_away (session_id, path, files, reason) values (?, ?, ?, ?)");
            folders.forEach(away -> rows.add(
                    session.value(),
                    PathText.of(away.folder()),
                    away.files(),
                    away.why().label()));
            return rows.execute();
        });
    }

    /** Reads on one connection while it writes on another, so that it never holds more than a batch. */
    @Override
    public long markGone(List<Path> directories, boolean recursive, Predicate<Path> gone) {
        long marked = 0;
        for (Path directory : directories) {
            marked += database.read(handle -> handle.inTransaction(reading -> {
                List<LeftOut> batch = new ArrayList<>();
                long found = 0;
                try (ResultIterator<String> paths = notListed(reading, directory, recursive)) {
                    while (paths.hasNext()) {
                        Path path = PathText.parse(paths.next());
                        if (gone.test(path)) {
                            batch.add(new LeftOut(path, Reason.GONE));
                            found++;
                        }
                        if (batch.size() == GONE_AT_ONCE || (!paths.hasNext() && !batch.isEmpty())) {
                            markGone(batch);
                            batch.clear();
                        }
                    }
                }
                return found;
            }));
        }
        return marked;
    }

    /** By ids, as a set: what was listed has its file's id since it was written. */
    private ResultIterator<String> notListed(Handle handle, Path directory, boolean recursive) {
        String name = PathText.of(directory);
        String below = name.endsWith("/") ? name : name + "/";
        return handle.createQuery("""
                        select f.file_path
                        from (
                            select id from media_files f
                            where f.directory%1$s = :directory
                               or (:recursive and f.directory%1$s >= :below and f.directory%1$s < :behind)
                            except
                            select media_id from ingest_items where session_id = :session and media_id is not null
                        ) as absent
                            join media_files f on f.id = absent.id
                            left join media_analysis a on a.media_id = f.id
                        where a.missing_since is null
                        """.formatted(database.dialect().byCodePoint()))
                .setFetchSize(GONE_AT_ONCE)
                .bind("directory", name)
                .bind("recursive", recursive)
                .bind("below", below)
                .bind("behind", below.substring(0, below.length() - 1) + '0') // '0' follows '/'
                .bind("session", session.value())
                .mapTo(String.class)
                .iterator();
    }

    private void markGone(List<LeftOut> batch) {
        database.write(handle -> {
            leases.require(handle, lease);
            for (LeftOut entry : batch) {
                boolean unused = MissingFile.mark(handle, entry.path(), clock.instant());
            }
            return batch.size();
        });
        leaveOut(batch);
    }

    @Override
    public void leaveOut(List<LeftOut> entries) {
        database.write(handle -> {
            leases.require(handle, lease);
            String sql = database.dialect().insert("ingest_left_out", List.of("session_id"), LEFT_OUT)
                    + " on conflict do nothing";
            Rows rows = new Rows(LEFT_OUT);
            for (LeftOut entry : entries) {
                String path = PathText.of(entry.path());
                rows.add(
                        indexed(path),
                        entry.reason().label(),
                        entry.rule().isEmpty() ? null : BoundedColumn.beginning(entry.rule(), LONGEST_RULE));
            }
            StatementBatch batch = database.dialect().batch(handle);
            batch.addForAll(sql, rows, session.value());
            return batch.run();
        });
    }

    /** Two long paths that begin alike stay two entries. */
    private static String indexed(String path) {
        if (path.length() <= LONGEST_INDEXED) {
            return path;
        }
        Sha256 digest = new Sha256();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        String unique = "…" + digest.hex().substring(0, 16);
        return BoundedColumn.beginning(path, LONGEST_INDEXED - unique.length()) + unique;
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.Mount;
import dev.mediaingest.media.PathText;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.FolderRange;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Two small tables; all mounts there are fit in memory. */
public final class JdbcAwayFolders implements AwayFolders {
    /** The width of the column. A mount with a longer path is not remembered. */
    private static final int LONGEST_PATH = 600;

    private static final int MARKED_AT_ONCE = 1_000;

    private final Database database;
    private final InstantSource clock;

    public JdbcAwayFolders(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Set<Mount> mounts(List<Path> directories) {
        return database.read(handle -> mounts(handle).stream()
                .filter(mount -> isBelow(mount.folder(), directories))
                .collect(Collectors.toSet()));
    }

    private static List<Mount> mounts(Handle handle) {
        return handle.createQuery("select path, file_system from mounted_folders")
                .map((row, context) -> new Mount(PathText.parse(row.getString("path")), row.getString("file_system")))
                .list();
    }

    private static boolean isBelow(Path folder, List<Path> directories) {
        return directories.stream().anyMatch(folder::startsWith);
    }

    @Override
    public void saw(List<Path> directories, Collection<Mount> now, Collection<Path> kept) {
        long seen = Times.micros(clock.instant());
        List<Mount> fitting = now.stream()
                .filter(mount -> PathText.of(mount.folder()).length() <= LONGEST_PATH)
                .toList();
        boolean unused = database.write(handle -> {
            List<Path> old = mounts(handle).stream()
                    .map(Mount::folder)
                    .filter(folder -> isBelow(folder, directories) && !kept.contains(folder))
                    .toList();
            forget(handle, old);
            forget(handle, fitting.stream().map(Mount::folder).toList());
            PreparedBatch rows =
                    handle.prepareBatch("insert into mounted_folders (path, file_system, seen_at) values (?, ?, ?)");
            fitting.forEach(mount -> rows.add(PathText.of(mount.folder()), mount.fileSystem(), seen));
            int[] written = fitting.isEmpty() ? new int[0] : rows.execute();
            return written.length == fitting.size();
        });
    }

    private static void forget(Handle handle, List<Path> folders) {
        folders.forEach(folder -> handle.execute("delete from mounted_folders where path = ?", PathText.of(folder)));
    }

    @Override
    public List<AwayFolder> of(SessionId session) {
        return database.read(handle -> {
            List<AwayFolder> folders = new ArrayList<>();
            for (AwayFolder listed : listed(handle, session)) {
                long now = countBelow(handle, listed.folder());
                if (now > 0) {
                    folders.add(new AwayFolder(listed.folder(), now, listed.why()));
                }
            }
            return folders;
        });
    }

    private static List<AwayFolder> listed(Handle handle, SessionId session) {
        return handle.createQuery("""
                        select path, files, reason from ingest_away
                        where session_id = :session and confirmed_at is null order by path
                        """)
                .bind("session", session.value())
                .map((row, context) -> new AwayFolder(
                        PathText.parse(row.getString("path")),
                        row.getLong("files"),
                        Why.valueOf(row.getString("reason").toUpperCase(Locale.ROOT))))
                .list();
    }

    private long countBelow(Handle handle, Path folder) {
        return filesBelow("count(*)", folder).query(handle).mapTo(Long.class).one();
    }

    /** A query for those that are not marked as missing. */
    private BoundSql filesBelow(String columns, Path folder) {
        return FolderRange.inOrBelow(database.dialect(), "f.directory", folder)
                .within(
                        "select " + columns + " from media_files f left join media_analysis a on a.media_id = f.id"
                                + " where a.missing_since is null and ",
                        "");
    }

    @Override
    public OptionalLong confirm(SessionId session, Path folder, Predicate<Path> gone) {
        List<Path> away = of(session).stream()
                .map(AwayFolder::folder)
                .filter(path -> path.startsWith(folder))
                .toList();
        if (away.isEmpty()) {
            return OptionalLong.empty();
        }
        long marked = 0;
        for (Path path : away) {
            marked += markBelow(path, gone);
        }
        if (marked > 0) {
            boolean unused = database.write(handle -> {
                away.forEach(path -> handle.execute(
                        "update ingest_away set confirmed_at = ? where session_id = ? and path = ?",
                        Times.micros(clock.instant()),
                        session.value(),
                        PathText.of(path)));
                forget(handle, away);
                return true;
            });
        }
        return OptionalLong.of(marked);
    }

    private long markBelow(Path folder, Predicate<Path> gone) {
        return database.read(handle -> handle.inTransaction(reading -> {
            long marked = 0;
            List<Path> batch = new ArrayList<>();
            try (ResultIterator<String> paths = filesBelow("f.file_path", folder)
                    .query(reading)
                    .setFetchSize(MARKED_AT_ONCE)
                    .mapTo(String.class)
                    .iterator()) {
                while (paths.hasNext()) {
                    Path file = PathText.parse(paths.next());
                    if (gone.test(file)) {
                        batch.add(file);
                    }
                    if (batch.size() == MARKED_AT_ONCE || (!paths.hasNext() && !batch.isEmpty())) {
                        marked += mark(batch);
                        batch.clear();
                    }
                }
            }
            return marked;
        }));
    }

    private int mark(List<Path> files) {
        return database.write(handle -> {
            int marked = 0;
            for (Path file : files) {
                marked += MissingFile.mark(handle, file, clock.instant()) ? 1 : 0;
            }
            return marked;
        });
    }
}

package dev.mediaingest.store;

import dev.mediaingest.media.OwnerOnly;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.database.SchemaUpdate.Found;
import dev.mediaingest.store.database.SharedTables;
import dev.mediaingest.store.database.UnopenedDatabase;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.DatabaseUrl.Postgres;
import dev.mediaingest.store.sql.DatabaseUrl.Sqlite;
import dev.mediaingest.store.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What happens before a database is changed: it is refused, copied, or a person is asked. */
final class DatabaseAdoption {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneId.systemDefault());

    private DatabaseAdoption() {}

    /**
     * Returns when the database may be brought up to date.
     *
     * @return its shared tables, if there is nothing to bring
     * @throws NotOpened if it may not; then nothing was changed
     */
    static Optional<SharedTables> prepare(
            DatabaseUrl url, Dialect dialect, InstantSource clock, MigrationConsent consent)
            throws NotOpened, SQLException {
        if (!exists(url)) {
            return Optional.empty();
        }
        UnopenedDatabase database = new UnopenedDatabase(dialect, Stores.lookingAt(url));
        Found found = look(url, database);
        requireRoom(url, found.shared(), database);
        if (found.isOfAnotherProgram()) {
            beforeTheFirstChange(url, database, clock, consent);
        }
        return found.pending().isEmpty() ? Optional.of(found.shared()) : Optional.empty();
    }

    private static void beforeTheFirstChange(
            DatabaseUrl url, UnopenedDatabase database, InstantSource clock, MigrationConsent consent)
            throws NotOpened {
        switch (url) {
            case Sqlite(var file) ->
                consent.copied("The database " + file + " was made by another program; a copy of it as it" + " was is "
                        + copy(file, database, clock) + ".");
            case Postgres postgres -> {
                String what = "The database " + url.redacted()
                        + " was made by another program. Media Ingest adds its own tables,"
                        + " and the columns of the Python tool's newest form where they are missing; rows stay, and that program"
                        + " goes on using them. Make a copy first: pg_dump -Fc -f before-media-ingest.dump "
                        + postgres.database() + ".";
                if (!consent.toChange(what)) {
                    throw new NotOpened(what + " Then start with --migrate.");
                }
            }
        }
    }

    /**
     * Returns if the database can be read as it is.
     *
     * @throws NotOpened if it is not there or needs a migration
     */
    static void requireUpToDate(DatabaseUrl url, UnopenedDatabase database) throws NotOpened, SQLException {
        if (!exists(url)) {
            throw new NotOpened(
                    "There is no database " + url.redacted() + " yet; `media-ingest ingest DIR` makes one.");
        }
        Found found = look(url, database);
        if (!found.pending().isEmpty()) {
            throw new NotOpened("The database " + url.redacted()
                    + (found.version() == null
                            ? " was not made by Media Ingest"
                            : " is of an older version of Media Ingest")
                    + " and is not changed by a command that only reads;"
                    + " `media-ingest serve` or `ingest` brings it up to date.");
        }
    }

    private static Found look(DatabaseUrl url, UnopenedDatabase database) throws NotOpened, SQLException {
        Found found = database.look();
        Optional<String> refusal = found.refusal();
        if (refusal.isPresent()) {
            throw unusable(url, refusal.get());
        }
        return found;
    }

    private static void requireRoom(DatabaseUrl url, SharedTables shared, UnopenedDatabase database)
            throws NotOpened, SQLException {
        Optional<String> refusal = database.trialRefusal(shared);
        if (refusal.isPresent()) {
            throw unusable(url, refusal.get());
        }
    }

    private static NotOpened unusable(DatabaseUrl url, String refusal) {
        return new NotOpened("The database " + url.redacted() + " can't be used. " + refusal);
    }

    private static boolean exists(DatabaseUrl url) {
        return switch (url) {
            case Sqlite(var file) -> Files.exists(file);
            case Postgres postgres -> true;
        };
    }

    /** A copy is complete once it has its name. */
    private static Path copy(Path file, UnopenedDatabase database, InstantSource clock) throws NotOpened {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        Path copy = file.resolveSibling(
                stem + ".before-media-ingest-" + STAMP.format(clock.instant()) + (dot > 0 ? name.substring(dot) : ""));
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
        try {
            deleteQuietly(unfinished);
            Files.createFile(unfinished, OwnerOnly.file());
            database.backUpTo(unfinished);
            return Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            deleteQuietly(unfinished);
            throw new NotOpened(
                    "The database " + file
                            + " was made by another program and is not changed without a copy of it, which"
                            + " could not be written beside it: " + e.getMessage() + ".",
                    e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it is named as what it is
        }
    }
}

package dev.mediaingest.store.database;

import com.zaxxer.hikari.HikariConfig;
import dev.mediaingest.media.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Connections to a database file. */
public record SqliteSource(Path file) {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIBIBYTES = -32_768; // the pragma counts pages, unless it is negative
    private static final long PAGE_BYTES = 4_096;
    /**
     * A commit touches some forty pages, mostly of indexes. Moving the log into the database every 1,000 pages, as SQLite
     * does by default, would sync the disk every 25 files; this is 64 MB of log at the most.
     */
    private static final long LOG_PAGES = 16_000;

    /** A database that is made anew is its owner's alone; SQLite gives the files beside it the same permissions. */
    public void createForOwner() {
        try {
            Files.createFile(file, OwnerOnly.file());
        } catch (IOException e) {
            // it is there, or SQLite will say why it cannot be made
        }
    }

    public DataSource open(TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // A power cut may take the last commits, but from the ledger and the catalogue alike: they are done again.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(mode);
        config.setGetGeneratedKeys(false); // a query after every insert; we ask with "returning"
        config.setCacheSize(CACHE_KIBIBYTES);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, String.valueOf(LOG_PAGES));
        config.setPragma(Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(LOG_PAGES * PAGE_BYTES));
        return source(config);
    }

    /**
     * Changes nothing, not even how the file keeps its journal, and leaves no file beside it. A log that a killed process left is
     * read where it lies.
     */
    public DataSource openToLook() {
        return openToLook(access());
    }

    /** Several such connections. */
    public HikariConfig poolToLook() {
        Access access = access(); // once: another process may begin or end meanwhile
        HikariConfig config = pool(openToLook(access));
        config.setReadOnly(access != Access.WRITING);
        return config;
    }

    private DataSource openToLook(Access access) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setReadOnly(access != Access.WRITING);
        SQLiteDataSource source = source(config);
        if (access == Access.IMMUTABLE) {
            source.setUrl("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        }
        return source;
    }

    /** How a file is opened to look at it. */
    private enum Access {
        /** A connection that could write removes, at its end, what readers need beside the file. */
        WRITING,
        /** There is a log, and with it what readers need. */
        READING,
        /** There is no place for a log's shared memory. */
        IMMUTABLE
    }

    private Access access() {
        if (hasLog()) {
            return Access.READING;
        }
        return takesWrites() ? Access.WRITING : Access.IMMUTABLE;
    }

    private boolean takesWrites() {
        return Files.isWritable(file) && Files.isWritable(file.resolveSibling(""));
    }

    private boolean hasLog() {
        try {
            return Files.size(file.resolveSibling(file.getFileName() + "-wal")) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    public HikariConfig pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("readers");
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }
}

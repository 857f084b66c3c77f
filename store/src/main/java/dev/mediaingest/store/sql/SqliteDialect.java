package dev.mediaingest.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** SQLite, in write-ahead mode. */
public final class SqliteDialect implements Dialect {
    // Primary result codes, sqlite.org/rescode.html; the driver passes them on as vendor codes, extended ones in the
    // upper bits.
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;

    private static final DateTimeFormatter SQLALCHEMY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Path file;

    public SqliteDialect(Path file) {
        this.file = file;
    }

    @Override
    public List<String> migrations() {
        return List.of("classpath:db/sqlite", "classpath:db/common");
    }

    @Override
    public List<String> beforeMigrations() {
        return List.of();
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of(
                "clustered",
                "without rowid",
                "identity",
                "integer not null primary key",
                "time",
                "datetime",
                "by_code_point",
                byCodePoint());
    }

    @Override
    public Object timestamp(Instant time) {
        return SQLALCHEMY.format(time);
    }

    /** Its integers have eight bytes whatever the column says. */
    @Override
    public Long sharedSize(long bytes) {
        return bytes;
    }

    /** The width of its columns is a remark. */
    @Override
    public boolean holds(Path path) {
        return true;
    }

    @Override
    public String now() {
        return "cast(unixepoch('subsec') * 1000000 as integer)";
    }

    @Override
    public String byCodePoint() {
        return "";
    }

    /** Nothing: a transaction that writes is the only one from its beginning on. */
    @Override
    public String lockForShare(String table) {
        return "";
    }

    /** Nothing: no transaction waits for the disk, as {@code synchronous} is {@code normal}. */
    @Override
    public String asynchronousCommit() {
        return "";
    }

    @Override
    public String given(List<Rows.Column> columns) {
        return columns.stream()
                .map(column -> "? as " + column.name())
                .collect(Collectors.joining(", ", "(select ", ") as given"));
    }

    @Override
    public String givenIds() {
        return "(select value as id from json_each(?)) as given";
    }

    @Override
    public Object ids(Handle handle, Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    /** One row's values: a select would take a quarter of a commit longer. */
    @Override
    public String insert(
            String table, List<String> others, List<Rows.Column> given, String furtherNames, String furtherValues) {
        ColumnList columns = Rows.listed(others, given);
        return "insert into " + table + " (" + columns.listed() + furtherNames + ") values (" + columns.marks()
                + furtherValues + ")";
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public StatementBatch batch(Handle handle) {
        return new SequentialBatch(handle);
    }

    /** The zero of a type's affinity, sqlite.org/datatype3.html section 3.1, but for times: the Python tool keeps them as text. */
    @Override
    public Optional<String> zero(String type) {
        String name = type.toUpperCase(Locale.ROOT);
        if (name.contains("INT")) {
            return Optional.of("0");
        }
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return Optional.of("''");
        }
        if (name.contains("BLOB")) {
            return Optional.of("x''");
        }
        if (name.contains("JSON")) {
            return Optional.of("'null'");
        }
        return Optional.of(name.contains("DATE") || name.contains("TIME") ? "'1970-01-01 00:00:00.000000'" : "0");
    }

    /** Runs them on tables of the same form in memory: the file may be one that takes no writes. */
    @Override
    public Optional<String> tryOut(Connection connection, List<String> statements) throws SQLException {
        try (Statement here = connection.createStatement();
                ResultSet form = here.executeQuery("""
                        select sql from sqlite_master
                        where type in ('table', 'index') and sql is not null and tbl_name in (
                            'media_files', 'media_metadata', 'media_keywords', 'daily_contributions')
                        order by type desc
                        """);
                Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement there = memory.createStatement()) {
            while (form.next()) {
                there.execute(form.getString(1));
            }
            return TrialRun.firstFailure(there, statements);
        }
    }

    @Override
    public Optional<String> damage(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet check = statement.executeQuery("pragma quick_check(1)")) {
            String found = check.next() ? check.getString(1) : "ok";
            return found.equals("ok")
                    ? Optional.empty()
                    : Optional.of("The database " + file + " is damaged (" + found + "); restore it from a backup.");
        }
    }

    @Override
    public String size() {
        return "select page_count * page_size from pragma_page_count(), pragma_page_size()";
    }

    @Override
    public Optional<String> environmentFault(SQLException e) {
        return switch (e.getErrorCode() & 0xff) {
            case BUSY, LOCKED ->
                Optional.of("The database " + file + " is locked by another program; close that program.");
            case FULL -> Optional.of("The disk with the database " + file + " is full; free some space.");
            case READONLY -> Optional.of("The database " + file + " cannot be written; check its permissions.");
            case IOERR -> Optional.of("The disk with the database " + file + " reports an error; check the disk.");
            case CANTOPEN -> Optional.of("The database " + file + " cannot be opened; check the path and permissions.");
            case CORRUPT, NOTADB ->
                Optional.of("The file " + file + " is not an intact SQLite database; restore it from a backup.");
            default -> Optional.empty();
        };
    }
}

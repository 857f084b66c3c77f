package dev.mediaingest.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.store.sql.Prepared;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.TransactionMode;

@Timeout(60)
class SingleWriterTest {
    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SingleWriter writer;

    @BeforeEach
    void open() throws SQLException {
        writer = new SingleWriter(new SqliteSource(file()).open(TransactionMode.IMMEDIATE));
        int unused = writer.inTransaction(handle -> handle.execute("create table counts (n integer not null)"));
        add(0);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private Path file() {
        return folder.resolve("writer.db");
    }

    @Test
    void transactionsOfManyThreadsAreOneAfterTheOther() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> writer.inTransaction(handle -> {
                    long before = number(handle);
                    LockSupport.parkNanos(100_000); // another thread would read the same number now
                    return handle.execute("update counts set n = ?", before + 1);
                })));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        assertThat(count()).isEqualTo(200);
    }

    @Test
    void nothingStaysOfWorkThatThrows() throws Exception {
        assertThatThrownBy(() -> writer.inTransaction(handle -> {
                    handle.execute("update counts set n = 7");
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(count()).isZero();
        add(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void afterTroubleTheConnectionIsAnotherOne() throws Exception {
        Connection before = writer.inTransaction(Handle::getConnection);
        assertThatThrownBy(() -> writer.inTransaction(handle -> {
                    handle.execute("update counts set n = 7");
                    return Prepared.update(handle, "insert into nowhere values (1)");
                }))
                .isInstanceOf(SQLException.class);

        assertThat(before.isClosed()).isTrue();
        assertThat(count()).isZero();
        add(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aConnectionIsKeptWhileAllIsWell() throws Exception {
        Connection before = writer.inTransaction(Handle::getConnection);

        assertThat(writer.inTransaction(Handle::getConnection)).isSameAs(before);
    }

    /** The lock is asked for at the beginning, where nothing is lost by waiting for it. */
    @Test
    void aLockOfAnotherProgramIsMetBeforeTheWorkBegins() throws Exception {
        List<String> begun = new ArrayList<>();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> writer.inTransaction(handle -> begun.add("work")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("locked");
            statement.execute("rollback");
        }

        assertThat(begun).isEmpty();
        add(1);
        assertThat(count()).isEqualTo(1);
    }

    private void add(int number) throws SQLException {
        int unused = writer.inTransaction(handle -> Prepared.update(
                handle, number == 0 ? "insert into counts values (?)" : "update counts set n = n + ?", number));
    }

    private long count() throws SQLException {
        return writer.inTransaction(SingleWriterTest::number);
    }

    private static long number(Handle handle) throws SQLException {
        return Prepared.number(handle, "select n from counts");
    }
}

package dev.mediaingest.store;

import dev.mediaingest.store.sql.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server that loses nothing it has confirmed; it can be stopped and started. Thread-safe. */
public final class PostgresServer implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer() {
        try {
            this.data = Files.createTempDirectory("postgres");
            this.server = start(data, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start; these tests need it", e);
        }
    }

    /** The one that lives as long as the tests. */
    static synchronized PostgresServer shared() {
        PostgresServer running = shared;
        if (running == null) {
            running = new PostgresServer();
            shared = running;
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        }
        return running;
    }

    /** One for a test that stops it. */
    public static PostgresServer ofItsOwn() {
        return new PostgresServer();
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setErrorRedirector(Redirect.DISCARD)
                .setOutputRedirector(Redirect.DISCARD)
                .start();
    }

    /** An empty database. */
    public DatabaseUrl.Postgres newDatabase() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template template0 encoding 'UTF8'");
        }
        return new DatabaseUrl.Postgres("localhost", server.getPort(), name, "postgres", null, Map.of());
    }

    static Connection connect(DatabaseUrl.Postgres url) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + url.server() + "/" + url.database(), "postgres", "");
    }

    private Connection connect(String name) throws SQLException {
        return connect(new DatabaseUrl.Postgres("localhost", server.getPort(), name, "postgres", null, Map.of()));
    }

    /** Ends it as an administrator does: connections are cut, transactions rolled back. */
    public synchronized void stop() throws IOException {
        server.close();
    }

    /** Starts it once more, at the same address. */
    public synchronized void startAgain() throws IOException {
        server = start(data, server.getPort());
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.mediaingest.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.sql.DataSource;

/** Connections to a database server. */
public final class PostgresSource {
    private static final int CONNECTIONS = 10;
    private static final int READERS = 2;
    private static final String CONNECT_SECONDS = "5";
    private static final String LOGIN_SECONDS = "10";
    /** Longer than a statement may take, so that it is the server who ends one, unless the network is gone. */
    private static final String SILENCE_SECONDS = "150";

    private static final long WAIT_MILLIS = 5_000;
    /**
     * Nothing a session does takes so long unless something is wrong; a lock is waited for as long as on SQLite. And neither other
     * processes nor compiled plans for one query: they take longer to begin than our queries to end, and each process would look for
     * the files without a word anew.
     */
    private static final String SETTINGS = """
            set statement_timeout = '120s'; set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '120s';
            set max_parallel_workers_per_gather = 0; set jit = off
            """;

    private final DataSource source;

    private PostgresSource(DataSource source) {
        this.source = source;
    }

    public static PostgresSource of(DatabaseUrl.Postgres url) {
        Properties properties = new Properties();
        properties.setProperty("stringtype", "unspecified"); // texts become JSON where the column is
        properties.setProperty("ApplicationName", "media-ingest");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false"); // it repeats values
        properties.putAll(url.parameters());
        String address = "jdbc:postgresql://" + url.server() + "/"
                + URLEncoder.encode(url.database(), StandardCharsets.UTF_8).replace("+", "%20");
        return new PostgresSource(
                new DriverDataSource(address, "org.postgresql.Driver", properties, url.user(), url.password()));
    }

    /** Connections without time limits, for what may take long. */
    public DataSource open() {
        return source;
    }

    /** A pool whose connections may only read. */
    public HikariConfig poolToRead() {
        HikariConfig config = pool();
        config.setConnectionInitSql(SETTINGS + "; set default_transaction_read_only = on");
        config.setMaximumPoolSize(READERS);
        return config;
    }

    public HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("database");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setConnectionInitSql(SETTINGS);
        return config;
    }
}

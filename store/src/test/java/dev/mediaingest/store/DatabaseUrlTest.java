package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.store.sql.DatabaseUrl.Postgres;
import dev.mediaingest.store.sql.DatabaseUrl.Sqlite;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms people write, as SQLAlchemy takes them. */
class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:///./x.db, ./x.db",
        "sqlite:///x.db, x.db",
        "sqlite:////abs/x.db, /abs/x.db",
        "sqlite+pysqlite:///x.db, x.db",
        "sqlite:///x.db?check_same_thread=False, x.db",
    })
    void aFile(String url, Path file) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new Sqlite(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://scorer:geheim@db.example:5433/media",
                "postgres://scorer:geheim@db.example:5433/media",
                "postgresql+psycopg2://scorer:geheim@db.example:5433/media",
                "postgresql+asyncpg://scorer:%67eheim@db.example:5433/media",
            })
    void aServerWhateverTheDriver(String url) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new Postgres("db.example", 5433, "media", "scorer", "geheim", Map.of()));
    }

    @Test
    void whatIsLeftOutIsUsual() {
        assertThat(DatabaseUrl.parse("postgresql://scorer@db/media"))
                .isEqualTo(new Postgres("db", 5432, "media", "scorer", null, Map.of()));
        assertThat(DatabaseUrl.parse("postgresql://scorer@/"))
                .isEqualTo(new Postgres("localhost", 5432, "scorer", "scorer", null, Map.of()));
    }

    @Test
    void specialCharactersAreCodes() {
        assertThat(DatabaseUrl.parse("postgresql://a%40b:p%3A%2F+%40%25@db/media"))
                .isEqualTo(new Postgres("db", 5432, "media", "a@b", "p:/+@%", Map.of()));
        assertThat(DatabaseUrl.parse("postgresql://scorer:a/b:c@db/media"))
                .isEqualTo(new Postgres("db", 5432, "media", "scorer", "a/b:c", Map.of()));
    }

    @Test
    void anAddressOfTheNewInternetStandsInBrackets() {
        Postgres url = (Postgres) DatabaseUrl.parse("postgresql://scorer@[::1]:5433/media");

        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.port()).isEqualTo(5433);
        assertThat(url.server()).isEqualTo("[::1]:5433");
    }

    @Test
    void parametersHaveTheNamesOfTheJavaDriver() {
        Postgres url = (Postgres) DatabaseUrl.parse("postgresql://s@db/media?sslmode=require&application_name=a%20b");

        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require", "ApplicationName", "a b"));
    }

    @Test
    void nothingShowsAPassword() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://scorer:geheim@db/media?sslpassword=geheim");

        assertThat(url.redacted()).isEqualTo("postgresql://scorer:***@db:5432/media");
        assertThat(url.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://scorer:geheim@db/media",
                "postgresql:scorer:geheim@db",
                "postgresql://scorer:geheim@db:port/media",
                "postgresql://scorer:geheim@db:99999/media",
                "postgresql://scorer:geheim%zz@db/media",
                "postgresql://scorer:ge@geheim@db/media",
                "postgresql://scorer:geheim@db/media?password=geheim",
                "sqlite://",
                "sqlite:///:memory:",
                "",
            })
    void whatIsNotUnderstoodIsSaidWithoutAPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("database-url")
                .hasMessageNotContaining("geheim");
    }
}

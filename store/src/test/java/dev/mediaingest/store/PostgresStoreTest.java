package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.store.Stores.NotOpened;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL, and what only PostgreSQL has. */
class PostgresStoreTest extends StoreContract {
    private DatabaseUrl.@Nullable Postgres url;

    @Override
    Connection connect() throws SQLException {
        return PostgresServer.connect(url());
    }

    @Override
    DatabaseUrl.Postgres url() throws SQLException {
        DatabaseUrl.Postgres known = url;
        if (known == null) {
            known = PostgresServer.shared().newDatabase();
            url = known;
        }
        return known;
    }

    @Test
    void timesAndJsonHaveTheTypesThePythonToolGivesThem() throws Exception {
        Item item = items().pending(planned(1), 0, 1).getFirst();
        commit(item, Samples.madeWith(item.file(), "model"));

        assertThat(rows("select file_modified_at, pg_typeof(file_modified_at) from media_metadata"))
                .containsExactly("2026-05-01 10:00:01.123456|timestamp without time zone");
        assertThat(rows("select pg_typeof(loras), loras->0->>'name', hires_config->>'steps', seed from media_metadata"))
                .containsExactly("json|fur|12|18446744073709551615");
        assertThat(rows("select pg_typeof(id), pg_typeof(file_size), pg_typeof(nsfw), nsfw from media_files"))
                .containsExactly("integer|integer|boolean|0");
    }

    @Test
    void aFileOverTwoGigabytesHasItsSizeOnlyInOurTable() throws Exception {
        Item item = items().pending(plannedWith(Samples.largeFile()), 0, 1).getFirst();
        commit(item, Samples.onlyHeaders(item.file()));

        assertThat(
                        rows(
                                "select f.file_size, a.file_size from media_files f join media_analysis a on a.media_id = f.id"))
                .containsExactly("null|5000000000");
    }

    @Test
    void aTableLockedByAnotherProgramIsTroubleThatPasses() throws Exception {
        SessionId id = planned(1);
        Item item = items().pending(id, 0, 1).getFirst();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table ingest_items in exclusive mode");

            assertThatThrownBy(() -> items().begin(item))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("locked by another program");

            other.rollback();
        }
        assertThat(items().begin(item)).isEqualTo(1);
    }

    @Test
    void connectionsCutByTheServerAreTroubleThatPasses() throws Exception {
        SessionId id = planned(2);
        Item item = items().pending(id, 0, 1).getFirst();
        rows("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");

        assertThatThrownBy(() -> items().begin(item)).isInstanceOf(Unavailable.class);
        // the pool may have another that is cut
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> items().begin(item) == 1);
    }

    @Test
    void textsNoDatabaseTakesAreCleaned() throws Exception {
        SessionId id = planned(1);

        ledger().move(id, dev.mediaingest.session.SessionState.ERROR, "odd \0 message \ud800");

        assertThat(rows("select message from ingest_sessions")).containsExactly("odd \uFFFD message \uFFFD");
    }

    @Test
    void aServerThatCannotBeReachedIsOneSentenceWithoutAPassword() {
        var nowhere = new DatabaseUrl.Postgres("localhost", 1, "media", "scorer", "geheim", Map.of());

        assertThatThrownBy(() -> Stores.open(nowhere, InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessage("The database server localhost:1 cannot be reached; check that it runs, and the network.");
        assertThat(Stores.describe(nowhere).trouble().orElseThrow()).contains("cannot be reached");
        assertThat(Stores.describe(nowhere).toString()).doesNotContain("geheim");
    }

    @Test
    void aDatabaseThatIsNotThereIsOneSentence() throws Exception {
        var other = new DatabaseUrl.Postgres("localhost", url().port(), "nothing", "postgres", null, Map.of());

        assertThatThrownBy(() -> Stores.open(other, InstantSource.system()))
                .isInstanceOf(NotOpened.class)
                .hasMessageContaining("has no database of that name");
    }
}

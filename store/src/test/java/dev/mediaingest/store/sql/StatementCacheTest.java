package dev.mediaingest.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementCacheTest {
    private static final String HOT = "select 'every file'";

    private final StatementCache cache = new StatementCache();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStatementIsPreparedOnceForManyUses() throws SQLException {
        PreparedStatement first = use(HOT);

        assertThat(use(HOT)).isSameAs(first);
    }

    @Test
    void aStatementThatIsLentTwiceAtOnceIsTwo() throws SQLException {
        PreparedStatement first = cache.lend(connection, HOT);
        PreparedStatement second = cache.lend(connection, HOT);
        cache.giveBack(HOT, first);
        cache.giveBack(HOT, second);

        assertThat(second).isNotSameAs(first);
        assertThat(second.isClosed()).isTrue();
        assertThat(use(HOT)).isSameAs(first);
    }

    @Test
    void statementsOfOneUseDoNotKeepOthersOut() throws SQLException {
        for (int i = 0; i < 300; i++) {
            use("select " + i);
        }
        PreparedStatement later = use(HOT);

        assertThat(use(HOT)).isSameAs(later);
    }

    @Test
    void whatIsUsedAgainAndAgainStaysAndWhatIsNotIsClosed() throws SQLException {
        PreparedStatement hot = use(HOT);
        PreparedStatement once = use("select 'once'");
        for (int i = 0; i < 300; i++) {
            use("select " + i);
            assertThat(use(HOT)).isSameAs(hot);
        }

        assertThat(once.isClosed()).isTrue();
    }

    @Test
    void statementsOfJdbiAndOfPreparedAreTheSame() throws SQLException {
        try (Handle handle = Jdbi.create(connection).open().setStatementBuilder(cache)) {
            assertThat(handle.createQuery("select :n")
                            .bind("n", 1)
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(1);
            assertThat(Prepared.number(handle, "select ?", 2)).isEqualTo(2);
            PreparedStatement shared = cache.lend(handle.getConnection(), "select ?");
            cache.giveBack("select ?", shared);

            assertThat(Prepared.number(handle, "select ?", 3)).isEqualTo(3);
            assertThat(cache.lend(handle.getConnection(), "select ?")).isSameAs(shared);
        }
    }

    private PreparedStatement use(String sql) throws SQLException {
        PreparedStatement statement = cache.lend(connection, sql);
        cache.giveBack(sql, statement);
        return statement;
    }
}

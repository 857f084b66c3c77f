package dev.mediaingest.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs for whoever migrates, adopts or describes a database. */
public sealed interface SchemaDialect permits Dialect {

    /** Class path folders with the migrations. */
    List<String> migrations();

    /** Settings of the transaction that migrates. */
    List<String> beforeMigrations();

    /** Values of the placeholders in the common migrations. */
    Map<String, String> placeholders();

    /**
     * What a column holds that must hold something of which nobody here knows anything: 0, false, an empty text, 1970.
     *
     * @param type as {@link java.sql.DatabaseMetaData} names it
     * @return as SQL; nothing if the type has no such value
     */
    Optional<String> zero(String type);

    /**
     * Runs statements so that nothing of them stays.
     *
     * @param connection in no transaction
     * @return why one of them failed
     */
    Optional<String> tryOut(Connection connection, List<String> statements) throws SQLException;

    /** What is broken in the database's own structure, as a sentence, as far as a quick look finds it. */
    Optional<String> damage(Connection connection) throws SQLException;

    /** A query for the bytes the database takes, without what is still in a log of its own. */
    String size();
}

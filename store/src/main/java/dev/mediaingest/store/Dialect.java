package dev.mediaingest.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs between the databases. Everything else is one SQL for all. */
sealed interface Dialect permits SqliteDialect {

    /** Class path folders with the migrations. */
    List<String> migrations();

    /** Values of the placeholders in the common migrations. */
    Map<String, String> placeholders();

    /** A time as the Python tool's tables hold it, to be bound to a statement. */
    Object timestamp(Instant time);

    /**
     * Tells trouble with the environment from mistakes of ours.
     *
     * @return a sentence for a person if trying again later may help
     */
    Optional<String> trouble(SQLException e);
}

package dev.mediaingest.store.sql;

import java.sql.SQLException;
import java.util.Optional;

/** What differs for transactions: their clock, locks, durability, and what the environment does to them. */
public sealed interface TransactionDialect permits Dialect {

    /** An expression: microseconds since 1970 by the clock all servers on the database share. */
    String now();

    /**
     * Ends a query that reads a row of {@code table} on which the rest of the transaction relies: nobody changes it
     * meanwhile.
     */
    String lockForShare(String table);

    /**
     * A further column for a query of a statement that is a transaction: its end need not be on disk to be reported. Other
     * programs see it at once, and the end of this process does not undo it; the loss of power may, as long as nothing after it
     * is on disk either.
     */
    String asynchronousCommit();

    /** Whether each statement is a round trip to another process, so that few large ones are better than many small ones. */
    boolean isRemote();

    /**
     * Tells faults of the environment from mistakes of ours.
     *
     * @return a sentence for a person if trying again later may help
     */
    Optional<String> environmentFault(SQLException e);
}

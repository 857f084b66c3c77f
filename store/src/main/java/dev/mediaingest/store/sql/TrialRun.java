package dev.mediaingest.store.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Statements that are run to see whether they can be. Stateless. */
final class TrialRun {
    private TrialRun() {}

    /** Runs statements until one fails, and says why it did. */
    static Optional<String> firstFailure(Statement statement, List<String> statements) {
        try {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

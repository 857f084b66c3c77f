package dev.mediaingest.session;

import dev.mediaingest.plan.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to sessions, and by whom. Changes of state are written by the {@link Ledger}, in their own transactions. Each method is
 * one transaction and may throw {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface AuditLog {

    /** Writes a line. */
    void record(SessionId id, Operation operation, Actor by, @Nullable String detail);

    /**
     * Lines, newest first.
     *
     * @param id of this session only, or all if null
     */
    List<AuditEntry> list(@Nullable SessionId id, int limit, int offset);

    /** How many lines {@link #list} has. */
    long count(@Nullable SessionId id);
}

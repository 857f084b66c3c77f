package dev.mediaingest.session;

import dev.mediaingest.plan.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log: what was asked and by whom, or which state a session came to.
 *
 * @param operation a label of {@link Operation} or of {@link SessionState}
 * @param actor who asked; null in rows of versions that did not keep it
 */
public record AuditEntry(
        long id,
        Instant happenedAt,
        @Nullable SessionId session,
        String operation,
        @Nullable String actor,
        @Nullable String detail) {}

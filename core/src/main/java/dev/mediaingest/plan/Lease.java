package dev.mediaingest.plan;

import java.util.Optional;

/**
 * The right to write to a session. Each transaction that changes the session's list or its items compares owner and fence with the
 * session's row, and changes nothing if they differ; so a holder that was asleep while another took the session over writes
 * nothing when it wakes up. A value without a clock: holding it does not mean that it still lasts, only a transaction tells.
 *
 * <p>See Gray and Cheriton, "Leases" (1989); the fence is the fencing token of Kleppmann, "Designing Data-Intensive
 * Applications", chapter 8.
 *
 * @param owner the server that claimed the session
 * @param fence rises with every claim of the session
 */
public record Lease(SessionId session, String owner, long fence) {

    /** As text, for another process that is to work for the session. Not a secret: it grants nothing without the database. */
    public String token() {
        return session + "/" + fence + "/" + owner;
    }

    /** The lease a {@link #token} stands for, if it has that form. */
    public static Optional<Lease> parse(String token) {
        String[] parts = token.split("/", 3);
        return parts.length == 3 && parts[1].matches("[0-9]{1,18}")
                ? SessionId.parse(parts[0]).map(session -> new Lease(session, parts[2], Long.parseLong(parts[1])))
                : Optional.empty();
    }
}

package dev.mediaingest.report;

import dev.mediaingest.plan.SessionId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was left out when a session's list was made, with reasons, for people who ask why a file is not there. Each method is one
 * transaction and may throw {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface LeftOutFiles {

    /** In the order of their paths, from behind one. */
    List<Entry> list(SessionId id, String afterPath, int limit);

    /** The first of those that are there and could not be read. */
    List<Entry> unreadable(SessionId id, int limit);

    /** How many, by reason. */
    Map<String, Long> counts(SessionId id);

    /**
     * An entry of a folder that is no item, and why.
     *
     * @param rule null where the reason says all
     */
    record Entry(String path, String reason, @Nullable String rule) {}
}

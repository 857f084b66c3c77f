package dev.mediaingest.store.sql;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What differs in how values are held and compared. */
public sealed interface ValueDialect permits Dialect {

    /** A time as the Python tool's tables hold it, to be bound to a statement. */
    Object timestamp(Instant time);

    /** A file's size for the Python tool's column; nothing if it does not fit, for ours beside it has it. */
    @Nullable
    Long sharedSize(long bytes);

    /** Whether the shared tables have room for a file's path. */
    boolean holds(Path file);

    /** Put behind a text column, compares and orders it by code points, as paths are. */
    String byCodePoint();
}

package dev.mediaingest.plan;

import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.ReaderChange;
import java.util.Map;

/**
 * What a session would do, if it were planned now.
 *
 * @param readAgain unchanged files that today's readers find more in, by why
 * @param failedBefore files that failed by their own fault and are as they were then
 * @param bytes of the files that are new, changed or read again
 * @param leftOut entries that would be passed over, by reason
 */
public record Preview(
        long fresh,
        long changed,
        Map<ReaderChange, Long> readAgain,
        long unchanged,
        long failedBefore,
        long bytes,
        Map<Reason, Long> leftOut) {

    /** Items the session would have. */
    public long total() {
        return toDo() + unchanged + failedBefore;
    }

    /** Files that would be read. */
    public long toDo() {
        return fresh
                + changed
                + readAgain.values().stream().mapToLong(Long::longValue).sum();
    }
}

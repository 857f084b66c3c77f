package dev.mediaingest.plan;

import dev.mediaingest.discover.Discovered.Reason;
import java.util.Map;

/**
 * What a session would do, if it were planned now.
 *
 * @param failedBefore files that failed by their own fault and are as they were then
 * @param bytes of the files that are new or changed
 * @param leftOut entries that would be passed over, by reason
 */
public record Preview(
        long fresh, long changed, long unchanged, long failedBefore, long bytes, Map<Reason, Long> leftOut) {

    /** Items the session would have. */
    public long total() {
        return fresh + changed + unchanged + failedBefore;
    }
}

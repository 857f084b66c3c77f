package dev.mediaingest.writeback;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as writing back sees it: which files people gave something, and the ends of a session's items. Each method that ends
 * an item is one transaction. Every method may throw {@link dev.mediaingest.failure.Unavailable}, and then nothing has changed.
 */
public interface GivenFiles {

    /**
     * Files that are there and match, and that a person here or the Python tool's rated or gave keywords, or whose sidecars may
     * hold a rating that was taken back since.
     *
     * @param after only those whose id is larger
     * @return in the order of their ids
     */
    List<Listed> list(List<Term> query, long after, int limit);

    /** What a person gave the file of this path; empty if the catalogue has none. */
    Optional<Known> find(Path file);

    /**
     * Ends an item whose sidecar was written.
     *
     * @param stamp of the file's sidecars as they are now; null if they are not to be taken for known
     */
    void written(Lease lease, Item item, Path sidecar, @Nullable SidecarStamp stamp, Duration took);

    /** Ends an item whose sidecar says so already. */
    void unchanged(Lease lease, Item item, Duration took);

    void failed(Lease lease, Item item, Failure reason, Duration took);

    /** A file of a list. */
    record Listed(long id, SourceFile file) {}

    /**
     * What is known of a file.
     *
     * @param sidecars as they were when it was analysed
     */
    record Known(Given given, SidecarStamp sidecars) {}
}

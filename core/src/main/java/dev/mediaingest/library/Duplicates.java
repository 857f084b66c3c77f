package dev.mediaingest.library;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files the catalogue holds more than once, in groups for a person to decide on. Files that were rejected, or that are gone,
 * are in no group, so a group that was decided on is there no longer. Nothing here touches a file. Every method may throw
 * {@link dev.mediaingest.failure.Unavailable}. Thread-safe.
 */
public interface Duplicates {

    /**
     * Groups in the order of their oldest rows. What a person decides is seen at once; a file just ingested may take some
     * seconds, and so may the totals.
     *
     * @param distance bits that may differ from the file a group is made around; counts for {@link Kind#NEAR} only
     * @param after the number the page before ended with; 0 for the first
     */
    Page page(Kind kind, int distance, long after, int limit);

    /** Says that these files are all wanted: just these are shown as a group no longer. */
    void keepAll(Collection<Long> ids);

    /** What makes files duplicates. Each kind shows only what the ones before do not. */
    enum Kind {
        /** The same bytes. */
        BYTES,
        /** Other bytes, the same picture: other metadata, or compressed in another way without loss. */
        PIXELS,
        /** Other pixels that look alike: another size, another quality, a small change. */
        NEAR;

        /** As addresses and the API have it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<Kind> ofLabel(String label) {
            return List.of(values()).stream()
                    .filter(kind -> kind.label().equals(label))
                    .findFirst();
        }
    }

    /**
     * Files that are the same.
     *
     * @param id of its first file, which does not have to be the best
     * @param copies the one most worth keeping first; the beginning of them if there are very many
     * @param files how many there are
     */
    record Group(long id, List<Copy> copies, int files) {}

    /** One of them, and how many of 64 bits differ from the best of them. */
    record Copy(LibraryItem item, int distance) {}

    /**
     * A part of the groups.
     *
     * @param next what to ask the next part with; empty at the end
     * @param groups about how many there are in all
     * @param bytes about how much space all but one of each group take
     */
    record Page(List<Group> shown, OptionalLong next, long groups, long bytes) {}
}

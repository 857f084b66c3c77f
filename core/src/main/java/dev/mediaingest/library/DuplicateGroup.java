package dev.mediaingest.library;

import dev.mediaingest.media.Dimensions;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that are the same in one way, as they were when they were looked for: what became of them since is asked with every look
 * at the group. Nothing here knows whether a person has decided to keep all of them. Immutable.
 */
public record DuplicateGroup(List<Member> members) {
    private static final int MOST_COPIES = 24;

    /** The copy most worth keeping first: a person's rating, pixels, whether it says how it was made, bytes, age. */
    private static final Comparator<LibraryItem> BEST_FIRST = Comparator.comparingInt(
                    (LibraryItem item) -> -item.score())
            .thenComparingLong(item -> -pixels(item))
            .thenComparing(item -> item.promptStart() == null)
            .thenComparingLong(item -> -item.size())
            .thenComparingLong(LibraryItem::id);

    public DuplicateGroup {
        members = List.copyOf(members);
    }

    /**
     * One file of a group.
     *
     * @param hash of how it looks, to tell how far it is from another of the group; the same for files that are the same
     */
    public record Member(long id, long size, long hash) {}

    /** The id of its first file. */
    public long id() {
        return members.getFirst().id();
    }

    public List<Long> ids() {
        return members.stream().map(Member::id).toList();
    }

    /** What all files but the largest take. */
    public long spareBytes() {
        return members.stream().mapToLong(Member::size).sum()
                - members.stream().mapToLong(Member::size).max().orElse(0);
    }

    /**
     * The files there still is something to decide about: neither rejected nor gone. The best comes first.
     *
     * @param now the group's files as they are now
     */
    public List<LibraryItem> undecided(Collection<LibraryItem> now) {
        List<LibraryItem> wanted = now.stream()
                .filter(item -> item.score() >= 0 && !item.missing())
                .sorted(BEST_FIRST)
                .toList();
        return wanted.size() < 2 ? List.of() : wanted;
    }

    private static long pixels(LibraryItem item) {
        Dimensions shown = item.shown();
        return shown == null ? 0 : (long) shown.width() * shown.height();
    }

    /**
     * The group as a person sees it.
     *
     * @param undecided at least one file
     */
    public Duplicates.Group shown(List<LibraryItem> undecided) {
        Map<Long, Long> hashes = new HashMap<>();
        members.forEach(member -> hashes.put(member.id(), member.hash()));
        long best = hashes.getOrDefault(undecided.getFirst().id(), 0L);
        List<Duplicates.Copy> copies = undecided.stream()
                .limit(MOST_COPIES)
                .map(item -> new Duplicates.Copy(item, Long.bitCount(best ^ hashes.getOrDefault(item.id(), best))))
                .toList();
        return new Duplicates.Group(id(), copies, undecided.size());
    }
}

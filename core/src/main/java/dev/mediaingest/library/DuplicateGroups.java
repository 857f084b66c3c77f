package dev.mediaingest.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one kind in the order of their first files, and what all but the largest file of each take. Found among the files
 * that are handed in, whose rows may have changed meanwhile. Immutable.
 */
public record DuplicateGroups(List<DuplicateGroup> groups, long spareBytes) {

    public DuplicateGroups {
        groups = List.copyOf(groups);
    }

    private static DuplicateGroups of(List<DuplicateGroup> groups) {
        return new DuplicateGroups(
                groups, groups.stream().mapToLong(DuplicateGroup::spareBytes).sum());
    }

    /**
     * A file and what it may have in common with others.
     *
     * @param hash equal for files of one group
     * @param bytes the hash of its bytes; null if nobody hashed them
     */
    public record HashedFile(
            long id, long size, String hash, @Nullable String bytes) {}

    /** Files whose hash is equal. */
    public static DuplicateGroups equalBytes(Collection<HashedFile> files) {
        return of(equal(files, 1));
    }

    /** Files whose hash is equal though their bytes are not; of bytes that nobody hashed it is not known that they are. */
    public static DuplicateGroups equalPixels(Collection<HashedFile> files) {
        return of(equal(files, 2));
    }

    private static List<DuplicateGroup> equal(Collection<HashedFile> files, int leastVariants) {
        Map<String, List<HashedFile>> byHash = new LinkedHashMap<>();
        files.forEach(file ->
                byHash.computeIfAbsent(file.hash(), hash -> new ArrayList<>()).add(file));
        return byHash.values().stream()
                .filter(group -> group.size() > 1 && variants(group) >= leastVariants)
                .map(group -> new DuplicateGroup(group.stream()
                        .map(file -> new DuplicateGroup.Member(file.id(), file.size(), 0))
                        .toList()))
                .toList();
    }

    private static long variants(List<HashedFile> group) {
        return group.stream()
                .map(file -> file.bytes() == null ? "file " + file.id() : file.bytes())
                .distinct()
                .count();
    }

    /**
     * Files that look alike. The groups are stars: a file and those within the distance of it, so that no chain of small
     * differences makes one group of a whole collection. A file is in one group at most.
     *
     * @param sizes of the files that may be in a group, by their ids in the order in which stars are made around them
     * @param distance bits that may differ from the file a group is made around
     */
    public static DuplicateGroups similar(SequencedMap<Long, Long> sizes, PerceptualHashIndex index, int distance) {
        Set<Long> taken = new HashSet<>();
        List<DuplicateGroup> stars = new ArrayList<>();
        for (long id : sizes.keySet()) {
            if (!taken.contains(id)) {
                star(id, sizes, index, distance, taken).ifPresent(star -> {
                    taken.addAll(star.ids());
                    stars.add(star);
                });
            }
        }
        return of(stars);
    }

    private static Optional<DuplicateGroup> star(
            long id, Map<Long, Long> sizes, PerceptualHashIndex index, int distance, Set<Long> taken) {
        List<DuplicateGroup.Member> members = new ArrayList<>();
        for (PerceptualHashIndex.Match match : index.similar(id, distance)) {
            if (sizes.containsKey(match.id()) && !taken.contains(match.id())) {
                members.add(member(match.id(), sizes, index));
            }
        }
        if (members.isEmpty()) {
            return Optional.empty();
        }
        members.addFirst(member(id, sizes, index));
        return Optional.of(new DuplicateGroup(members));
    }

    private static DuplicateGroup.Member member(long id, Map<Long, Long> sizes, PerceptualHashIndex index) {
        long hash = index.find(id).orElseThrow().representative();
        return new DuplicateGroup.Member(id, sizes.getOrDefault(id, 0L), hash);
    }

    /**
     * Those with more than one picture among their files: files of the very same pixels are {@link #equalPixels another kind}.
     *
     * @param pixels what is equal for files of the same pixels, by their ids; files that lack it are like no other
     */
    public DuplicateGroups withDifferentPixels(Map<Long, String> pixels) {
        return without(group -> group.ids().stream()
                        .map(id -> pixels.getOrDefault(id, "file " + id))
                        .distinct()
                        .count()
                < 2);
    }

    /** All but these. */
    public DuplicateGroups without(Predicate<DuplicateGroup> unwanted) {
        return of(groups.stream().filter(unwanted.negate()).toList());
    }
}

package dev.mediaingest.library;

import dev.mediaingest.pixels.fingerprint.NearDuplicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the files that look like one among all that have perceptual hashes. Pictures are found exactly; a video only if its frame in
 * the middle is within {@link NearDuplicates#MAX_DISTANCE} bits of the other's. Immutable and thread-safe.
 */
public final class PerceptualHashIndex {
    private static final Comparator<Match> NEAREST_FIRST =
            Comparator.comparingInt(Match::distance).thenComparingLong(Match::id);

    private final Map<Long, PerceptualHashes> files;
    private final NearDuplicates representatives;

    /** Indexes files by their ids. */
    public PerceptualHashIndex(Map<Long, PerceptualHashes> files) {
        this.files = Map.copyOf(files);
        long[] ids = files.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        long[] hashes = Arrays.stream(ids)
                .map(id -> find(id).orElseThrow().representative())
                .toArray();
        this.representatives = new NearDuplicates(hashes, ids);
    }

    /** A file that looks like another, and how many of 64 bits differ. */
    public record Match(long id, int distance) {}

    /** The hashes of one file, if it has any. */
    public Optional<PerceptualHashes> find(long id) {
        return Optional.ofNullable(files.get(id));
    }

    /**
     * The other files that look like one, the nearest first.
     *
     * @param distance bits that may differ, 0 to {@link NearDuplicates#MAX_DISTANCE}
     */
    public List<Match> similar(long id, int distance) {
        return find(id).map(hashes -> similar(id, hashes, distance)).orElse(List.of());
    }

    private List<Match> similar(long id, PerceptualHashes hashes, int distance) {
        int searched = switch (hashes) {
            case PerceptualHashes.OfPicture picture -> distance;
            case PerceptualHashes.OfVideo video -> NearDuplicates.MAX_DISTANCE;
        };
        List<Match> matches = new ArrayList<>();
        for (long other : representatives.within(hashes.representative(), searched)) {
            OptionalInt apart = other == id
                    ? OptionalInt.empty()
                    : hashes.distance(find(other).orElseThrow());
            if (apart.isPresent() && apart.getAsInt() <= distance) {
                matches.add(new Match(other, apart.getAsInt()));
            }
        }
        matches.sort(NEAREST_FIRST);
        return matches;
    }
}

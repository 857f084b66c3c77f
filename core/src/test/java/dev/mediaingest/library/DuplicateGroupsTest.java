package dev.mediaingest.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.library.DuplicateGroups.HashedFile;
import dev.mediaingest.library.PerceptualHashes.OfPicture;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DuplicateGroupsTest {

    @Test
    void filesOfEqualBytesAreAGroupInTheOrderOfTheirFirst() {
        DuplicateGroups found = DuplicateGroups.equalBytes(List.of(
                new HashedFile(1, 10, "a", "a"),
                new HashedFile(2, 20, "b", "b"),
                new HashedFile(3, 20, "b", "b"),
                new HashedFile(4, 10, "a", "a"),
                new HashedFile(5, 30, "c", "c")));

        assertThat(ids(found)).containsExactly(List.of(1L, 4L), List.of(2L, 3L));
    }

    @Test
    void spareIsWhatAllButTheLargestTake() {
        DuplicateGroups found = DuplicateGroups.equalPixels(List.of(
                new HashedFile(1, 10, "a", "x"),
                new HashedFile(2, 40, "a", "y"),
                new HashedFile(3, 25, "a", "z"),
                new HashedFile(4, 7, "b", "u"),
                new HashedFile(5, 8, "b", "v")));

        assertThat(found.groups()).extracting(DuplicateGroup::spareBytes).containsExactly(35L, 7L);
        assertThat(found.spareBytes()).isEqualTo(42);
    }

    @Test
    void filesOfEqualPixelsAreAGroupOnlyIfTheirBytesDiffer() {
        DuplicateGroups found = DuplicateGroups.equalPixels(List.of(
                new HashedFile(1, 10, "same bytes", "x"),
                new HashedFile(2, 10, "same bytes", "x"),
                new HashedFile(3, 10, "other bytes", "y"),
                new HashedFile(4, 10, "other bytes", "z")));

        assertThat(ids(found)).containsExactly(List.of(3L, 4L));
    }

    @Test
    void bytesThatNobodyHashedAreNotTakenForEqual() {
        DuplicateGroups found = DuplicateGroups.equalPixels(
                List.of(new HashedFile(1, 10, "a", null), new HashedFile(2, 10, "a", null)));

        assertThat(ids(found)).containsExactly(List.of(1L, 2L));
    }

    @Test
    void aChainOfSmallDifferencesIsNotOneGroup() {
        // each is one bit from the next
        DuplicateGroups found = similar(1, 0b0000, 0b0001, 0b0011, 0b0111, 0b1111);

        assertThat(ids(found)).containsExactly(List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void theDistanceDecidesHowFarAGroupReaches() {
        assertThat(ids(similar(2, 0b0000, 0b0001, 0b0011, 0b0111))).containsExactly(List.of(1L, 2L, 3L));
        assertThat(ids(similar(0, 0b0000, 0b0001, 0b0011, 0b0001))).containsExactly(List.of(2L, 4L));
    }

    @Test
    void filesThatAreOutOfTheQuestionAreInNoGroup() {
        SequencedMap<Long, Long> sizes = new LinkedHashMap<>(Map.of(2L, 5L));
        sizes.put(3L, 5L);

        DuplicateGroups found = DuplicateGroups.similar(sizes, index(0, 0, 0, 0), 1);

        assertThat(ids(found)).containsExactly(List.of(2L, 3L));
    }

    @Test
    void filesThatLookAlikeAndHaveTheSamePixelsAreOfAnotherKind() {
        DuplicateGroups found = similar(0, 1, 1, -1, -1).withDifferentPixels(Map.of(1L, "p", 2L, "p", 3L, "q"));

        assertThat(ids(found)).containsExactly(List.of(3L, 4L));
        assertThat(found.spareBytes()).isEqualTo(100);
    }

    private static DuplicateGroups similar(int distance, long... hashes) {
        SequencedMap<Long, Long> sizes = new LinkedHashMap<>();
        for (long id = 1; id <= hashes.length; id++) {
            sizes.put(id, 100L);
        }
        return DuplicateGroups.similar(sizes, index(hashes), distance);
    }

    /** Files with ids from 1. */
    private static PerceptualHashIndex index(long... hashes) {
        Map<Long, PerceptualHashes> files = new HashMap<>();
        for (int i = 0; i < hashes.length; i++) {
            files.put(i + 1L, new OfPicture(hashes[i]));
        }
        return new PerceptualHashIndex(files);
    }

    private static List<List<Long>> ids(DuplicateGroups found) {
        return found.groups().stream().map(DuplicateGroup::ids).toList();
    }
}

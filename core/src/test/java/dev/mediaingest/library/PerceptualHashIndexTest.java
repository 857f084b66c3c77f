package dev.mediaingest.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.library.PerceptualHashIndex.Match;
import dev.mediaingest.library.PerceptualHashes.OfPicture;
import dev.mediaingest.library.PerceptualHashes.OfVideo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerceptualHashIndexTest {

    @Test
    void theNearestComeFirstAndTheFileItselfNot() {
        var index = new PerceptualHashIndex(Map.of(
                1L, new OfPicture(0), 2L, new OfPicture(0b111), 3L, new OfPicture(0b1), 4L, new OfPicture(0b10)));

        assertThat(index.similar(1, 3)).containsExactly(new Match(3, 1), new Match(4, 1), new Match(2, 3));
        assertThat(index.similar(1, 2)).containsExactly(new Match(3, 1), new Match(4, 1));
    }

    @Test
    void aFileWithoutHashesIsLikeNoOther() {
        var index = new PerceptualHashIndex(Map.of(1L, new OfPicture(0)));

        assertThat(index.similar(2, 10)).isEmpty();
        assertThat(index.find(2)).isEmpty();
    }

    @Test
    void aPictureIsNeverLikeAVideo() {
        var index = new PerceptualHashIndex(Map.of(1L, new OfPicture(5), 2L, new OfVideo(List.of(5L))));

        assertThat(index.similar(1, 10)).isEmpty();
        assertThat(index.similar(2, 10)).isEmpty();
    }

    @Test
    void videosThatOnlyBeginAlikeAreNotAlike() {
        var index = new PerceptualHashIndex(
                Map.of(1L, new OfVideo(List.of(7L, 0L, 0L)), 2L, new OfVideo(List.of(7L, -1L, -1L))));

        assertThat(index.similar(1, 10)).isEmpty();
    }

    @Test
    void videosAreComparedByTheMeanOfTheirFramesRoundedUp() {
        var index = new PerceptualHashIndex(Map.of(
                1L, new OfVideo(List.of(0L, 0L, 0L)),
                2L, new OfVideo(List.of(0L, 0L, 0b1L)),
                3L, new OfVideo(List.of(0b1111L, 0b1L, 0L)),
                4L, new OfVideo(List.of(0L, 0L))));

        assertThat(index.similar(1, 2)).containsExactly(new Match(2, 1), new Match(3, 2));
        assertThat(index.similar(1, 1)).containsExactly(new Match(2, 1));
    }

    /** Its middle frame differs in more bits than the mean may. */
    @Test
    void aVideoIsFoundThoughItsMiddleFrameIsFartherThanAllAreOnAverage() {
        var index = new PerceptualHashIndex(
                Map.of(1L, new OfVideo(List.of(0L, 0L, 0L)), 2L, new OfVideo(List.of(0L, 0b1111L, 0L))));

        assertThat(index.similar(1, 2)).containsExactly(new Match(2, 2));
    }

    @Test
    void aVideoHasAtLeastOneFrame() {
        assertThatThrownBy(() -> new OfVideo(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsExactlyThePicturesThatComparingAllFinds() {
        long seed = 20_261_129L;
        var random = new SplittableRandom(seed);
        Map<Long, PerceptualHashes> files = new HashMap<>();
        for (long id = 1; id <= 500; id++) {
            files.put(id, new OfPicture(random.nextLong() & 0xff));
        }
        var index = new PerceptualHashIndex(files);

        for (long id = 1; id <= 20; id++) {
            PerceptualHashes hashes = index.find(id).orElseThrow();
            long own = id;
            assertThat(index.similar(id, 2))
                    .as("seed %d, file %d", seed, id)
                    .extracting(Match::id)
                    .containsExactlyInAnyOrderElementsOf(files.keySet().stream()
                            .filter(other -> other != own
                                    && hashes.distance(index.find(other).orElseThrow())
                                                    .orElseThrow()
                                            <= 2)
                            .toList());
        }
    }
}

package dev.mediaingest.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.library.DuplicateGroup.Member;
import dev.mediaingest.media.Dimensions;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateGroupTest {

    @Test
    void aPersonsRatingCountsMoreThanPixels() {
        assertThat(best(file(1).pixels(9_000), file(2).score(1).pixels(10))).isEqualTo(2);
    }

    @Test
    void pixelsCountMoreThanAPrompt() {
        assertThat(best(file(1).pixels(10).prompt("a cat"), file(2).pixels(11))).isEqualTo(2);
    }

    @Test
    void aPromptCountsMoreThanBytes() {
        assertThat(best(file(1).size(900), file(2).size(800).prompt("a cat"))).isEqualTo(2);
    }

    @Test
    void bytesCountMoreThanAge() {
        assertThat(best(file(1).size(800), file(2).size(900))).isEqualTo(2);
    }

    @Test
    void ofEqualFilesTheOlderRowIsBest() {
        assertThat(best(file(2), file(1))).isEqualTo(1);
    }

    @Test
    void rejectedAndMissingFilesAreDecided() {
        DuplicateGroup group = group(1, 2, 3, 4);

        assertThat(ids(group.undecided(List.of(
                        file(1).score(-1).item(),
                        file(2).item(),
                        file(3).missing().item(),
                        file(4).item()))))
                .containsExactly(2L, 4L);
    }

    @Test
    void oneFileThatIsLeftIsNothingToDecide() {
        assertThat(group(1, 2)
                        .undecided(List.of(file(1).item(), file(2).score(-1).item())))
                .isEmpty();
    }

    @Test
    void distancesAreThoseFromTheBest() {
        var group = new DuplicateGroup(List.of(new Member(1, 10, 0), new Member(2, 10, 0b1), new Member(3, 10, 0b111)));
        List<LibraryItem> files =
                group.undecided(List.of(file(1).item(), file(2).score(5).item(), file(3).item()));

        Duplicates.Group shown = group.shown(files);

        assertThat(shown.id()).isEqualTo(1);
        assertThat(shown.copies())
                .extracting(copy -> copy.item().id() + " " + copy.distance())
                .containsExactly("2 0", "1 1", "3 2");
    }

    @Test
    void ofVeryManyCopiesTheBestAreShownAndAllAreCounted() {
        long[] ids = LongStream.rangeClosed(1, 30).toArray();
        DuplicateGroup group = group(ids);

        Duplicates.Group shown = group.shown(group.undecided(
                LongStream.of(ids).mapToObj(id -> file(id).size(id).item()).toList()));

        assertThat(shown.copies()).hasSize(24);
        assertThat(shown.copies().getFirst().item().id()).isEqualTo(30);
        assertThat(shown.files()).isEqualTo(30);
    }

    private static long best(TestFile... files) {
        List<LibraryItem> items = List.of(files).stream().map(TestFile::item).toList();
        return group(items.stream().mapToLong(LibraryItem::id).toArray())
                .undecided(items)
                .getFirst()
                .id();
    }

    private static DuplicateGroup group(long... ids) {
        return new DuplicateGroup(
                LongStream.of(ids).mapToObj(id -> new Member(id, 10, 0)).toList());
    }

    private static List<Long> ids(List<LibraryItem> items) {
        return items.stream().map(LibraryItem::id).toList();
    }

    private static TestFile file(long id) {
        return new TestFile(id, 0, 100, 10, null, false);
    }

    /** What of a file makes it a better or worse copy. */
    private record TestFile(
            long id,
            int score,
            int pixels,
            long size,
            @Nullable String prompt,
            boolean isMissing) {
        TestFile score(int stars) {
            return new TestFile(id, stars, pixels, size, prompt, isMissing);
        }

        TestFile pixels(int number) {
            return new TestFile(id, score, number, size, prompt, isMissing);
        }

        TestFile size(long bytes) {
            return new TestFile(id, score, pixels, bytes, prompt, isMissing);
        }

        TestFile prompt(String text) {
            return new TestFile(id, score, pixels, size, text, isMissing);
        }

        TestFile missing() {
            return new TestFile(id, score, pixels, size, prompt, true);
        }

        LibraryItem item() {
            return new LibraryItem(
                    id,
                    id + ".png",
                    "/media",
                    "png",
                    false,
                    new Dimensions(pixels, 1),
                    null,
                    size,
                    score,
                    false,
                    NsfwState.NOT_ASSESSED,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    isMissing,
                    null,
                    null,
                    null,
                    null,
                    prompt,
                    new Cursor(Sort.ADDED, true, "0", id));
        }
    }
}

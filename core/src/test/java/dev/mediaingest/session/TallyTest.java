package dev.mediaingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static Tally of(long total, long pending, long processing, long committed, long skipped, long failed) {
        return new Tally(total, pending, processing, committed, skipped, failed, 1, 2, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void allEndsAreCountedOnceAndSomeNeedAttention() {
        Tally tally = of(20, 3, 1, 8, 4, 1);

        assertThat(tally.processed()).isEqualTo(16);
        assertThat(tally.errors()).isEqualTo(4);
        assertThat(tally.addsUp()).isFalse();
    }

    @Test
    void aHundredPercentMeansAll() {
        assertThat(of(1_000, 1, 0, 990, 5, 1).percent()).isEqualTo(99);
        assertThat(of(999, 0, 0, 990, 5, 1).percent()).isEqualTo(100);
        assertThat(new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).percent())
                .as("an empty list is done")
                .isEqualTo(100);
    }

    @Test
    void aListOfWhichRowsAreLostDoesNotAddUp() {
        assertThat(of(16, 0, 0, 8, 4, 1).addsUp()).isTrue();
        assertThat(of(17, 0, 0, 8, 4, 1).addsUp()).isFalse();
        assertThat(of(16, 1, 0, 8, 4, 0).addsUp()).isFalse();
    }

    @Test
    void whatDoesNotAddUpIsNamedByItsPositions() {
        assertThat(new Reconciliation(0, List.of()).addsUp()).isTrue();
        assertThat(new Reconciliation(1, List.of(7L)).sentence())
                .isEqualTo("1 item is not accounted for (position 7); resume the session.");
        assertThat(new Reconciliation(5, List.of(7L, 9L)).sentence())
                .isEqualTo("5 items are not accounted for (position 7, 9, …); resume the session.");
    }
}

package dev.mediaingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.session.StopSignal.Stop;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalTest {
    private final StopSignal signal = new StopSignal();

    @Test
    void nobodyIsAskedAtFirst() throws Exception {
        assertThat(signal.isSet()).isFalse();
        assertThat(signal.get()).isNull();
        assertThat(signal.await(1)).isFalse();
    }

    @Test
    void whoWaitsIsWokenWithTheReason() throws Exception {
        signal.stop(SessionState.PAUSED, "Paused by a person.");

        assertThat(signal.await(60_000)).isTrue();
        assertThat(signal.get()).isEqualTo(new Stop(SessionState.PAUSED, "Paused by a person."));
    }

    @ParameterizedTest
    @CsvSource({
        "INTERRUPTED, PAUSED, PAUSED",
        "PAUSED, INTERRUPTED, PAUSED",
        "PAUSED, CANCELLED, CANCELLED",
        "CANCELLED, PAUSED, CANCELLED",
        "CANCELLED, INTERRUPTED, CANCELLED",
        "INTERRUPTED, CANCELLED, CANCELLED"
    })
    void theStrongerWordCountsWhicheverComesFirst(SessionState first, SessionState second, SessionState counts) {
        signal.stop(first, "first");
        signal.stop(second, "second");

        assertThat(Objects.requireNonNull(signal.get()).becomes()).isEqualTo(counts);
    }

    @Test
    void ofTwoEqualWordsTheFirstOnesReasonStays() {
        List.of("first", "second").forEach(why -> signal.stop(SessionState.PAUSED, why));

        assertThat(Objects.requireNonNull(signal.get()).why()).isEqualTo("first");
    }
}

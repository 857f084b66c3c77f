package dev.mediaingest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    private final long start = System.nanoTime();
    private final Rate rate = new Rate();

    @Test
    void isUnknownAtFirst() {
        rate.mark(start, 500);

        assertThat(rate.filesPerSecond()).isZero();
        assertThat(rate.secondsFor(10)).isEmpty();
    }

    @Test
    void followsTheLastTenSeconds() {
        for (int tenth = 0; tenth <= 600; tenth++) {
            long ended = tenth <= 300 ? tenth * 10L : 3_000 + (tenth - 300) * 2L;
            rate.mark(start + tenth * 100_000_000L, ended);
        }

        assertThat(rate.filesPerSecond()).isCloseTo(20, within(1.0));
        assertThat(rate.secondsFor(100)).hasValue(5);
    }

    @Test
    void saysNoTimeLeftFromTheFirstSlowFiles() {
        for (int second = 0; second <= 7; second++) {
            rate.mark(start + second * 1_000_000_000L, second);
            assertThat(rate.secondsFor(4_920)).isEmpty();
        }
        for (int second = 8; second <= 20; second++) {
            rate.mark(start + second * 1_000_000_000L, 7 + (second - 7) * 30L);
        }

        assertThat(rate.secondsFor(4_800)).hasValue(160);
    }
}

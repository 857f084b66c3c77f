package dev.mediaingest.pixels.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {
    private static final int MILLION = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 10})
    void findsExactlyWhatComparingAllFinds(int distance) {
        long seed = 20_261_122L + distance;
        var random = new SplittableRandom(seed);
        long[] centers = random.longs(40).toArray();
        long[] hashes = LongStream.range(0, 4_000)
                .map(i -> flipped(centers[(int) (i % centers.length)], random.nextInt(16), random))
                .toArray();
        long[] ids = LongStream.range(0, hashes.length).map(i -> 10 * i + 7).toArray();
        var index = new NearDuplicates(hashes, ids);

        for (long center : centers) {
            long[] expected = IntStream.range(0, hashes.length)
                    .filter(i -> Long.bitCount(hashes[i] ^ center) <= distance)
                    .mapToLong(i -> ids[i])
                    .toArray();
            assertThat(index.within(center, distance)).as("seed %d", seed).containsExactlyInAnyOrder(expected);
        }
    }

    @Test
    void nearestComeFirst() {
        var index = new NearDuplicates(new long[] {0b111, 0, 0b1, 0b1}, new long[] {1, 2, 4, 3});

        assertThat(index.within(0, 10)).containsExactly(2, 3, 4, 1);
    }

    @Test
    void aMillionHashesAreSearchedWithinATenthOfASecondAndIndexedInSeconds() {
        var random = new SplittableRandom(5);
        long[] hashes = random.longs(MILLION).toArray();
        long[] ids = LongStream.range(0, MILLION).toArray();

        long start = System.nanoTime();
        var index = new NearDuplicates(hashes, ids);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);

        long[] times = new long[101];
        for (int i = 0; i < times.length; i++) {
            long wanted = flipped(hashes[i * 1_000], 10, random);
            long begun = System.nanoTime();
            assertThat(index.within(wanted, 10)).contains(i * 1_000L);
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        assertThat(times[50]).as("median of a search in nanoseconds").isLessThan(100_000_000L);
    }

    private static long flipped(long hash, int bits, SplittableRandom random) {
        long flipped = hash;
        for (int i = 0; i < bits; i++) {
            flipped ^= 1L << random.nextInt(64);
        }
        return flipped;
    }
}

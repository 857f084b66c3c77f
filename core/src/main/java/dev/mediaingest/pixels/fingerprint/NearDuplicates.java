package dev.mediaingest.pixels.fingerprint;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Finds the hashes that differ from one in at most {@value #MAX_DISTANCE} bits, exactly: none is missed. Immutable and
 * thread-safe; 1 million hashes take 60 MB and are indexed in about a second.
 *
 * <p>Multi-index hashing (Norouzi, Punjani, Fleet: Fast Search in Hamming Space with Multi-Index Hashing, CVPR 2012): cut
 * into four parts of 16 bits, two hashes within 10 bits of each other differ in at most two bits in one part, so only the
 * 137 values around each part have to be looked up.
 */
public final class NearDuplicates {
    /** The most bits a search may allow. */
    public static final int MAX_DISTANCE = 10;

    private static final int PARTS = 4;
    private static final int PART_BITS = 16;
    private static final int VALUES = 1 << PART_BITS;
    /** The flips of up to two bits in a part, those of few bits first. */
    private static final int[] FLIPS = flips();

    private final long[] hashes;
    private final long[] ids;
    /** For each part: where the entries of each value begin in {@code entries}; then one more for the end. */
    private final int[][] starts = new int[PARTS][VALUES + 1];
    /** For each part: indexes into hashes and ids, sorted by the part's value. */
    private final int[][] entries = new int[PARTS][];

    /**
     * Indexes hashes.
     *
     * @param ids what a search returns for the hash at the same place
     */
    public NearDuplicates(long[] hashes, long[] ids) {
        if (hashes.length != ids.length) {
            throw new IllegalArgumentException(hashes.length + " hashes but " + ids.length + " ids");
        }
        this.hashes = hashes.clone();
        this.ids = ids.clone();
        for (int part = 0; part < PARTS; part++) {
            index(part);
        }
    }

    private void index(int part) {
        int[] start = starts[part];
        for (long hash : hashes) {
            start[value(hash, part) + 1]++;
        }
        for (int value = 0; value < VALUES; value++) {
            start[value + 1] += start[value];
        }
        int[] next = start.clone();
        int[] sorted = new int[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            sorted[next[value(hashes[i], part)]++] = i;
        }
        entries[part] = sorted;
    }

    /**
     * The ids of all hashes within a distance, nearest first, those equally near in the order of their ids.
     *
     * @param distance bits, 0 to {@value #MAX_DISTANCE}
     */
    public long[] within(long hash, int distance) {
        if (distance < 0 || distance > MAX_DISTANCE) {
            throw new IllegalArgumentException("distance must be 0 to " + MAX_DISTANCE + ", got " + distance);
        }
        int mostFlips = distance / PARTS;
        int[] found = new int[16];
        int count = 0;
        for (int part = 0; part < PARTS; part++) {
            int value = value(hash, part);
            for (int flip : FLIPS) {
                if (Integer.bitCount(flip) > mostFlips) {
                    break;
                }
                int looked = value ^ flip;
                for (int at = starts[part][looked]; at < starts[part][looked + 1]; at++) {
                    int entry = entries[part][at];
                    long difference = hashes[entry] ^ hash;
                    if (Long.bitCount(difference) <= distance && isFirstPart(difference, part, mostFlips)) {
                        found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                        found[count++] = entry;
                    }
                }
            }
        }
        return sorted(found, count, hash);
    }

    /** Whether no earlier part is near enough to have found the hash already. */
    private static boolean isFirstPart(long difference, int part, int mostFlips) {
        for (int earlier = 0; earlier < part; earlier++) {
            if (Integer.bitCount(value(difference, earlier)) <= mostFlips) {
                return false;
            }
        }
        return true;
    }

    private long[] sorted(int[] found, int count, long hash) {
        LongUnaryOperator distance = entry -> Long.bitCount(hashes[(int) entry] ^ hash);
        return Arrays.stream(found, 0, count)
                .boxed()
                .sorted((a, b) -> {
                    int byDistance = Long.compare(distance.applyAsLong(a), distance.applyAsLong(b));
                    return byDistance != 0 ? byDistance : Long.compare(ids[a], ids[b]);
                })
                .mapToLong(entry -> ids[entry])
                .toArray();
    }

    private static int value(long hash, int part) {
        return (int) (hash >>> (part * PART_BITS)) & (VALUES - 1);
    }

    private static int[] flips() {
        int[] flips = new int[1 + PART_BITS + PART_BITS * (PART_BITS - 1) / 2];
        int count = 1;
        for (int bit = 0; bit < PART_BITS; bit++) {
            flips[count++] = 1 << bit;
        }
        for (int bit = 0; bit < PART_BITS; bit++) {
            for (int other = bit + 1; other < PART_BITS; other++) {
                flips[count++] = (1 << bit) | (1 << other);
            }
        }
        return flips;
    }
}

package dev.mediaingest.analyse.generation.parameters;

import java.util.Arrays;

/** Brackets of a prompt not closed yet, the innermost on top: where each lies, its number, what stands directly in it. */
final class OpenBrackets {
    private int[] positions = new int[16];
    private int[] indexes = new int[16];
    /** The last two colons directly inside each, or -1. */
    private int[] lastColons = new int[16];

    private int[] colonsBefore = new int[16];
    private boolean[] bars = new boolean[16];
    private char[] openings = new char[16];
    private final int[] open = new int[128];
    private int size;

    void push(int position, char opening, int index) {
        if (size == positions.length) {
            grow();
        }
        positions[size] = position;
        indexes[size] = index;
        lastColons[size] = -1;
        colonsBefore[size] = -1;
        bars[size] = false;
        openings[size] = opening;
        size++;
        open[opening]++;
    }

    private void grow() {
        positions = Arrays.copyOf(positions, 2 * size);
        indexes = Arrays.copyOf(indexes, 2 * size);
        lastColons = Arrays.copyOf(lastColons, 2 * size);
        colonsBefore = Arrays.copyOf(colonsBefore, 2 * size);
        bars = Arrays.copyOf(bars, 2 * size);
        openings = Arrays.copyOf(openings, 2 * size);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean has(char opening) {
        return open[opening] > 0;
    }

    void colon(int position) {
        if (size > 0) {
            colonsBefore[size - 1] = lastColons[size - 1];
            lastColons[size - 1] = position;
        }
    }

    void bar() {
        if (size > 0) {
            bars[size - 1] = true;
        }
    }

    int position() {
        return positions[size - 1];
    }

    int index() {
        return indexes[size - 1];
    }

    int lastColon() {
        return lastColons[size - 1];
    }

    int colonBefore() {
        return colonsBefore[size - 1];
    }

    boolean hasBar() {
        return bars[size - 1];
    }

    void pop() {
        size--;
        open[openings[size]]--;
    }
}

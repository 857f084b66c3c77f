package dev.mediaingest.bench;

import dev.mediaingest.pixels.thumbnail.Rendition;
import java.util.Random;

/** Pictures as a camera or a diffusion model makes them, for a coder's work: soft forms, edges and fine grain. */
final class BenchPhoto {
    private static final int GRAIN = 25;
    private static final int CELL = 48;

    private BenchPhoto() {}

    /** A picture that is the same for the same seed. */
    static Rendition of(int width, int height, long seed) {
        Random random = new Random(seed);
        int columns = width / CELL + 2;
        int[] lattice = random.ints(3L * columns * (height / CELL + 2), 20, 236).toArray();
        byte[] grain = new byte[1 << 16];
        random.nextBytes(grain);
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++) {
            int down = y % CELL;
            for (int x = 0; x < width; x++) {
                int right = x % CELL;
                int cell = 3 * (y / CELL * columns + x / CELL);
                for (int channel = 0; channel < 3; channel++, at++) {
                    int above = lattice[cell + channel] * (CELL - right) + lattice[cell + 3 + channel] * right;
                    int next = cell + 3 * columns + channel;
                    int below = lattice[next] * (CELL - right) + lattice[next + 3] * right;
                    int soft = (above * (CELL - down) + below * down) / (CELL * CELL);
                    rgb[at] = (byte) (soft + Math.floorMod(grain[at * 31 & 0xffff], GRAIN) - GRAIN / 2);
                }
            }
        }
        return new Rendition(width, height, rgb);
    }
}

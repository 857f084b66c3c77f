package dev.mediaingest.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.TextEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenTextTest {
    private static final String TEXT = "a cat\nSteps: 20, Sampler: Euler a, Seed: 7";

    @ParameterizedTest
    @CsvSource({"64,48", "300,9", "20,200"})
    void findsATextInTheLowestBitsOfAlpha(int width, int height) {
        assertThat(read(width, height, bits("stealth_pnginfo", TEXT), 1))
                .contains(new TextEntry("pixels:stealth", "parameters", TEXT));
    }

    @ParameterizedTest
    @CsvSource({"64,48", "300,9", "20,200"})
    void findsATextInTheLowestBitsOfColours(int width, int height) {
        assertThat(read(width, height, bits("stealth_rgbinfo", TEXT), 3))
                .contains(new TextEntry("pixels:stealth", "parameters", TEXT));
    }

    @ParameterizedTest
    @CsvSource({"64,48", "300,9", "20,200", "1,1"})
    void findsNothingInNoise(int width, int height) {
        byte[] noise = new byte[width * height];
        new SplittableRandom(width).nextBytes(noise);

        assertThat(read(width, height, noise, 1)).isEmpty();
    }

    private static byte[] bits(String signature, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(signature.length() + 4 + payload.length)
                .put(signature.getBytes(StandardCharsets.US_ASCII))
                .putInt(8 * payload.length)
                .put(payload)
                .array();
    }

    /** Hides bytes as the tools do, column by column, and hands the picture out row by row. */
    private static Optional<TextEntry> read(int width, int height, byte[] hidden, int bitsPerPixel) {
        HiddenText sink = new HiddenText();
        sink.begin(new Dimensions(width, height));
        for (int y = 0; y < height; y++) {
            byte[] rgb = new byte[3 * width];
            byte @Nullable [] alpha = bitsPerPixel == 1 ? new byte[width] : null;
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < bitsPerPixel; i++) {
                    int bit = bit(hidden, bitsPerPixel * (x * height + y) + i);
                    if (alpha != null) {
                        alpha[x] = (byte) (254 | bit);
                    } else {
                        rgb[3 * x + i] = (byte) (120 | bit);
                    }
                }
            }
            sink.row(rgb, rgb, alpha);
        }
        return sink.text();
    }

    private static int bit(byte[] bytes, int number) {
        return number < 8 * bytes.length ? bytes[number / 8] >> (7 - number % 8) & 1 : 0;
    }
}

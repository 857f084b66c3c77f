package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows out of order, turned pictures, and pieces of files: what lets a picture be larger than memory. */
class RowWindowTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A million pixels a row, so that a window holds some twenty. */
    @Test
    void aPictureLargerThanTheWindowTakesPassesAndEveryRowComesOnce() throws Exception {
        int width = 1 << 20;
        AtomicInteger passes = new AtomicInteger();
        AtomicInteger rows = new AtomicInteger();
        PixelSink sink = new PixelSink() {
            @Override
            public void begin(Dimensions size) {
                assertThat(size).isEqualTo(new Dimensions(width, 50));
            }

            @Override
            public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
                assertThat(shown[3 * (width - 1)]).isEqualTo((byte) (1 + rows.getAndIncrement()));
                assertThat(shown[0]).as("what no pass puts is black").isZero();
            }
        };

        new RowWindow(new Dimensions(width, 50), false, false)
                .handOut(
                        window -> {
                            passes.incrementAndGet();
                            for (int y = 49; y >= 0; y--) {
                                if (window.has(y)) {
                                    byte[] pixel = {(byte) (1 + y), 0, 0};
                                    window.put(width - 1, y, 0, pixel, pixel, null);
                                }
                            }
                        },
                        sink);

        assertThat(passes.get()).isEqualTo(3);
        assertThat(rows.get()).isEqualTo(50);
    }

    @Test
    void exactRowsAndOpacityAreKeptApart() throws Exception {
        SeenRows seen = new SeenRows();
        new RowWindow(new Dimensions(2, 1), true, true)
                .handOut(
                        window -> window.put(1, 0, 1, new byte[6], new byte[] {0, 0, 0, 7, 8, 9}, new byte[] {1, 2}),
                        seen);

        assertThat(seen.shown()).containsExactly("000000000000");
        assertThat(seen.exact()).containsExactly("000000070809");
        assertThat(seen.alpha()).containsExactly("0002");
    }

    @Test
    void rowsBesideThePictureAreInNoWindow() throws Exception {
        new RowWindow(new Dimensions(1, 3), false, false)
                .handOut(
                        window -> {
                            assertThat(window.has(-1)).isFalse();
                            assertThat(window.has(0)).isTrue();
                            assertThat(window.has(2)).isTrue();
                            assertThat(window.has(3)).isFalse();
                        },
                        new SeenRows());
    }

    /** {@link Orientation#uprightIndex} is the oracle, which was written for something else. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void everyOrientationPutsEachPixelWhereTheModelSays(Orientation orientation) throws Exception {
        int width = 4;
        int height = 3;
        byte[] expected = new byte[width * height];
        for (int i = 0; i < width * height; i++) {
            expected[orientation.uprightIndex(i % width, i / width, width, height)] = (byte) i;
        }
        SeenRows seen = new SeenRows();
        new TurnedPicture(new Dimensions(width, height), orientation, false, true)
                .handOut(RowWindowTest::handOutCounted, seen);

        assertThat(String.join("", seen.alpha()))
                .isEqualTo(java.util.HexFormat.of().formatHex(expected));
        assertThat(String.join("", seen.greys())).isEqualTo(String.join("", seen.alpha()));
        assertThat(seen.shown()).hasSize(orientation.swapsSides() ? width : height);
    }

    private static void handOutCounted(PixelSink sink) {
        sink.begin(new Dimensions(4, 3));
        for (int y = 0; y < 3; y++) {
            byte[] shown = new byte[12];
            byte[] alpha = new byte[4];
            for (int x = 0; x < 4; x++) {
                alpha[x] = (byte) (4 * y + x);
                java.util.Arrays.fill(shown, 3 * x, 3 * x + 3, alpha[x]);
            }
            sink.row(shown, shown, alpha);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, true",
        "0, 6, false",
        "5, 0, true",
        "6, 0, false",
        "-1, 1, false",
        "4, -1, false",
        "9223372036854775807, 1, false",
        "1, 9223372036854775807, false",
        "-9223372036854775808, 5, false"
    })
    void onlyWhatLiesInTheFileIsThere(long at, long length, boolean there) throws Exception {
        try (PictureFile file = PictureFile.open(Files.write(folder.resolve("a"), new byte[5]))) {
            assertThat(file.has(at, length)).isEqualTo(there);
        }
    }

    @Test
    void piecesBehindTheEndAreTheEndAndStreamsGoAsFarAsThereIs() throws Exception {
        Path path = Files.write(folder.resolve("a"), new byte[] {1, 2, 3, 4, 5});
        try (PictureFile file = PictureFile.open(path)) {
            assertThat(file.bytes(1, 3)).containsExactly(2, 3, 4);
            assertThatThrownBy(() -> file.bytes(3, 3)).isInstanceOf(EOFException.class);
            assertThat(file.stream(3, 100).readAllBytes()).containsExactly(4, 5);
            assertThat(file.stream(3, 1).readAllBytes()).containsExactly(4);
            assertThat(file.stream(0, Long.MAX_VALUE).readAllBytes()).hasSize(5);
            assertThat(file.stream(5, 1).readAllBytes()).isEmpty();
            assertThat(file.stream(Long.MAX_VALUE, 1).readAllBytes()).isEmpty();
            assertThat(file.stream(-1, 3).readAllBytes()).isEmpty();
            assertThat(file.stream(2, -1).readAllBytes()).isEmpty();
        }
    }

    @Test
    void aFileCutWhileItIsReadIsItsEnd() throws Exception {
        Path path = Files.write(folder.resolve("a"), new byte[100]);
        try (PictureFile file = PictureFile.open(path)) {
            Files.write(path, new byte[10]);

            assertThatThrownBy(() -> file.bytes(0, 100))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("although longer when opened");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, DAMAGED",
        "1, 0, DAMAGED",
        "-1, 5, DAMAGED",
        "11, 10, TOO_MANY_PIXELS",
        "9223372036854775807, 9223372036854775807, TOO_MANY_PIXELS"
    })
    void sizesOfNothingOrOfTooMuchAreRefused(long width, long height, FailureCode code) {
        assertThatThrownBy(() -> PictureBytes.checkSize(width, height, 100))
                .isInstanceOfSatisfying(
                        DecodeFailure.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void aSizeOfJustEnoughIsAllowed() throws Exception {
        PictureBytes.checkSize(10, 10, 100);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 255", "255, 0, 0", "0, 255, 0", "128, 0, 127", "128, 128, 63", "255, 255, 0"})
    void inkAndBlackTakeTheirPartOfLight(int ink, int black, int light) {
        assertThat(InkToRgb.convert(ink, black) & 0xff).isEqualTo(light);
    }
}

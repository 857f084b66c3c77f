package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frame of two by one pixels, red and green, on screens of every size (GIF89a, sections 18 and 20). */
class GifScreenTest {
    private static final int NONE = -1;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Palette: blue, red, green, white; the frame's pixels have the indexes 1 and 2. */
    private static byte[] gif(int width, int height, int left, int top, int transparent) {
        Packed file = Packed.littleEndian()
                .latin1("GIF89a")
                .u16(width)
                .u16(height)
                .u8(0x81)
                .u8(0)
                .u8(0);
        file.raw(HexFormat.of().parseHex("0000ff" + "ff0000" + "00ff00" + "ffffff"));
        if (transparent != NONE) {
            file.u8(0x21).u8(0xf9).u8(4).u8(1).u16(0).u8(transparent).u8(0);
        }
        file.u8(0x2c).u16(left).u16(top).u16(2).u16(1).u8(0);
        return file.u8(2).u8(2).u16(0b101_010_001_100).u8(0).u8(0x3b).bytes(); // clear, 1, 2, end
    }

    private SeenRows decoded(byte[] gif) throws DecodeFailure, IOException {
        SeenRows seen = new SeenRows();
        new ImageIoDecoder().decode(Files.write(folder.resolve("a.gif"), gif), DecodeOptions.exact(100), seen);
        return seen;
    }

    @Test
    void aFrameAsLargeAsItsScreenIsThePicture() throws Exception {
        SeenRows seen = decoded(gif(2, 1, 0, 0, NONE));

        assertThat(seen.shown()).containsExactly("ff000000ff00");
        assertThat(seen.alpha()).isEmpty();
    }

    @Test
    void besideASmallerFrameLiesThePalettesFirstColour() throws Exception {
        SeenRows seen = decoded(gif(4, 2, 1, 1, NONE));

        assertThat(seen.shown()).containsExactly("0000ff".repeat(4), "0000ff" + "ff000000ff00" + "0000ff");
        assertThat(seen.alpha()).isEmpty();
    }

    @Test
    void besideAFrameWithATransparentColourNothingIsSeen() throws Exception {
        SeenRows seen = decoded(gif(4, 2, 1, 1, 3));

        assertThat(seen.alpha()).containsExactly("00000000", "00ffff00");
    }

    @Test
    void aTransparentPixelWithinTheFrameIsTransparent() throws Exception {
        assertThat(decoded(gif(2, 1, 0, 0, 2)).alpha()).containsExactly("ff00");
    }

    @Test
    void aFrameThatSticksOutMakesItsScreenLarger() throws Exception {
        SeenRows seen = decoded(gif(1, 1, 1, 2, NONE));

        assertThat(seen.size()).isEqualTo(new Dimensions(3, 3));
        assertThat(seen.shown().getLast()).isEqualTo("0000ff" + "ff000000ff00");
    }

    @Test
    void aFrameFarOutsideIsTooManyPixels() {
        assertThatThrownBy(() -> decoded(gif(1, 1, 60_000, 60_000, NONE)))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_MANY_PIXELS));
    }

    @Test
    void aGifCutBeforeItsPixelsEndIsNoPicture() {
        byte[] whole = gif(4, 2, 1, 1, NONE);
        for (int length = 0; length < whole.length - 3; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoded(cut)).as("cut at " + length).isInstanceOf(DecodeFailure.class);
        }
    }
}

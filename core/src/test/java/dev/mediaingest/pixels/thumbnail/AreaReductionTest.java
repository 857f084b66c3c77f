package dev.mediaingest.pixels.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AreaReductionTest {

    /** Compared with the definition: the mean over the area, in doubles, pixel by pixel. */
    @ParameterizedTest
    @CsvSource({"100,80,50", "97,61,40", "1000,3,512", "3,1000,512", "513,513,512", "640,480,7", "64,64,512"})
    void everyPixelIsTheMeanOfItsArea(int width, int height, int longestSide) {
        byte[] picture = new byte[3 * width * height];
        new SplittableRandom(width).nextBytes(picture);

        Rendition rendition = reduce(picture, width, height, longestSide, null);

        double stepX = (double) width / rendition.width();
        double stepY = (double) height / rendition.height();
        for (int y = 0; y < rendition.height(); y++) {
            for (int x = 0; x < rendition.width(); x++) {
                double expected = mean(picture, width, x * stepX, (x + 1) * stepX, y * stepY, (y + 1) * stepY);
                int actual = rendition.rgb()[3 * (y * rendition.width() + x)] & 0xff;
                assertThat((double) actual).as("%d,%d", x, y).isBetween(expected - 0.51, expected + 0.51);
            }
        }
        assertThat(Math.max(rendition.width(), rendition.height()))
                .isEqualTo(Math.min(longestSide, Math.max(width, height)));
    }

    @Test
    void transparentPixelsLieOverWhite() {
        byte[] black = new byte[3 * 4];

        Rendition rendition = reduce(black, 2, 2, 1, new byte[] {0, 0});

        assertThat(rendition.rgb()).containsExactly(255, 255, 255);
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void uprightMirrorsFirstAndTurnsThen(Orientation orientation) {
        byte[] rgb = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6};

        Rendition upright = new Rendition(3, 2, rgb).upright(orientation);

        String expected = switch (orientation) {
            case UPRIGHT -> "123 456";
            case MIRRORED -> "321 654";
            case UPSIDE_DOWN -> "654 321";
            case UPSIDE_DOWN_MIRRORED -> "456 123";
            case MIRRORED_THEN_LEFT -> "14 25 36";
            case TURN_RIGHT -> "41 52 63";
            case MIRRORED_THEN_RIGHT -> "63 52 41";
            case TURN_LEFT -> "36 25 14";
        };
        assertThat(text(upright)).isEqualTo(expected);
    }

    private static String text(Rendition rendition) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rendition.width() * rendition.height(); i++) {
            text.append(i > 0 && i % rendition.width() == 0 ? " " : "")
                    .append(rendition.rgb()[3 * i]);
        }
        return text.toString();
    }

    private static Rendition reduce(byte[] picture, int width, int height, int side, byte @Nullable [] alpha) {
        var reduction = new AreaReduction(side);
        reduction.begin(new Dimensions(width, height));
        for (int y = 0; y < height; y++) {
            byte[] row = Arrays.copyOfRange(picture, 3 * y * width, 3 * (y + 1) * width);
            reduction.row(row, row, alpha);
        }
        return reduction.rendition();
    }

    private static double mean(byte[] picture, int width, double left, double right, double top, double bottom) {
        double sum = 0;
        for (int y = (int) top; y < Math.ceil(bottom - 1e-9); y++) {
            double high = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < Math.ceil(right - 1e-9); x++) {
                double wide = Math.min(right, x + 1) - Math.max(left, x);
                sum += high * wide * (picture[3 * (y * width + x)] & 0xff);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }
}

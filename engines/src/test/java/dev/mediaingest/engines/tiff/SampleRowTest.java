package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples of every length, put together from tiles and planes (TIFF 6.0, sections 3, 15 and PlanarConfiguration). */
class SampleRowTest {

    private static int[] taken(TiffLayout layout, String row, int first, int plane) {
        SampleRow samples = new SampleRow(layout);
        samples.take(HexFormat.of().parseHex(row), first, plane);
        return samples.samples();
    }

    private static TiffLayout greys(int width, int bits, boolean bigEndian) throws Exception {
        return (bigEndian ? TiffBytes.bigEndian(width, 1) : TiffBytes.littleEndian(width, 1))
                .shorts(0x0102, bits)
                .layout();
    }

    @ParameterizedTest
    @CsvSource({
        "1, a5, 1 0 1 0 0 1 0 1",
        "2, 1b, 0 1 2 3",
        "3, 053977, 0 1 2 3 4 5 6 7",
        "4, 0f5a, 0 15 5 10",
        "6, 001083, 0 1 2 3",
        "7, 02040810, 1 1 1 1",
        "8, 00ff7f, 0 255 127",
        "12, 000fff, 0 4095",
        "14, 00040020, 1 2"
    })
    void samplesThatFillNoBytesLieHighestBitFirst(int bits, String row, String expected) throws Exception {
        int[] numbers = java.util.Arrays.stream(expected.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();

        for (boolean bigEndian : new boolean[] {false, true}) {
            assertThat(taken(greys(numbers.length, bits, bigEndian), row, 0, 0)).isEqualTo(numbers);
        }
    }

    @Test
    void sixteenBitsHaveTheFilesByteOrder() throws Exception {
        assertThat(taken(greys(2, 16, false), "0102ff00", 0, 0)).containsExactly(0x0201, 0x00ff);
        assertThat(taken(greys(2, 16, true), "0102ff00", 0, 0)).containsExactly(0x0102, 0xff00);
    }

    @Test
    void thirtyTwoBitsHaveTheFilesByteOrderAndKeepTheirHighestBit() throws Exception {
        assertThat(taken(greys(1, 32, false), "010203ff", 0, 0)).containsExactly(0xff030201);
        assertThat(taken(greys(1, 32, true), "ff020304", 0, 0)).containsExactly(0xff020304);
    }

    @Test
    void aTilesColumnsBehindThePictureAreLeftOut() throws Exception {
        TiffLayout layout = TiffBytes.littleEndian(5, 1)
                .tiles(4, 1, new byte[4], new byte[4])
                .layout();
        SampleRow row = new SampleRow(layout);

        row.take(new byte[] {1, 2, 3, 4}, 0, 0);
        row.take(new byte[] {5, 6, 7, 8}, 4, 0);

        assertThat(row.samples()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void planesComeSideBySide() throws Exception {
        for (int bits : new int[] {8, 16}) {
            TiffLayout layout = TiffBytes.bigEndian(2, 1)
                    .shorts(0x0102, bits, bits, bits)
                    .shorts(0x0115, 3)
                    .shorts(0x011c, 2)
                    .layout();
            SampleRow row = new SampleRow(layout);
            for (int plane = 0; plane < 3; plane++) {
                byte value = (byte) (1 + plane);
                row.take(bits == 8 ? new byte[] {value, 9} : new byte[] {0, value, 0, 9}, 0, plane);
            }

            assertThat(row.samples()).as(bits + " bits").containsExactly(1, 2, 3, 9, 9, 9);
        }
    }
}

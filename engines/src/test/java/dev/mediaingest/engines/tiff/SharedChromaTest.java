package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of luma that share a chroma (TIFF 6.0, section 21), with colours as ITU-R BT.601 defines them. */
class SharedChromaTest {

    private static TiffBytes shared(int width, int height, int across, int down) {
        return TiffBytes.littleEndian(width, height)
                .shorts(0x0102, 8, 8, 8)
                .shorts(0x0115, 3)
                .shorts(0x0106, TiffLayout.YCBCR)
                .shorts(0x0212, across, down);
    }

    private static InputStream colours(TiffBytes tiff, String blocks) throws Exception {
        return new SharedChroma(new ByteArrayInputStream(HexFormat.of().parseHex(blocks)), tiff.layout());
    }

    private static String next(InputStream in, int count) throws Exception {
        byte[] bytes = new byte[count];
        assertThat(in.readNBytes(bytes, 0, count)).isEqualTo(count);
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "008080, 000000, black",
        "ff8080, ffffff, white",
        "808080, 808080, grey",
        "4c55ff, fe0000, red",
        "952b15, 00ff00, green",
        "1dff6b, 0000fe, blue",
        "ffffff, ff79ff, beyond what a screen has",
        "000000, 008700, below it"
    })
    void aPixelOfItsOwnBecomesItsColour(String pixel, String rgb, String what) throws Exception {
        assertThat(next(colours(shared(1, 1, 1, 1), pixel), 3)).as(what).isEqualTo(rgb);
    }

    @Test
    void twoByTwoPixelsLieRowByRowInTheirBlock() throws Exception {
        InputStream in = colours(shared(4, 2, 2, 2), "010203048080" + "111213148080");

        assertThat(next(in, 12)).isEqualTo("010101020202111111121212");
        assertThat(next(in, 12)).isEqualTo("030303040404131313141414");
    }

    @Test
    void aBlockReachesOverTheRightAndTheLowerEdge() throws Exception {
        TiffBytes tiff = shared(3, 3, 2, 2)
                .strips(HexFormat.of()
                        .parseHex(
                                "01020405" + "8080" + "03ff06ff" + "8080" + "0708ffff" + "8080" + "09ffffff" + "8080"));

        assertThat(tiff.decoded().greys()).containsExactly("010203", "040506", "070809");
    }

    @Test
    void theChromaIsThatOfAllPixelsOfTheBlock() throws Exception {
        InputStream in = colours(shared(2, 1, 2, 1), "4c4c55ff");

        assertThat(next(in, 6)).isEqualTo("fe0000fe0000");
    }

    @Test
    void blocksThatEndEarlyAreTheStreamsEnd() throws Exception {
        InputStream in = colours(shared(2, 4, 2, 2), "010203048080" + "0102030480");

        assertThat(next(in, 12)).isEqualTo("010101020202030303040404");
        assertThatThrownBy(in::read).isInstanceOf(EOFException.class);
    }

    @Test
    void oneByteAtATimeIsTheSame() throws Exception {
        InputStream in = colours(shared(2, 1, 2, 1), "4c4c55ff");

        assertThat(in.read()).isEqualTo(0xfe);
        assertThat(in.read()).isZero();
        assertThat(next(in, 4)).isEqualTo("00fe0000");
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "1, 3"})
    void threesAreNotShared(int across, int down) throws Exception {
        assertThat(SharedChroma.knows(shared(4, 4, across, down).layout())).isFalse();
    }

    @Test
    void whatIsPredictedPlanarOrDeepIsNotShared() throws Exception {
        assertThat(SharedChroma.knows(shared(4, 4, 2, 2).layout())).isTrue();
        assertThat(SharedChroma.knows(shared(4, 4, 2, 2).shorts(0x013d, 2).layout()))
                .isFalse();
        assertThat(SharedChroma.knows(shared(4, 4, 2, 2).shorts(0x011c, 2).layout()))
                .isFalse();
        assertThat(SharedChroma.knows(
                        shared(4, 4, 2, 2).shorts(0x0102, 16, 16, 16).layout()))
                .isFalse();
        assertThat(SharedChroma.knows(shared(4, 4, 2, 2).shorts(0x0106, 2).layout()))
                .isFalse();
    }
}

package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Bytes whose lowest bit comes first (TIFF 6.0, section 8). */
class ReversedInputTest {
    private static InputStream reversing(int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return new ReversedInput(new ByteArrayInputStream(data));
    }

    @Test
    void theBitsOfEachByteChangeSidesAndTheBytesStay() throws Exception {
        assertThat(reversing(0x01, 0x80, 0x0f, 0xff, 0x00, 0xa5, 0x12).readAllBytes())
                .isEqualTo(new byte[] {(byte) 0x80, 0x01, (byte) 0xf0, (byte) 0xff, 0x00, (byte) 0xa5, 0x48});
    }

    @Test
    void aSingleByteIsReversedAndTheEndIsStillTheEnd() throws Exception {
        InputStream in = reversing(0x01);

        assertThat(in.read()).isEqualTo(0x80);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[4], 0, 4)).isEqualTo(-1);
    }

    @Test
    void onlyWhatWasReadIsReversedInTheArray() throws Exception {
        byte[] into = {1, 1, 1, 1};

        assertThat(reversing(0x01, 0x01).read(into, 1, 3)).isEqualTo(2);
        assertThat(into).isEqualTo(new byte[] {1, (byte) 0x80, (byte) 0x80, 1});
    }

    /** {@link LzwInput} looks at the first two bytes and goes back. */
    @Test
    void aPlaceCanBeReturnedTo() throws Exception {
        InputStream in = reversing(0x01, 0x02);
        in.mark(2);
        in.readNBytes(2);
        in.reset();

        assertThat(in.readAllBytes()).isEqualTo(new byte[] {(byte) 0x80, 0x40});
    }
}

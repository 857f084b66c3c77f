package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LabToRgbTest {
    /** Of a million colours, spread over all there are, as Pillow 9.4 with LittleCMS 2.14 converts them. */
    private static final String AS_PILLOW = "886e8b5184bfa67c505a1389aa859fa337c0240679897550494cf842d75828ed";

    @Test
    void aMillionColoursAreThoseOfColourManagementToTheLastBit() throws Exception {
        byte[] rgb = new byte[3 * 256 * 64 * 64];
        int at = 0;
        for (int l = 0; l < 256; l++) {
            for (int x = 0; x < 256; x += 4) {
                for (int y = 0; y < 256; y += 4, at += 3) {
                    int a = (x + l % 4) % 256 - 128;
                    int b = (y + l / 4 % 4) % 256 - 128;
                    LabToRgb.convert(l, a, b, rgb, at);
                }
            }
        }

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb)))
                .isEqualTo(AS_PILLOW);
    }

    @Test
    void blackWhiteAndTheFurthestColoursAreOnTheGrid() {
        byte[] rgb = new byte[12];
        LabToRgb.convert(0, 0, 0, rgb, 0);
        LabToRgb.convert(255, 0, 0, rgb, 3);
        LabToRgb.convert(255, 127, 127, rgb, 6);
        LabToRgb.convert(0, -128, -128, rgb, 9);

        assertThat(HexFormat.of().formatHex(rgb))
                .isEqualTo("010001fefffeff4300003bc3"); // Pillow's black and white likewise
    }
}

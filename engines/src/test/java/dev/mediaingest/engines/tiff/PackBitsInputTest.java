package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PackBits by the examples of those who invented it (TIFF 6.0, section 9; Apple's Technical Note TN1023), and cut anywhere. */
class PackBitsInputTest {
    private static final String APPLES = "feaa02800" + "02afdaa03800" + "02a22f7aa";
    private static final String APPLES_UNPACKED = "aaaaaa80002aaaaaaaaa80002a22aaaaaaaaaaaaaaaaaaaa";

    private static InputStream unpacking(byte[] packed) {
        return new PackBitsInput(new ByteArrayInputStream(packed));
    }

    private static String unpacked(String hex) throws IOException {
        return HexFormat.of().formatHex(unpacking(HexFormat.of().parseHex(hex)).readAllBytes());
    }

    @Test
    void theExampleOfItsInventorsUnpacks() throws Exception {
        assertThat(unpacked(APPLES)).isEqualTo(APPLES_UNPACKED);
    }

    @ParameterizedTest
    @CsvSource({
        "0042, 42, a copy of one",
        "ff42, 4242, the shortest run",
        "80, '', a head that says nothing",
        "80800001, 01, two of them",
        "'', '', nothing at all",
        "028001ff, 8001ff, heads are no heads within a copy"
    })
    void eachKindOfHeadMeansWhatTheFormatSays(String packed, String unpacked, String what) throws Exception {
        assertThat(unpacked(packed)).as(what).isEqualTo(unpacked);
    }

    @Test
    void theLongestRunAndTheLongestCopyAreOf128() throws Exception {
        byte[] copy = new byte[129];
        copy[0] = 127;
        copy[128] = 9;

        assertThat(unpacked("8107")).isEqualTo("07".repeat(128));
        assertThat(unpacking(copy).readAllBytes()).hasSize(128).endsWith(9);
    }

    @Test
    void aByteAtATimeIsTheSameAsAllAtOnce() throws Exception {
        InputStream in = unpacking(HexFormat.of().parseHex(APPLES));
        ByteArrayOutputStream each = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0; one = in.read()) {
            each.write(one);
        }

        assertThat(HexFormat.of().formatHex(each.toByteArray())).isEqualTo(APPLES_UNPACKED);
    }

    @Test
    void aRunCutOffBehindItsHeadIsNoRun() throws Exception {
        assertThat(unpacked("0042fe")).isEqualTo("42");
    }

    @Test
    void aCutStreamHasTheBeginningAndInventsNothing() throws Exception {
        byte[] whole = HexFormat.of().parseHex(APPLES);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = unpacking(Arrays.copyOf(whole, length)).readAllBytes();

            assertThat(APPLES_UNPACKED)
                    .as("cut at " + length)
                    .startsWith(HexFormat.of().formatHex(cut));
        }
    }

    @RepeatedTest(20)
    void whatAnyPackerPacksUnpacks(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] data = new byte[random.nextInt(5_000)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) random.nextInt(random.nextInt(4) == 0 ? 256 : 2);
        }

        assertThat(unpacking(packed(data, random)).readAllBytes()).isEqualTo(data);
    }

    /** Runs where there are any, copies of any length elsewhere, and now and then a head that says nothing. */
    private static byte[] packed(byte[] data, Random random) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; ) {
            int run = 1;
            while (run < 128 && at + run < data.length && data[at + run] == data[at]) {
                run++;
            }
            if (run > 1) {
                packed.write(257 - run);
                packed.write(data[at]);
                at += run;
            } else {
                int copy = 1 + random.nextInt(Math.min(128, data.length - at));
                packed.write(copy - 1);
                packed.write(data, at, copy);
                at += copy;
            }
            if (random.nextInt(8) == 0) {
                packed.write(128);
            }
        }
        return packed.toByteArray();
    }
}

package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LZW by the example of TIFF 6.0 (section 13), by a packer of our own in both orders of bits, and by codes no packer writes. */
@Timeout(20)
class LzwInputTest {
    private static final int CLEAR = 256;
    private static final int END = 257;

    /** Codes of growing length, as a packer of today ({@code old} false) or of before TIFF 5 writes them. */
    private static final class Codes {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final boolean old;
        private int pending;
        private int pendingBits;

        Codes(boolean old) {
            this.old = old;
        }

        Codes write(int code, int bits) {
            for (int i = 0; i < bits; i++) {
                int bit = code >> (old ? i : bits - 1 - i) & 1;
                pending |= bit << (old ? pendingBits : 7 - pendingBits);
                if (++pendingBits == 8) {
                    flush();
                }
            }
            return this;
        }

        private void flush() {
            bytes.write(pending);
            pending = 0;
            pendingBits = 0;
        }

        byte[] bytes() {
            if (pendingBits > 0) {
                flush();
            }
            return bytes.toByteArray();
        }
    }

    private static byte[] nineBits(int... codes) {
        Codes writer = new Codes(false);
        for (int code : codes) {
            writer.write(code, 9);
        }
        return writer.bytes();
    }

    private static InputStream unpacking(byte[] packed) throws IOException {
        return new LzwInput(new ByteArrayInputStream(packed));
    }

    private static byte[] unpacked(int... codes) throws IOException {
        return unpacking(nineBits(codes)).readAllBytes();
    }

    /** The table is cleared one entry before it is full, as the format asks. */
    private static byte[] packed(byte[] data, boolean old) {
        Codes codes = new Codes(old);
        Map<String, Integer> table = new HashMap<>();
        int next = END + 1;
        int bits = 9;
        codes.write(CLEAR, bits);
        String string = "";
        for (byte one : data) {
            String longer = string + (char) (one & 0xff);
            if (longer.length() == 1 || table.containsKey(longer)) {
                string = longer;
                continue;
            }
            codes.write(codeOf(string, table), bits);
            table.put(longer, next++);
            int widest = old ? 1 << bits : (1 << bits) - 1;
            if (next == 4_095) {
                codes.write(CLEAR, bits);
                table.clear();
                next = END + 1;
                bits = 9;
            } else if (next > widest) {
                bits++;
            }
            string = longer.substring(longer.length() - 1);
        }
        if (!string.isEmpty()) {
            codes.write(codeOf(string, table), bits);
            next++;
            bits += next > (old ? 1 << bits : (1 << bits) - 1) ? 1 : 0;
        }
        return codes.write(END, bits).bytes();
    }

    private static int codeOf(String string, Map<String, Integer> table) {
        return string.length() == 1 ? string.charAt(0) : table.getOrDefault(string, -1);
    }

    private static byte[] data(Random random, int length) {
        byte[] data = new byte[length];
        int values = 1 << random.nextInt(9);
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (random.nextInt(3) == 0 || i < 7 ? random.nextInt(values) : data[i - 7]);
        }
        return data;
    }

    @Test
    void theExampleOfTheFormatUnpacks() throws Exception {
        assertThat(unpacked(CLEAR, 7, 258, 8, 8, 258, 6, 6, END)).containsExactly(7, 7, 7, 8, 8, 7, 7, 6, 6);
    }

    @Test
    void aCodeThatIsOnlyJustBecomingOneIsTheLastStringAndItsBeginning() throws Exception {
        assertThat(unpacked(CLEAR, 1, 2, 258, 260, END)).containsExactly(1, 2, 1, 2, 1, 2, 1);
    }

    @Test
    void aClearCodeBeginsAnew() throws Exception {
        assertThat(unpacked(CLEAR, 1, 2, CLEAR, 3, 4, 258, END)).containsExactly(1, 2, 3, 4, 3, 4);
    }

    @Test
    void clearCodesInARowAreAsOne() throws Exception {
        assertThat(unpacked(CLEAR, CLEAR, CLEAR, 5, END)).containsExactly(5);
    }

    @Test
    void whatLiesBehindTheEndIsNotRead() throws Exception {
        InputStream in = unpacking(nineBits(CLEAR, 5, END, 6, 6));

        assertThat(in.readAllBytes()).containsExactly(5);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aCodeOfTheTableBeforeTheTableHasAnyEndsTheStream() throws Exception {
        assertThat(unpacked(CLEAR, 258, 5, END)).isEmpty();
    }

    @Test
    void aCodeFurtherThanTheNextEndsTheStream() throws Exception {
        assertThat(unpacked(CLEAR, 1, 300, 5, END)).containsExactly(1);
    }

    @Test
    void nothingPackedIsNothing() throws Exception {
        assertThat(unpacking(new byte[0]).readAllBytes()).isEmpty();
        assertThat(unpacking(new byte[] {0}).readAllBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void codesGrowToTwelveBitsAndBeginAnew(boolean old) throws Exception {
        byte[] data = new byte[60_000];
        new Random(7).nextBytes(data);

        assertThat(unpacking(packed(data, old)).readAllBytes()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLongestStringsThereCanBeUnpack(boolean old) throws Exception {
        byte[] data = new byte[100_000];

        assertThat(unpacking(packed(data, old)).readAllBytes()).isEqualTo(data);
    }

    @RepeatedTest(30)
    void whatAPackerPacksUnpacksWhicheverWayItIsRead(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] data = data(random, random.nextInt(20_000));
        boolean old = random.nextBoolean();
        InputStream in = unpacking(packed(data, old));
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        byte[] piece = new byte[1 + random.nextInt(700)];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            pieces.write(piece, 0, count);
            int one = in.read();
            if (one >= 0) {
                pieces.write(one);
            }
        }

        assertThat(pieces.toByteArray()).isEqualTo(data);
    }

    @Test
    void aCutStreamHasTheBeginning() throws Exception {
        byte[] data = data(new Random(3), 700);
        byte[] whole = packed(data, false);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = unpacking(Arrays.copyOf(whole, length)).readAllBytes();

            assertThat(cut).as("cut at " + length).isEqualTo(Arrays.copyOf(data, cut.length));
        }
    }

    /** A byte is at most one code's share, and a code's string at most the table's length. */
    @RepeatedTest(50)
    void anyBytesEndInAStreamNoLongerThanTheyCanMean(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] noise = new byte[1_000];
        random.nextBytes(noise);
        if (repetition.getCurrentRepetition() % 2 == 0) {
            noise[0] = (byte) 0x80; // begins with a clear code
            noise[1] = 0;
        }

        assertThat(unpacking(noise).readAllBytes().length).isLessThan(1_000 * 8 / 9 * 4_096);
    }
}

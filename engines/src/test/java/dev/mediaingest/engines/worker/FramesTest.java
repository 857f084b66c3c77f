package dev.mediaingest.engines.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.worker.Frames.Frame;
import dev.mediaingest.fixtures.Packed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages arrive whole through whatever native code prints between them, and what never ends is given up. */
@Timeout(30)
class FramesTest {
    private static final byte[] MARK = {(byte) 0xf1, 'm', 'e', 'd', 'i', 'a', 0x0d, (byte) 0x9c};

    private static byte[] frame(byte kind, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frames.write(out, kind, body);
        return out.toByteArray();
    }

    private static InputStream in(byte[]... parts) {
        return new ByteArrayInputStream(Packed.joined(parts));
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void aMessageWithoutABodyIsAMessage() throws Exception {
        Frame frame = Frames.read(in(frame(Frames.HEARTBEAT, new byte[0])));

        assertThat(frame.kind()).isEqualTo(Frames.HEARTBEAT);
        assertThat(frame.body()).isEmpty();
    }

    @Test
    void messagesComeOneAfterTheOther() throws Exception {
        InputStream in = in(frame(Frames.BEGUN, text("a")), frame(Frames.READING, text("bc")));

        assertThat(Frames.read(in).body()).isEqualTo(text("a"));
        assertThat(Frames.read(in).body()).isEqualTo(text("bc"));
        assertThatThrownBy(() -> Frames.read(in)).isInstanceOf(EOFException.class);
    }

    @RepeatedTest(20)
    void whatIsPrintedBetweenMessagesIsPassedOver(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] noise = new byte[random.nextInt(5_000)];
        random.nextBytes(noise);
        InputStream in =
                in(noise, frame(Frames.REQUEST, noise), text("warning: odd\n"), frame(Frames.READY, text("x")));

        assertThat(Frames.read(in).body()).isEqualTo(noise);
        assertThat(Frames.read(in).kind()).isEqualTo(Frames.READY);
    }

    @Test
    void theBeginningOfAMarkIsNoMark() throws Exception {
        for (int length = 1; length < MARK.length; length++) {
            InputStream in = in(Arrays.copyOf(MARK, length), frame(Frames.READY, text("x")));

            assertThat(Frames.read(in).body()).as("behind " + length).isEqualTo(text("x"));
        }
    }

    @Test
    void aMessageCutAnywhereIsTheEnd() throws Exception {
        byte[] whole = frame(Frames.READING, text("some reading"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Frames.read(in(cut)))
                    .as("cut at " + length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aMessageInWhichAnyBitIsOtherIsNotHandedOn() throws Exception {
        byte[] whole = frame(Frames.READING, text("abc"));
        byte[] next = frame(Frames.READY, text("next"));
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] other = whole.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(Frames.read(in(other, next)).body()).as("bit " + bit).isEqualTo(text("next"));
            } catch (EOFException e) {
                assertThat(bit / 8)
                        .as("only a longer length reaches into the next")
                        .isBetween(9, 12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0xffff_ffffL, 0x8000_0000L, 0x7fff_ffffL, (16 << 20) + 1})
    void aLengthThatCannotBeIsNoise(long length) throws Exception {
        byte[] claim = Packed.bigEndian().raw(MARK).u8('a').u32(length).u32(0).bytes();

        assertThat(Frames.read(in(claim, frame(Frames.READY, text("x")))).body())
                .isEqualTo(text("x"));
    }

    @Test
    void noiseWithoutEndIsGivenUp() {
        assertThatThrownBy(() -> Frames.read(new Repeated(text("printed all the time "))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("noise");
    }

    /** What is left of a child whose native code was taken over may send marks as well. */
    @ParameterizedTest
    @ValueSource(longs = {0xffff_ffffL, 0})
    void brokenMessagesWithoutEndAreGivenUpToo(long length) {
        byte[] broken = Packed.bigEndian().raw(MARK).u8('a').u32(length).u32(1).bytes();

        assertThatThrownBy(() -> Frames.read(new Repeated(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("noise");
    }

    /** The same bytes for ever, or for long enough that whoever counts has stopped. */
    private static final class Repeated extends InputStream {
        private static final int ENOUGH = 64 << 20;
        private final byte[] piece;
        private int at;

        Repeated(byte[] piece) {
            this.piece = piece;
        }

        @Override
        public int read() {
            return at == ENOUGH ? -1 : piece[at++ % piece.length] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int count = 0;
            while (count < length && at < ENOUGH) {
                into[from + count++] = (byte) read();
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}

package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who reads all there is has not read beyond it; who asks for one byte more has. */
class WatchedInputTest {
    private static final byte[] DATA = {1, 2, 3, 4, 5};

    @Test
    void readingToTheEndIsNotReadingBeyondIt() throws Exception {
        try (WatchedInput in = new WatchedInput(DATA)) {
            in.readFully(new byte[3]);
            assertThat(in.read()).isEqualTo(4);
            assertThat(in.read(new byte[10], 2, 8)).isEqualTo(1);

            assertThat(in.getStreamPosition()).isEqualTo(5);
            assertThat(in.wasReadBeyondItsEnd()).isFalse();
        }
    }

    @Test
    void oneByteMoreIsBeyond() throws Exception {
        try (WatchedInput in = new WatchedInput(DATA)) {
            in.seek(5);
            assertThat(in.read()).isEqualTo(-1);

            assertThat(in.wasReadBeyondItsEnd()).isTrue();
        }
    }

    @Test
    void soAreMoreBytesAndBitsAndAPlaceFarBehindTheEnd() throws Exception {
        try (WatchedInput in = new WatchedInput(DATA)) {
            in.seek(1L << 40);
            assertThat(in.read(new byte[4], 0, 4)).isEqualTo(-1);
            assertThat(in.wasReadBeyondItsEnd()).isTrue();
        }
    }

    @Test
    void askingForNothingAtTheEndIsNotBeyond() throws Exception {
        try (WatchedInput in = new WatchedInput(DATA)) {
            in.seek(5);
            assertThat(in.read(new byte[4], 0, 0)).isZero();

            assertThat(in.wasReadBeyondItsEnd()).isFalse();
            assertThat(in.length()).isEqualTo(5);
        }
    }

    @Test
    void bitsBeginAnewBehindAWholeByte() throws Exception {
        try (WatchedInput in = new WatchedInput(new byte[] {(byte) 0xf0, 0x0f, (byte) 0x80})) {
            assertThat(in.readBits(4)).isEqualTo(15);
            assertThat(in.read()).as("the byte the bits were of").isEqualTo(0xf0);
            assertThat(in.readBits(8)).isEqualTo(0x0f);
            assertThat(in.readBit()).isEqualTo(1);
        }
    }
}

package dev.mediaingest.pixels.decode;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;

/**
 * Inflates a zlib stream (RFC 1950, RFC 1951) into the caller's arrays, as strict as zlib and half as dear: the next 56 bits
 * are held in a {@code long}, a table says what they mean, and matches are copied eight bytes at a time. Memory is fixed:
 * 64 KB of input, 128 KB of output. Confined to one thread.
 *
 * <p>Never reads behind what its input gives and never writes outside its window, whatever the stream says. What was handed
 * out before a damage was found has not been checked; {@link #finish} checks the sum of all.
 */
final class Inflate {
    /** Where the compressed bytes come from. */
    interface Input {
        /** The next bytes, at least one, or -1 at the end. */
        int read(byte[] into, int from, int length) throws IOException, DecodeFailure;
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int REACH = 32 << 10;
    private static final int LONGEST_MATCH = 258;
    /** What the fast loop may write without looking: literals, a match, and the rest of eight bytes. */
    private static final int FAST_ROOM = LONGEST_MATCH + 32;

    private static final int SPAN = 96 << 10;
    private static final int LITERAL_BITS = 11;
    private static final int DISTANCE_BITS = 8;

    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int[] LITERALS = literals();
    private static final int[] DISTANCES = distances();
    private static final int[] LENGTHS = lengths();

    private final Input source;
    private final byte[] in = new byte[64 << 10];
    private int inAt;
    private int inEnd;
    private boolean inEnded;
    /** Bytes of zeros taken for bits behind the end of the input. */
    private int invented;

    private long bits;
    private int bitCount;

    private final byte[] window = new byte[REACH + SPAN + FAST_ROOM];
    /** From here on bytes are not handed out yet. */
    private int handedOut;

    private int end;
    private final Adler32 sum = new Adler32();

    private final HuffmanTable literals = new HuffmanTable(LITERAL_BITS, 288, 2_400);
    private final HuffmanTable distances = new HuffmanTable(DISTANCE_BITS, 32, 416);
    private final HuffmanTable codeLengths = new HuffmanTable(7, 19, 128);
    private final byte[] lengths = new byte[288 + 32 + 138];

    private enum State {
        HEADER,
        BLOCK,
        CODES,
        STORED,
        DONE
    }

    private State state = State.HEADER;
    private boolean last;
    private boolean codesAreFixed;
    private int storedLeft;
    /** The length or distance of the entry {@link #meaning} gave last. */
    private int matched;

    Inflate(Input source) {
        this.source = source;
    }

    /**
     * The next inflated bytes.
     *
     * @return how many, at least one; -1 behind the last
     * @throws DataFormatException if the stream is damaged or ends too early
     */
    int read(byte[] into, int from, int length) throws IOException, DecodeFailure, DataFormatException {
        while (handedOut == end) {
            if (state == State.DONE) {
                return -1;
            }
            fillWindow();
        }
        int count = Math.min(length, end - handedOut);
        System.arraycopy(window, handedOut, into, from, count);
        handedOut += count;
        return count;
    }

    /**
     * Compares the sum behind the stream, once {@link #read} has given -1.
     *
     * @throws DataFormatException if it is not that of the bytes
     */
    void finish() throws IOException, DecodeFailure, DataFormatException {
        drop(bitCount & 7);
        int stated = Integer.reverseBytes(take(32));
        if (stated != (int) sum.getValue()) {
            throw new DataFormatException("incorrect data check");
        }
    }

    private void fillWindow() throws IOException, DecodeFailure, DataFormatException {
        if (end > REACH + SPAN / 2) {
            System.arraycopy(window, end - REACH, window, 0, REACH);
            end = REACH;
            handedOut = REACH;
        }
        int start = end;
        while (end == start && state != State.DONE) {
            step();
        }
        sum.update(window, start, end - start);
    }

    private void step() throws IOException, DecodeFailure, DataFormatException {
        switch (state) {
            case HEADER -> readHeader();
            case BLOCK -> beginBlock();
            case CODES -> decode();
            case STORED -> copyStored();
            case DONE -> {}
        }
    }

    private void readHeader() throws IOException, DecodeFailure, DataFormatException {
        int method = take(8);
        int flags = take(8);
        if ((method & 15) != 8 || method >> 4 > 7 || (method << 8 | flags) % 31 != 0) {
            throw new DataFormatException("incorrect header check");
        }
        if ((flags & 32) != 0) {
            throw new DataFormatException("it wants a dictionary");
        }
        state = State.BLOCK;
    }

    private void beginBlock() throws IOException, DecodeFailure, DataFormatException {
        if (last) {
            state = State.DONE;
            return;
        }
        last = take(1) == 1;
        switch (take(2)) {
            case 0 -> beginStored();
            case 1 -> fixedCodes();
            case 2 -> ownCodes();
            default -> throw new DataFormatException("invalid block type");
        }
    }

    private void beginStored() throws IOException, DecodeFailure, DataFormatException {
        drop(bitCount & 7);
        storedLeft = take(16);
        if (take(16) != (~storedLeft & 0xffff)) {
            throw new DataFormatException("invalid stored block lengths");
        }
        state = State.STORED;
    }

    private void copyStored() throws IOException, DecodeFailure, DataFormatException {
        int room = REACH + SPAN - end;
        while (storedLeft > 0 && room > 0) {
            if (bitCount > 0) {
                window[end++] = (byte) take(8);
                storedLeft--;
                room--;
                continue;
            }
            bits = 0;
            if (inAt == inEnd && !readMore()) {
                throw tooEarly();
            }
            int count = Math.min(Math.min(storedLeft, room), inEnd - inAt);
            System.arraycopy(in, inAt, window, end, count);
            inAt += count;
            end += count;
            storedLeft -= count;
            room -= count;
        }
        if (storedLeft == 0) {
            state = State.BLOCK;
        }
    }

    private void fixedCodes() throws DataFormatException {
        state = State.CODES;
        if (codesAreFixed) { // a hostile stream may consist of empty blocks
            return;
        }
        codesAreFixed = true;
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        Arrays.fill(lengths, 288, 320, (byte) 5);
        literals.fill(lengths, 0, 288, LITERALS);
        distances.fill(lengths, 288, 32, DISTANCES);
    }

    /** The codes of a block that brings its own (RFC 1951, 3.2.7). */
    private void ownCodes() throws IOException, DecodeFailure, DataFormatException {
        codesAreFixed = false;
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int lengthCount = take(4) + 4;
        if (literalCount > 286 || distanceCount > 30) {
            throw new DataFormatException("too many length or distance symbols");
        }
        Arrays.fill(lengths, 0, 19, (byte) 0);
        for (int i = 0; i < lengthCount; i++) {
            lengths[ORDER[i]] = (byte) take(3);
        }
        codeLengths.fill(lengths, 0, 19, LENGTHS);
        if (codeLengths.isOpen()) {
            throw new DataFormatException("invalid code lengths set");
        }
        readLengths(literalCount + distanceCount);
        if (lengths[256] == 0) {
            throw new DataFormatException("invalid code -- missing end-of-block");
        }
        literals.fill(lengths, 0, literalCount, LITERALS);
        distances.fill(lengths, literalCount, distanceCount, DISTANCES);
        state = State.CODES;
    }

    private void readLengths(int count) throws IOException, DecodeFailure, DataFormatException {
        for (int i = 0; i < count; ) {
            need(7 + 7);
            int entry = codeLengths.entries()[(int) bits & 127];
            if ((entry & HuffmanTable.RARE) != 0) {
                throw new DataFormatException("invalid code lengths set");
            }
            drop(entry & 63);
            int symbol = entry >>> 16;
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            int repeat = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
            if ((symbol == 16 && i == 0) || i + repeat > count) {
                throw new DataFormatException("invalid bit length repeat");
            }
            Arrays.fill(lengths, i, i + repeat, symbol == 16 ? lengths[i - 1] : 0);
            i += repeat;
        }
    }

    /** Decodes until the block or the room in the window ends. */
    private void decode() throws IOException, DecodeFailure, DataFormatException {
        while (state == State.CODES && end < REACH + SPAN) {
            if (inEnd - inAt < 2 * Long.BYTES && !inEnded) {
                readMore();
            }
            if (inEnd - inAt >= 2 * Long.BYTES) {
                decodeFast();
            } else {
                decodeOne();
            }
        }
    }

    /**
     * While at least 16 bytes of input and room for the longest match are left: nothing else to look at but the codes.
     * Fields are kept in variables, which the compiler keeps in registers.
     */
    private void decodeFast() throws DataFormatException {
        final byte[] in = this.in;
        final byte[] window = this.window;
        final int[] literals = this.literals.entries();
        final int[] distances = this.distances.entries();
        final int inLimit = inEnd - 2 * Long.BYTES;
        final int endLimit = REACH + SPAN;
        int inAt = this.inAt;
        int end = this.end;
        long bits = this.bits;
        int bitCount = this.bitCount;
        while (inAt <= inLimit && end < endLimit) {
            // at least 56 bits: what is above bitCount are the next bits already, and or-ing them again changes nothing
            bits |= (long) LONGS.get(in, inAt) << bitCount;
            inAt += (63 - bitCount) >>> 3;
            bitCount |= 56;
            int entry = literals[(int) bits & ((1 << LITERAL_BITS) - 1)];
            if ((entry & HuffmanTable.LITERAL) != 0) {
                bits >>>= entry;
                bitCount -= entry & 63;
                window[end++] = (byte) (entry >>> 16);
                entry = literals[(int) bits & ((1 << LITERAL_BITS) - 1)];
                if ((entry & HuffmanTable.LITERAL) != 0) {
                    bits >>>= entry;
                    bitCount -= entry & 63;
                    window[end++] = (byte) (entry >>> 16);
                    entry = literals[(int) bits & ((1 << LITERAL_BITS) - 1)];
                    if ((entry & HuffmanTable.LITERAL) != 0) {
                        bits >>>= entry;
                        bitCount -= entry & 63;
                        window[end++] = (byte) (entry >>> 16);
                        continue;
                    }
                }
            }
            if ((entry & HuffmanTable.RARE) != 0) {
                if ((entry & HuffmanTable.SECOND) != 0) {
                    bits >>>= entry;
                    bitCount -= entry & 63;
                    entry = literals[(entry >>> 16) + ((int) bits & ((1 << (entry >>> 8 & 15)) - 1))];
                }
                if ((entry & HuffmanTable.LITERAL) != 0) {
                    bits >>>= entry;
                    bitCount -= entry & 63;
                    window[end++] = (byte) (entry >>> 16);
                    continue;
                }
                if ((entry & HuffmanTable.RARE) != 0) {
                    if ((entry & HuffmanTable.END) == 0) {
                        throw new DataFormatException("invalid literal/length code");
                    }
                    bits >>>= entry;
                    bitCount -= entry & 63;
                    state = State.BLOCK;
                    break;
                }
            }
            int length = (entry >>> 16) + (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> 8 & 15));
            bits >>>= entry;
            bitCount -= entry & 63;
            bits |= (long) LONGS.get(in, inAt) << bitCount;
            inAt += (63 - bitCount) >>> 3;
            bitCount |= 56;
            entry = distances[(int) bits & ((1 << DISTANCE_BITS) - 1)];
            if ((entry & HuffmanTable.RARE) != 0) {
                if ((entry & HuffmanTable.SECOND) != 0) {
                    bits >>>= entry;
                    bitCount -= entry & 63;
                    entry = distances[(entry >>> 16) + ((int) bits & ((1 << (entry >>> 8 & 15)) - 1))];
                }
                if ((entry & HuffmanTable.RARE) != 0) {
                    throw new DataFormatException("invalid distance code");
                }
            }
            int distance = (entry >>> 16) + (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> 8 & 15));
            bits >>>= entry;
            bitCount -= entry & 63;
            if (distance > end) {
                throw new DataFormatException("invalid distance too far back");
            }
            copy(window, end, distance, length);
            end += length;
        }
        this.inAt = inAt;
        this.end = end;
        this.bits = bits;
        this.bitCount = bitCount;
    }

    /** May write up to seven bytes more than asked for, which the next bytes replace. */
    private static void copy(byte[] window, int to, int distance, int length) {
        int from = to - distance;
        int until = to + length;
        if (distance >= Long.BYTES) {
            for (; to < until; to += Long.BYTES, from += Long.BYTES) {
                LONGS.set(window, to, (long) LONGS.get(window, from));
            }
        } else if (distance == 1) {
            Arrays.fill(window, to, until, window[from]);
        } else {
            while (to < until) {
                window[to++] = window[from++];
            }
        }
    }

    /** One literal, match or end, where the input may end soon. */
    private void decodeOne() throws IOException, DecodeFailure, DataFormatException {
        refill();
        int entry = meaning(literals);
        if ((entry & HuffmanTable.LITERAL) != 0) {
            window[end++] = (byte) (entry >>> 16);
        } else if ((entry & HuffmanTable.END) != 0) {
            state = State.BLOCK;
        } else if ((entry & HuffmanTable.RARE) != 0) {
            throw new DataFormatException("invalid literal/length code");
        } else {
            int length = matched;
            refill();
            entry = meaning(distances);
            if ((entry & HuffmanTable.RARE) != 0) {
                throw new DataFormatException("invalid distance code");
            }
            if (matched > end) {
                throw new DataFormatException("invalid distance too far back");
            }
            copy(window, end, matched, length);
            end += length;
        }
        checkInvented();
    }

    private int meaning(HuffmanTable table) {
        int entry = table.entries()[(int) bits & ((1 << table.indexBits()) - 1)];
        if ((entry & HuffmanTable.SECOND) != 0) {
            bits >>>= entry;
            bitCount -= entry & 63;
            entry = table.entries()[(entry >>> 16) + ((int) bits & ((1 << (entry >>> 8 & 15)) - 1))];
        }
        matched = (entry >>> 16) + (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> 8 & 15));
        bits >>>= entry;
        bitCount -= entry & 63;
        return entry;
    }

    private int take(int count) throws IOException, DecodeFailure, DataFormatException {
        need(count);
        int value = (int) (bits & ((1L << count) - 1));
        drop(count);
        checkInvented();
        return value;
    }

    private void drop(int count) {
        bits >>>= count;
        bitCount -= count;
    }

    private void need(int count) throws IOException, DecodeFailure {
        if (bitCount < count) {
            refill();
        }
    }

    /** At least 56 bits, zeros behind the end of the input. */
    private void refill() throws IOException, DecodeFailure {
        bits &= (1L << bitCount) - 1;
        while (bitCount < 56) {
            if (inAt == inEnd && !readMore()) {
                invented++;
            } else {
                bits |= (in[inAt++] & 0xffL) << bitCount;
            }
            bitCount += 8;
        }
    }

    /** Zeros were only looked at, not used: whoever used one met the end of the input. */
    private void checkInvented() throws DataFormatException {
        if (8 * invented > bitCount) {
            throw tooEarly();
        }
    }

    private static DataFormatException tooEarly() {
        return new DataFormatException("it ends too early");
    }

    private boolean readMore() throws IOException, DecodeFailure {
        if (inEnded) {
            return false;
        }
        System.arraycopy(in, inAt, in, 0, inEnd - inAt);
        inEnd -= inAt;
        inAt = 0;
        int count = source.read(in, inEnd, in.length - inEnd);
        inEnded = count < 0;
        inEnd += Math.max(0, count);
        return count > 0;
    }

    private static int[] literals() {
        int[] meanings = new int[288];
        for (int symbol = 0; symbol < 256; symbol++) {
            meanings[symbol] = symbol << 16 | HuffmanTable.LITERAL;
        }
        meanings[256] = HuffmanTable.RARE | HuffmanTable.END;
        int base = 3;
        for (int symbol = 257; symbol < 285; symbol++) {
            int extra = symbol < 265 ? 0 : (symbol - 261) / 4;
            meanings[symbol] = base << 16 | extra;
            base += 1 << extra;
        }
        meanings[285] = LONGEST_MATCH << 16;
        meanings[286] = HuffmanTable.RARE;
        meanings[287] = HuffmanTable.RARE;
        return meanings;
    }

    private static int[] distances() {
        int[] meanings = new int[32];
        int base = 1;
        for (int symbol = 0; symbol < 30; symbol++) {
            int extra = symbol < 4 ? 0 : symbol / 2 - 1;
            meanings[symbol] = base << 16 | extra;
            base += 1 << extra;
        }
        meanings[30] = HuffmanTable.RARE;
        meanings[31] = HuffmanTable.RARE;
        return meanings;
    }

    private static int[] lengths() {
        int[] meanings = new int[19];
        Arrays.setAll(meanings, symbol -> symbol << 16);
        return meanings;
    }
}

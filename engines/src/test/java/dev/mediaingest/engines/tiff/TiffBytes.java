package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.SeenRows;
import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.fixtures.Packed;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A TIFF or BigTIFF to order: header, directory, values that do not fit, then strips one behind the other. Says nothing of its own but
 * size, one sample of 8 bits and where the strips lie, and takes every number as it is given, wrong ones too. Not thread-safe.
 */
final class TiffBytes {
    static final int BYTE = 1;
    static final int SHORT = 3;
    static final int LONG = 4;
    static final int LONG8 = 16;

    private final boolean bigEndian;
    private final boolean big;
    private final SortedMap<Integer, Value> values = new TreeMap<>();
    private byte[][] strips = {new byte[0]};
    private int offsetsTag = 0x0111;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Value(int type, long count, byte[] bytes) {}

    private TiffBytes(int width, int height, boolean bigEndian, boolean big) {
        this.bigEndian = bigEndian;
        this.big = big;
        longs(0x0100, width).longs(0x0101, height).shorts(0x0102, 8);
    }

    static TiffBytes littleEndian(int width, int height) {
        return new TiffBytes(width, height, false, false);
    }

    static TiffBytes bigEndian(int width, int height) {
        return new TiffBytes(width, height, true, false);
    }

    static TiffBytes bigTiff(int width, int height) {
        return new TiffBytes(width, height, false, true);
    }

    TiffBytes shorts(int tag, int... numbers) {
        Packed packed = packed();
        for (int number : numbers) {
            packed.u16(number);
        }
        return value(tag, SHORT, numbers.length, packed.bytes());
    }

    TiffBytes longs(int tag, long... numbers) {
        Packed packed = packed();
        for (long number : numbers) {
            packed.u32(number);
        }
        return value(tag, LONG, numbers.length, packed.bytes());
    }

    TiffBytes long8s(int tag, long... numbers) {
        Packed packed = packed();
        for (long number : numbers) {
            packed.u64(number);
        }
        return value(tag, LONG8, numbers.length, packed.bytes());
    }

    /** Any value, whose count may be a lie. */
    TiffBytes value(int tag, int type, long count, byte[] bytes) {
        values.put(tag, new Value(type, count, bytes));
        return this;
    }

    TiffBytes without(int tag) {
        values.remove(tag);
        return this;
    }

    TiffBytes strips(byte[]... packedRows) {
        strips = packedRows;
        return this;
    }

    TiffBytes tiles(int width, int height, byte[]... packedTiles) {
        longs(0x0142, width).longs(0x0143, height);
        strips = packedTiles;
        offsetsTag = 0x0144;
        return this;
    }

    private Packed packed() {
        return bigEndian ? Packed.bigEndian() : Packed.littleEndian();
    }

    byte[] bytes() {
        int lengthsTag = offsetsTag == 0x0144 ? 0x0145 : 0x0117;
        boolean offsetsGiven = values.containsKey(offsetsTag);
        boolean lengthsGiven = values.containsKey(lengthsTag);
        long[] lengths = new long[strips.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = strips[i].length;
        }
        if (!lengthsGiven) {
            longs(lengthsTag, lengths);
        }
        if (!offsetsGiven) {
            longs(offsetsTag, new long[strips.length]);
            longs(offsetsTag, offsets(lengths));
        }
        return Packed.joined(directory(), Packed.joined(strips));
    }

    private long[] offsets(long[] lengths) {
        long[] offsets = new long[lengths.length];
        long at = directory().length;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += lengths[i];
        }
        return offsets;
    }

    private byte[] directory() {
        int room = big ? 8 : 4;
        int head = big ? 16 : 8;
        int far = head + (big ? 8 + 20 * values.size() + 8 : 2 + 12 * values.size() + 4);
        Packed directory = packed().latin1(bigEndian ? "MM" : "II");
        if (big) {
            directory.u16(43).u16(8).u16(0).u64(head).u64(values.size());
        } else {
            directory.u16(42).u32(head).u16(values.size());
        }
        Packed behind = packed();
        int used = 0;
        for (var entry : values.entrySet()) {
            Value value = entry.getValue();
            directory.u16(entry.getKey()).u16(value.type);
            number(directory, value.count);
            if (value.bytes.length <= room) {
                directory.raw(value.bytes).zeros(room - value.bytes.length);
            } else {
                number(directory, far + used);
                behind.raw(value.bytes);
                used += value.bytes.length;
            }
        }
        number(directory, 0);
        return Packed.joined(directory.bytes(), behind.bytes());
    }

    private void number(Packed to, long number) {
        if (big) {
            to.u64(number);
        } else {
            to.u32(number);
        }
    }

    /** The tags as they are read back. */
    TiffTags tags() throws DecodeFailure, IOException {
        return tagsOf(bytes());
    }

    static TiffTags tagsOf(byte[] tiff) throws DecodeFailure, IOException {
        Path file = Files.createTempFile("tiff", ".tif");
        try {
            Files.write(file, tiff);
            try (PictureFile picture = PictureFile.open(file)) {
                return TiffTags.read(picture);
            }
        } finally {
            Files.delete(file);
        }
    }

    TiffLayout layout() throws DecodeFailure, IOException {
        return TiffLayout.of(tags());
    }

    /** The rows as they are decoded. */
    SeenRows decoded() throws DecodeFailure, IOException {
        return decoded(bytes());
    }

    static SeenRows decoded(byte[] tiff) throws DecodeFailure, IOException {
        Path file = Files.createTempFile("tiff", ".tif");
        try {
            Files.write(file, tiff);
            SeenRows seen = new SeenRows();
            new TiffDecoder().decode(file, DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS), seen);
            return seen;
        } finally {
            Files.delete(file);
        }
    }
}

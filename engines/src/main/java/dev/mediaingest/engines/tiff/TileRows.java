package dev.mediaingest.engines.tiff;

import dev.mediaingest.engines.image.PictureFile;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one strip or tile, unpacked as they are asked for, so that one as large as the picture takes no more memory than one of
 * few rows. Confined to one thread.
 */
final class TileRows implements AutoCloseable {
    private final InputStream unpacked;
    private final byte[] row;
    private final @Nullable Prediction prediction;

    private TileRows(InputStream unpacked, byte[] row, @Nullable Prediction prediction) {
        this.unpacked = unpacked;
        this.row = row;
        this.prediction = prediction;
    }

    /** Whether this is how strips can be packed here. */
    static boolean unpacks(int compression) {
        return switch (compression) {
            case TiffLayout.RAW,
                    TiffLayout.LZW,
                    TiffLayout.DEFLATE,
                    TiffLayout.OLD_DEFLATE,
                    TiffLayout.PACK_BITS,
                    TiffLayout.OLD_JPEG,
                    TiffLayout.JPEG -> true;
            default -> false;
        };
    }

    /** Those of the strip or tile of that number. */
    static TileRows open(PictureFile file, TiffLayout layout, int index) throws DecodeFailure, IOException {
        if (index >= layout.offsets().length) {
            throw new DecodeFailure(FailureCode.DAMAGED, "only " + layout.offsets().length + " strips");
        }
        if (layout.compression() == TiffLayout.OLD_JPEG) {
            byte[] picture = JpegTile.samples(OldJpeg.whole(file, layout), layout);
            return new TileRows(new ByteArrayInputStream(picture), new byte[(int) layout.bytesPerRow()], null);
        }
        long offset = layout.offsets()[index];
        long length = index < layout.lengths().length ? layout.lengths()[index] : file.size() - offset;
        if (!file.has(offset, 0)) {
            throw new EOFException("a strip behind the end");
        }
        byte[] row = new byte[(int) layout.bytesPerRow()];
        if (layout.compression() == TiffLayout.JPEG) {
            return new TileRows(new ByteArrayInputStream(JpegTile.decode(file, layout, offset, length)), row, null);
        }
        // some writers leave the lengths of raw strips out, or count them wrong
        InputStream packed =
                file.stream(offset, layout.compression() == TiffLayout.RAW ? file.size() - offset : length);
        InputStream ordered = layout.isReversed() ? new ReversedInput(packed) : packed;
        InputStream unpacked = unpacking(layout.compression(), ordered);
        return SharedChroma.knows(layout)
                ? new TileRows(new SharedChroma(unpacked, layout), row, null)
                : new TileRows(unpacked, row, Prediction.of(layout));
    }

    private static InputStream unpacking(int compression, InputStream packed) throws IOException {
        return switch (compression) {
            case TiffLayout.LZW -> new LzwInput(packed);
            case TiffLayout.DEFLATE, TiffLayout.OLD_DEFLATE -> new InflaterInputStream(packed);
            case TiffLayout.PACK_BITS -> new PackBitsInput(packed);
            default -> packed;
        };
    }

    /** The next row, always in the same array. */
    byte[] next() throws IOException {
        int count = unpacked.readNBytes(row, 0, row.length);
        if (count < row.length) {
            throw new EOFException("a strip ends within a row");
        }
        if (prediction != null) {
            prediction.undo(row);
        }
        return row;
    }

    /** Gives back what unpacking holds outside of Java's memory. */
    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}

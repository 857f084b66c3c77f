package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.RealPath;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a whole picture file once, and refuses sizes no decoder here should be asked for. */
final class PictureBytes {
    /** What a Java array can hold; coded pictures near this size do not exist. */
    private static final long LARGEST = Integer.MAX_VALUE - 64L;

    private PictureBytes() {}

    /**
     * The bytes the file had when it was opened.
     *
     * @param file its path without links
     */
    static byte[] read(Path file) throws DecodeFailure, IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            RealPath.requireReal(file);
            long size = channel.size();
            if (size > LARGEST) {
                throw new DecodeFailure(FailureCode.OVER_LIMIT, "a picture of " + size + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("ends at byte " + bytes.position() + " although longer when opened");
                }
            }
            return bytes.array();
        }
    }

    /** Refuses a picture that claims too much, or nothing at all. */
    static void checkSize(long width, long height, long maxPixels) throws DecodeFailure {
        if (width < 1 || height < 1) {
            throw new DecodeFailure(FailureCode.DAMAGED, "a size of " + width + "x" + height);
        }
        if (height > maxPixels / width) {
            throw new DecodeFailure(
                    FailureCode.TOO_MANY_PIXELS,
                    width + "x" + height + " is more than " + maxPixels / 1_000_000 + " megapixels");
        }
    }
}

package dev.mediaingest.pixels.decode;

import dev.mediaingest.failure.FailureCode;
import java.io.IOException;
import java.util.zip.DataFormatException;

/** The rows of one pass of a PNG, unfiltered (PNG third edition, clause 9). */
final class PngRows {
    private final PngStream stream;
    private final int pixelBytes;
    private byte[] row;
    private byte[] above;
    private final byte[] filter = new byte[1];

    PngRows(PngStream stream, PngHeader header, int width) {
        this.stream = stream;
        this.pixelBytes = header.pixelBytes();
        this.row = new byte[header.rowBytes(width)];
        this.above = new byte[row.length];
    }

    /** The next row's bytes; valid until the call after the next. */
    byte[] next() throws DecodeFailure, IOException, DataFormatException {
        byte[] reused = above;
        above = row;
        row = reused;
        stream.inflate(filter, 0, 1);
        for (int done = 0; done < row.length; ) {
            done += stream.inflate(row, done, row.length - done);
        }
        unfilter(filter[0]);
        return row;
    }

    private void unfilter(int type) throws DecodeFailure {
        switch (type) {
            case 0 -> {}
            case 1 -> sub(row, pixelBytes);
            case 2 -> up(row, above);
            case 3 -> average(row, above, pixelBytes);
            case 4 -> paeth(row, above, pixelBytes);
            default -> throw new DecodeFailure(FailureCode.DAMAGED, "a row has the unknown filter " + type);
        }
    }

    private static void sub(byte[] row, int distance) {
        for (int i = distance; i < row.length; i++) {
            row[i] += row[i - distance];
        }
    }

    private static void up(byte[] row, byte[] above) {
        for (int i = 0; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private static void average(byte[] row, byte[] above, int distance) {
        int start = Math.min(distance, row.length);
        for (int i = 0; i < start; i++) {
            row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = start; i < row.length; i++) {
            row[i] += (byte) (((row[i - distance] & 0xff) + (above[i] & 0xff)) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int distance) {
        int start = Math.min(distance, row.length);
        for (int i = 0; i < start; i++) {
            row[i] += above[i];
        }
        // one channel after the other, so that what lies left and above left stays in registers
        for (int channel = 0; channel < start; channel++) {
            int left = row[channel] & 0xff;
            int aboveLeft = above[channel] & 0xff;
            for (int i = channel + distance; i < row.length; i += distance) {
                int up = above[i] & 0xff;
                left = (row[i] + nearest(left, up, aboveLeft)) & 0xff;
                row[i] = (byte) left;
                aboveLeft = up;
            }
        }
    }

    /** Of the three neighbours the one nearest to left + up - above left; ties go in that order. */
    private static int nearest(int left, int up, int aboveLeft) {
        int toLeft = Math.abs(up - aboveLeft);
        int toUp = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + up - 2 * aboveLeft);
        if (toLeft <= toUp && toLeft <= toAboveLeft) {
            return left;
        }
        return toUp <= toAboveLeft ? up : aboveLeft;
    }
}

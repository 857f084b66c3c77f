package dev.mediaingest.engines.tiff;

import org.jspecify.annotations.Nullable;

/**
 * Takes back what writers do before they pack: each sample less its left neighbour (TIFF 6.0, section 14), and of fractions the bytes
 * of a row sorted by their weight as well (Adobe's Technical Note 3). Confined to one strip.
 */
final class Prediction {
    private final boolean ofFractions;
    private final boolean bigEndian;
    private final int bytes;
    private final int samples;
    private final byte[] sorted;

    private Prediction(TiffLayout layout) {
        ofFractions = layout.predictor() == 3;
        bigEndian = layout.isBigEndian();
        bytes = layout.bits() / 8;
        samples = layout.samplesTogether();
        sorted = new byte[ofFractions ? (int) layout.bytesPerRow() : 0];
    }

    /** The one a picture was written with, if any. */
    static @Nullable Prediction of(TiffLayout layout) {
        boolean wanted = layout.predictor() == 2 || layout.predictor() == 3;
        return wanted && layout.compression() != TiffLayout.RAW && layout.bits() % 8 == 0
                ? new Prediction(layout)
                : null;
    }

    void undo(byte[] row) {
        if (ofFractions) {
            addBytes(row, samples);
            gather(row);
        } else if (bytes == 1) {
            addBytes(row, samples);
        } else {
            addSamples(row);
        }
    }

    private static void addBytes(byte[] row, int distance) {
        for (int i = distance; i < row.length; i++) {
            row[i] += row[i - distance];
        }
    }

    private void addSamples(byte[] row) {
        int distance = samples * bytes;
        for (int at = distance; at + bytes <= row.length; at += bytes) {
            int carry = 0;
            for (int i = 0; i < bytes; i++) {
                int place = at + (bigEndian ? bytes - 1 - i : i);
                int sum = (row[place] & 0xff) + (row[place - distance] & 0xff) + carry;
                row[place] = (byte) sum;
                carry = sum >> 8;
            }
        }
    }

    /** The highest bytes of all samples lie first. */
    private void gather(byte[] row) {
        System.arraycopy(row, 0, sorted, 0, row.length);
        int count = row.length / bytes;
        for (int sample = 0; sample < count; sample++) {
            for (int i = 0; i < bytes; i++) {
                row[sample * bytes + (bigEndian ? i : bytes - 1 - i)] = sorted[i * count + sample];
            }
        }
    }
}

package dev.mediaingest.engines.image;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The pixels of a run-length coded BMP ([MS-WMF] 3.1.6), whose rows lie from the lowest up:
 *
 * <pre>
 * count (1, over 0), index            a run; of halves, two indexes that take turns
 * 0, 0                                end of the row
 * 0, 1                                end of the picture; what was not reached has index 0
 * 0, 2, right (1), up (1)             skip
 * 0, count (1, over 2), indexes       copies, filled up to a whole word
 * </pre>
 *
 * What goes beyond a row or the picture is left out. Confined to one thread.
 */
final class BmpRuns {
    private final PictureFile file;
    private final BmpLayout layout;
    private final byte[] pixel = new byte[3];

    BmpRuns(PictureFile file, BmpLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    void handOut(PixelSink sink) throws DecodeFailure, IOException {
        Dimensions size = new Dimensions(layout.width(), layout.height());
        new RowWindow(size, false, false).handOut(this::fill, sink);
    }

    private void fill(RowWindow window) throws IOException {
        for (int y = 0; y < layout.height(); y++) {
            for (int x = 0; x < layout.width() && window.has(y); x++) {
                put(window, x, y, 0);
            }
        }
        try (InputStream runs = file.stream(layout.pixelsAt(), file.size())) {
            decode(runs, window);
        }
    }

    private void decode(InputStream runs, RowWindow window) throws IOException {
        boolean halves = layout.compression() == BmpLayout.RUNS_OF_HALVES;
        int x = 0;
        int line = 0;
        while (line < layout.height()) {
            int count = next(runs);
            int code = next(runs);
            if (count > 0) {
                for (int i = 0; i < count; i++) {
                    put(window, x + i, row(line), halves ? half(code, i) : code);
                }
                x = within(x + count);
            } else if (code == 0) {
                line++;
                x = 0;
            } else if (code == 1) {
                return;
            } else if (code == 2) {
                x = within(x + next(runs));
                line += next(runs);
            } else {
                copies(runs, code, halves, window, x, line);
                x = within(x + code);
            }
        }
    }

    private int within(int x) {
        return Math.min(x, layout.width());
    }

    private void copies(InputStream runs, int count, boolean halves, RowWindow window, int first, int line)
            throws IOException {
        int bytes = halves ? (count + 1) / 2 : count;
        int code = 0;
        for (int i = 0; i < count; i++) {
            if (!halves || i % 2 == 0) {
                code = next(runs);
            }
            put(window, first + i, row(line), halves ? half(code, i) : code);
        }
        if (bytes % 2 == 1) {
            next(runs);
        }
    }

    private int row(int line) {
        return layout.isTopDown() ? line : layout.height() - 1 - line;
    }

    private static int half(int code, int index) {
        return index % 2 == 0 ? code >> 4 : code & 0xf;
    }

    private static int next(InputStream runs) throws IOException {
        int one = runs.read();
        if (one < 0) {
            throw new EOFException("runs end before their picture");
        }
        return one;
    }

    private void put(RowWindow window, int x, int y, int index) {
        if (x < layout.width() && window.has(y)) {
            System.arraycopy(layout.palette(), 3 * index, pixel, 0, 3);
            window.put(x, y, 0, pixel, pixel, null);
        }
    }
}

package dev.mediaingest.engines;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.pixels.decode.PixelSink;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers every row it is handed as hexadecimal digits, so that a test can name them. Not thread-safe. */
public final class SeenRows implements PixelSink {
    private final List<String> shown = new ArrayList<>();
    private final List<String> exact = new ArrayList<>();
    private final List<String> alpha = new ArrayList<>();
    private @Nullable Dimensions size;

    @Override
    public void begin(Dimensions begun) {
        size = begun;
    }

    @Override
    public void row(byte[] shownRow, byte[] exactRow, byte @Nullable [] alphaRow) {
        shown.add(HexFormat.of().formatHex(shownRow));
        exact.add(HexFormat.of().formatHex(exactRow));
        if (alphaRow != null) {
            alpha.add(HexFormat.of().formatHex(alphaRow));
        }
    }

    public @Nullable Dimensions size() {
        return size;
    }

    /** Red, green and blue of each row. */
    public List<String> shown() {
        return shown;
    }

    public List<String> exact() {
        return exact;
    }

    /** Empty if the picture is opaque. */
    public List<String> alpha() {
        return alpha;
    }

    /** Of a grey picture one sample of each pixel; fails if it is none. */
    public List<String> greys() {
        return shown.stream().map(SeenRows::grey).toList();
    }

    private static String grey(String row) {
        StringBuilder greys = new StringBuilder();
        for (int at = 0; at < row.length(); at += 6) {
            String grey = row.substring(at, at + 2);
            if (!row.startsWith(grey.repeat(3), at)) {
                throw new AssertionError("not grey: " + row);
            }
            greys.append(grey);
        }
        return greys.toString();
    }
}

package dev.mediaingest.engines.image;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.PixelSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands out a picture upright whose rows come as they are stored; what it cannot hold takes another pass. Confined to one thread. */
public final class TurnedPicture {
    private final Dimensions stored;
    private final Orientation orientation;
    private final boolean clipped;
    private final boolean hasAlpha;

    public TurnedPicture(Dimensions stored, Orientation orientation, boolean clipped, boolean hasAlpha) {
        this.stored = stored;
        this.orientation = orientation;
        this.clipped = clipped;
        this.hasAlpha = hasAlpha;
    }

    /** Hands out all rows as they are stored, from the first, however often it is asked. */
    public interface StoredRows {
        void handOut(PixelSink sink) throws DecodeFailure, IOException;
    }

    /** Hands out the picture upright. */
    public void handOut(StoredRows rows, PixelSink sink) throws DecodeFailure, IOException {
        if (orientation == Orientation.UPRIGHT) {
            rows.handOut(sink);
            return;
        }
        Dimensions upright = orientation.swapsSides() ? stored.turned() : stored;
        new RowWindow(upright, clipped, hasAlpha).handOut(window -> rows.handOut(new Turning(window)), sink);
    }

    /** Puts each stored pixel where it is shown (Exif 2.32, 4.6.4, Orientation). */
    private final class Turning implements PixelSink {
        private final RowWindow window;
        private int y;

        Turning(RowWindow window) {
            this.window = window;
        }

        @Override
        public void begin(Dimensions size) {
            y = 0;
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
            int lastX = stored.width() - 1;
            int lastY = stored.height() - 1;
            for (int x = 0; x <= lastX; x++) {
                int toX = switch (orientation.exif()) {
                    case 2, 3 -> lastX - x;
                    case 5, 8 -> y;
                    case 6, 7 -> lastY - y;
                    default -> x;
                };
                int toY = switch (orientation.exif()) {
                    case 3, 4 -> lastY - y;
                    case 5, 6 -> x;
                    case 7, 8 -> lastX - x;
                    default -> y;
                };
                if (window.has(toY)) {
                    window.put(toX, toY, x, shown, exact, alpha);
                }
            }
            y++;
        }
    }
}

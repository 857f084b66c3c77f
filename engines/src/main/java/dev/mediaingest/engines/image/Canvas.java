package dev.mediaingest.engines.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A picture on a larger canvas of one colour. It lies wholly on it. Without exact rows of its own. */
final class Canvas implements PictureRows {
    private final PictureRows picture;
    private final int left;
    private final int top;
    private final int height;
    private final int background;
    private final byte[] rgb;
    private final byte @Nullable [] alpha;

    /** A canvas in such a colour: opacity, red, green, blue from the highest byte down. */
    Canvas(PictureRows picture, int width, int height, int left, int top, int background) {
        this.picture = picture;
        this.left = left;
        this.top = top;
        this.height = height;
        this.background = background;
        this.rgb = new byte[3 * width];
        boolean opaque = picture.alpha() == null && background >>> 24 == 255;
        this.alpha = opaque ? null : new byte[width];
    }

    @Override
    public int width() {
        return rgb.length / 3;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void read(int y) {
        clear();
        if (y < top || y >= top + picture.height()) {
            return;
        }
        picture.read(y - top);
        System.arraycopy(picture.shown(), 0, rgb, 3 * left, 3 * picture.width());
        byte[] opacity = picture.alpha();
        if (alpha != null && opacity != null) {
            System.arraycopy(opacity, 0, alpha, left, picture.width());
        } else if (alpha != null) {
            Arrays.fill(alpha, left, left + picture.width(), (byte) 255);
        }
    }

    private void clear() {
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) (background >> 16);
            rgb[i + 1] = (byte) (background >> 8);
            rgb[i + 2] = (byte) background;
        }
        if (alpha != null) {
            Arrays.fill(alpha, (byte) (background >>> 24));
        }
    }

    @Override
    public byte[] shown() {
        return rgb;
    }

    @Override
    public byte @Nullable [] alpha() {
        return alpha;
    }
}

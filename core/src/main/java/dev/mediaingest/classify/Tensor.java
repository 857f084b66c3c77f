package dev.mediaingest.classify;

import dev.mediaingest.classify.ModelCard.Input;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.decode.OverWhite;
import dev.mediaingest.pixels.decode.PixelSink;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model's input out of a picture's rows, exactly as its card says. Memory is the tensor and a row.
 *
 * <p>The picture is resized as it lies in the file and turned upright afterwards; the filters treat both axes alike, so the
 * order makes no difference beyond rounding.
 */
final class Tensor implements PixelSink {
    private static final int CHANNELS = 3;
    private static final Dimensions NOTHING = new Dimensions(1, 1);

    private final Input input;
    private final Orientation orientation;
    private @Nullable TensorAxis across;
    private @Nullable TensorAxis down;
    /** As the picture lies, rows of interleaved samples of 0 to 255. */
    private float[] stored = new float[0];

    private float[] reducedRow = new float[0];
    private OverWhite overWhite = new OverWhite(NOTHING);
    private int begun;
    private int ended;
    private int y;

    Tensor(Input input, Orientation orientation) {
        this.input = input;
        this.orientation = input.upright() ? orientation : Orientation.UPRIGHT;
    }

    @Override
    public void begin(Dimensions size) {
        int width = orientation.swapsSides() ? input.height() : input.width();
        int height = orientation.swapsSides() ? input.width() : input.height();
        double enlarged = Math.max(width / (double) size.width(), height / (double) size.height())
                / input.resize().cropShare();
        boolean crop = input.resize().crop();
        across = axis(size.width(), crop ? (int) Math.round(size.width() * enlarged) : width, width);
        down = axis(size.height(), crop ? (int) Math.round(size.height() * enlarged) : height, height);
        stored = new float[CHANNELS * width * height];
        reducedRow = new float[CHANNELS * width];
        overWhite = new OverWhite(size);
    }

    private TensorAxis axis(int from, int resized, int count) {
        int to = Math.max(resized, count);
        return TensorAxis.of(from, to, Math.round((to - count) / 2f), count, input.resize());
    }

    @Override
    public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
        if (across == null || down == null) {
            throw new IllegalStateException("a row before the picture began");
        }
        while (begun < down.length() && down.first()[begun] <= y) {
            begun++;
        }
        while (ended < down.length() && down.end(ended) <= y) {
            ended++;
        }
        if (ended < begun) {
            reduce(input.overWhite() ? overWhite.row(shown, alpha) : shown, across);
            for (int to = ended; to < begun; to++) {
                add(to, down.weights()[to][y - down.first()[to]]);
            }
        }
        y++;
    }

    private void reduce(byte[] rgb, TensorAxis axis) {
        for (int to = 0; to < axis.length(); to++) {
            float[] weights = axis.weights()[to];
            int at = CHANNELS * axis.first()[to];
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : weights) {
                red += weight * (rgb[at] & 0xff);
                green += weight * (rgb[at + 1] & 0xff);
                blue += weight * (rgb[at + 2] & 0xff);
                at += CHANNELS;
            }
            reducedRow[CHANNELS * to] = red;
            reducedRow[CHANNELS * to + 1] = green;
            reducedRow[CHANNELS * to + 2] = blue;
        }
    }

    private void add(int to, float weight) {
        int at = to * reducedRow.length;
        for (int i = 0; i < reducedRow.length; i++) {
            stored[at + i] += weight * reducedRow[i];
        }
    }

    /** The tensor, after the last row. */
    float[] values() {
        float[] values = new float[stored.length];
        int plane = input.width() * input.height();
        int storedWidth = orientation.swapsSides() ? input.height() : input.width();
        for (int pixel = 0; pixel < plane; pixel++) {
            int upright = orientation.uprightIndex(
                    pixel % storedWidth, pixel / storedWidth, storedWidth, plane / storedWidth);
            for (int channel = 0; channel < CHANNELS; channel++) {
                int model = input.blueFirst() ? CHANNELS - 1 - channel : channel;
                float sample = stored[CHANNELS * pixel + channel] * input.scale();
                float normal = (sample - input.mean()[model]) / input.deviation()[model];
                values[input.channelsFirst() ? model * plane + upright : CHANNELS * upright + model] = normal;
            }
        }
        return values;
    }
}

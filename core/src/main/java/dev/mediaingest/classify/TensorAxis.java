package dev.mediaingest.classify;

/**
 * Along one axis: which source samples make up each sample of the tensor, and with what weight. Weights of one sample sum up
 * to 1.
 *
 * @param first the first source sample of each
 * @param weights from the first on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TensorAxis(int[] first, float[][] weights) {

    /**
     * Samples {@code offset} to {@code offset + count - 1} of an axis that is resized from {@code from} to {@code to}.
     */
    static TensorAxis of(int from, int to, int offset, int count, ModelCard.Resize resize) {
        int[] first = new int[count];
        float[][] weights = new float[count][];
        double ratio = (double) from / to;
        double stretch = resize.antialias() ? Math.max(1, ratio) : 1;
        double reach = (resize.cubic() ? 2 : 1) * stretch;
        for (int i = 0; i < count; i++) {
            // the place of the sample's centre, where source sample k has its own at k
            double place = resize.alignCorners()
                    ? (to > 1 ? (offset + i) * (double) ((float) (from - 1) / (to - 1)) : 0)
                    : (offset + i + 0.5) * ratio - 0.5;
            int start = Math.clamp((int) Math.floor(place - reach) + 1, 0, from - 1);
            int end = Math.clamp((int) Math.ceil(place + reach), start + 1, from);
            first[i] = start;
            double center = resize.antialias() ? place : Math.clamp(place, 0, from - 1);
            weights[i] = weights(start, end, center, stretch, resize.cubic());
        }
        return new TensorAxis(first, weights);
    }

    private static float[] weights(int start, int end, double place, double stretch, boolean cubic) {
        double[] exact = new double[end - start];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            double distance = Math.abs(start + i - place) / stretch;
            exact[i] = cubic ? cubic(distance) : Math.max(0, 1 - distance);
            sum += exact[i];
        }
        float[] weights = new float[exact.length];
        for (int i = 0; i < exact.length; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
        return weights;
    }

    /** Keys' cubic with a = -0.5, as Pillow's and PyTorch's antialiased bicubic (Keys 1981, IEEE ASSP 29(6)). */
    private static double cubic(double distance) {
        if (distance < 1) {
            return (1.5 * distance - 2.5) * distance * distance + 1;
        }
        return distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0;
    }

    int length() {
        return first.length;
    }

    int end(int to) {
        return first[to] + weights[to].length;
    }
}

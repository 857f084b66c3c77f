package dev.mediaingest.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of an image classifier to use it: {@code card.json}, schema {@code image-classifier-card/1}.
 *
 * @param id short name, unique in a folder of models
 * @param file the model's file name, beside the card
 * @param sha256 of the file, 64 lower-case hexadecimal digits; null if the card does not say
 * @param input how a picture becomes a tensor
 * @param output what the numbers mean
 * @param nsfw how they become a score
 */
public record ModelCard(
        String id,
        String name,
        String file,
        @Nullable String sha256,
        @Nullable String license,
        Input input,
        Output output,
        Nsfw nsfw) {

    /** Short enough for the catalogue's column: the first digits of the file's hash, or the file name without one. */
    public String version() {
        return sha256 == null ? file : sha256.substring(0, 12);
    }

    /**
     * How a picture becomes a tensor of one batch.
     *
     * @param name of the model's input; null for its only one
     * @param scale multiplied with each sample of 0 to 255, before mean and deviation
     * @param overWhite whether transparent pixels lie over white; else opacity is ignored
     * @param upright whether EXIF orientation is applied
     * @param minSide pictures with a shorter side are not assessed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Input(
            @Nullable String name,
            boolean channelsFirst,
            boolean blueFirst,
            int width,
            int height,
            Resize resize,
            float scale,
            float[] mean,
            float[] deviation,
            boolean overWhite,
            boolean upright,
            int minSide) {}

    /**
     * How a picture is brought to the model's size.
     *
     * @param crop false: stretched; true: its shorter side is fitted to {@code side / cropShare} and the middle cut out
     * @param cubic bicubic instead of bilinear
     * @param alignCorners whether the corner pixels' centres fall on each other
     * @param antialias whether the filter widens when it reduces
     */
    public record Resize(boolean crop, double cropShare, boolean cubic, boolean alignCorners, boolean antialias) {}

    /**
     * What the numbers mean.
     *
     * @param name of the model's output; null for its only one
     */
    public record Output(@Nullable String name, Activation activation, List<String> labels) {}

    /** What turns the model's numbers into probabilities. */
    public enum Activation {
        NONE,
        SOFTMAX,
        SIGMOID
    }

    /**
     * How probabilities become a score: the sum over the explicit labels.
     *
     * @param explicit labels
     * @param suggestive labels that count for nothing but may be shown
     */
    public record Nsfw(List<String> explicit, List<String> suggestive) {}
}

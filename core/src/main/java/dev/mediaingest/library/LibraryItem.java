package dev.mediaingest.library;

import dev.mediaingest.media.Dimensions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as a grid shows it.
 *
 * @param type the format's word, as {@code png}
 * @param shown as a person sees it, turned upright; null if not known
 * @param score -1 rejected, 0 not rated, 1 to 5
 * @param nsfwScore null if not assessed
 * @param created when it was made, as far as anybody knows
 * @param promptStart the beginning of its prompt
 */
public record LibraryItem(
        long id,
        String name,
        String directory,
        String type,
        boolean video,
        @Nullable Dimensions shown,
        @Nullable Double duration,
        long size,
        int score,
        boolean favourite,
        NsfwState nsfw,
        @Nullable Double nsfwScore,
        Instant created,
        Instant added,
        boolean missing,
        @Nullable String generator,
        @Nullable String model,
        @Nullable String sampler,
        @Nullable String seed,
        @Nullable String promptStart,
        Cursor cursor) {
    public String path() {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** The same file with the beginning of its prompt. */
    public LibraryItem withPromptStart(@Nullable String start) {
        return new LibraryItem(
                id, name, directory, type, video, shown, duration, size, score, favourite, nsfw, nsfwScore, created,
                added, missing, generator, model, sampler, seed, start, cursor);
    }
}

package dev.mediaingest.store.catalog;

import dev.mediaingest.media.Score;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue holds of a file already, and what becomes of its rating. Immutable.
 *
 * @param scoreSource where the score was imported from; null if a person gave it
 */
record KnownFile(long id, int score, @Nullable String scoreSource) {
    private boolean isScoredByPerson() {
        return score != 0 && scoreSource == null;
    }

    /** A person's rating wins over an imported one; a rating once imported is kept when its source is gone. */
    int scoreAfter(Optional<Score> imported) {
        return isScoredByPerson() ? score : imported.map(Score::value).orElse(score);
    }

    Optional<String> scoreSourceAfter(Optional<Score> imported) {
        return isScoredByPerson()
                ? Optional.empty()
                : imported.map(Score::source).or(() -> Optional.ofNullable(scoreSource));
    }
}

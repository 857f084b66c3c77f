package dev.mediaingest.bench;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.session.SessionParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What the sessions that are measured have in common. */
final class BenchSession {
    private BenchSession() {}

    /** Everything but the score, of all PNG files. */
    static SessionParameters parameters(MediaRoots roots, Fingerprint fingerprint, int workers) {
        return parameters(roots, "*.png", fingerprint, false, workers);
    }

    static SessionParameters parameters(
            MediaRoots roots, String pattern, Fingerprint fingerprint, boolean score, int workers) {
        return new SessionParameters(
                roots.all(),
                FilePattern.of(pattern),
                true,
                score,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                fingerprint,
                true,
                OptionalLong.empty(),
                workers);
    }

    static MediaRoots roots(Path media) {
        try {
            return MediaRoots.of(List.of(media));
        } catch (NoSuchRoot e) {
            throw new IllegalStateException(e);
        }
    }
}

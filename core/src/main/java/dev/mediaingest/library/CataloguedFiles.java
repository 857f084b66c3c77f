package dev.mediaingest.library;

import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the catalogue knows of single files. Thread-safe. */
public interface CataloguedFiles {

    /** A file by the catalogue's number for it; nothing if there is none, or it was written by another program. */
    Optional<CataloguedFile> find(long id);

    /** Which of these files a session found not safe for work, or could not assess; the others are safe to show. */
    Map<Long, NsfwState> notSafe(Collection<Long> ids);

    /**
     * One file as it was when it was analysed.
     *
     * @param contentSha256 SHA-256 of its bytes; null if none was taken
     */
    record CataloguedFile(
            long id,
            Path path,
            MediaType type,
            Orientation orientation,
            long size,
            Instant modified,
            @Nullable String contentSha256) {}
}

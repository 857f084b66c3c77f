package dev.mediaingest.store.library;

import dev.mediaingest.library.PerceptualHashIndex;
import dev.mediaingest.library.PerceptualHashes;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the perceptual hashes of the whole library. Stateless. */
public final class StoredHashes {
    private static final String HASHES = """
            select f.media_id, f.dct_hash, f.video, a.frame_hashes, a.video_sha256
            from library_files f left join media_analysis a on a.media_id = f.media_id and f.video
            where f.dct_hash is not null
            """;

    private StoredHashes() {}

    public static PerceptualHashIndex read(Database database) {
        return database.read(handle -> {
            Map<Long, PerceptualHashes> hashes = new HashMap<>();
            handle.createQuery(HASHES)
                    .map((row, context) -> Map.entry(row.getLong("media_id"), hashes(row)))
                    .forEach(file -> file.getValue().ifPresent(its -> hashes.put(file.getKey(), its)));
            return new PerceptualHashIndex(hashes);
        });
    }

    /** None of a video that was read before all of its frames were hashed: it is only known how it begins. */
    private static Optional<PerceptualHashes> hashes(ResultSet row) throws SQLException {
        if (!row.getBoolean("video")) {
            return Optional.of(new PerceptualHashes.OfPicture(row.getLong("dct_hash")));
        }
        List<Long> frames = Json.hashes(row.getString("frame_hashes"));
        return row.getString("video_sha256") == null || frames.isEmpty()
                ? Optional.empty()
                : Optional.of(new PerceptualHashes.OfVideo(frames));
    }
}

package dev.mediaingest.store.library;

import dev.mediaingest.pixels.fingerprint.NearDuplicates;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What says how alike files look: a picture's DCT hash, and of a video those of all frames that were sampled. Pictures are like pictures
 * and videos like videos. A video is found by the frame in its middle, since many begin alike, and compared frame by frame.
 */
public record Likenesses(Map<Long, Long> hashes, NearDuplicates index, Map<Long, List<Long>> frames) {
    private static final String HASHES = """
            select f.media_id, f.dct_hash, f.video, a.frame_hashes, a.video_sha256
            from library_files f left join media_analysis a on a.media_id = f.media_id and f.video
            where f.dct_hash is not null
            """;

    public static Likenesses read(Database database) {
        return database.read(handle -> {
            Map<Long, Long> hashes = new HashMap<>();
            Map<Long, List<Long>> frames = new HashMap<>();
            try (PreparedStatement statement = handle.getConnection().prepareStatement(HASHES);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<Long> sampled = Json.hashes(row.getString("frame_hashes"));
                    if (!row.getBoolean("video")) {
                        hashes.put(row.getLong("media_id"), row.getLong("dct_hash"));
                    } else if (row.getString("video_sha256") != null && !sampled.isEmpty()) {
                        frames.put(row.getLong("media_id"), sampled);
                        hashes.put(row.getLong("media_id"), sampled.get(sampled.size() / 2));
                    }
                }
            }
            long[] ids =
                    hashes.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            long[] values = Arrays.stream(ids)
                    .map(id -> Objects.requireNonNull(hashes.get(id)))
                    .toArray();
            return new Likenesses(hashes, new NearDuplicates(values, ids), frames);
        });
    }

    /** The other files that look like one, and by how many bits of 64 each differs. */
    Map<Long, Integer> alike(long id, int distance) {
        Long hash = hashes.get(id);
        Map<Long, Integer> alike = new LinkedHashMap<>();
        if (hash == null) {
            return alike;
        }
        boolean video = frames.containsKey(id);
        for (long other : index.within(hash, video ? NearDuplicates.MAX_DISTANCE : distance)) {
            int apart = other == id ? Integer.MAX_VALUE : distance(id, other);
            if (apart <= distance) {
                alike.put(other, apart);
            }
        }
        return alike;
    }

    private int distance(long one, long other) {
        List<Long> its = frames.get(one);
        List<Long> others = frames.get(other);
        if (its == null && others == null) {
            return Long.bitCount(hash(one) ^ hash(other));
        }
        return its == null || others == null || its.size() != others.size() ? Integer.MAX_VALUE : mean(its, others);
    }

    private long hash(long id) {
        return Objects.requireNonNull(hashes.get(id));
    }

    /** Bits that differ, on average over the frames, upwards. */
    private static int mean(List<Long> its, List<Long> others) {
        int bits = 0;
        for (int i = 0; i < its.size(); i++) {
            bits += Long.bitCount(its.get(i) ^ others.get(i));
        }
        return (bits + its.size() - 1) / its.size();
    }
}

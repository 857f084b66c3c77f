package dev.mediaingest.store;

import dev.mediaingest.analyse.fingerprint.NearDuplicates;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The DCT hashes of all files by their ids, and an index of them. */
record Likenesses(Map<Long, Long> hashes, NearDuplicates index) {

    static Likenesses read(Database database) {
        return database.read(handle -> {
            Map<Long, Long> hashes = new HashMap<>();
            try (PreparedStatement statement = handle.getConnection()
                            .prepareStatement(
                                    "select media_id, dct_hash from library_files where dct_hash is not null");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hashes.put(row.getLong(1), row.getLong(2));
                }
            }
            long[] ids =
                    hashes.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            long[] values = Arrays.stream(ids)
                    .map(id -> Objects.requireNonNull(hashes.get(id)))
                    .toArray();
            return new Likenesses(hashes, new NearDuplicates(values, ids));
        });
    }
}

package dev.mediaingest.store.catalog;

import dev.mediaingest.commit.Thresholds;
import dev.mediaingest.store.database.Database;
import java.time.InstantSource;

/** Verdicts in SQL: stretches of the catalogue, each a transaction that keeps no session waiting for long. */
public final class JdbcThresholds implements Thresholds {
    private static final long STRETCH = 10_000;

    private final Database database;
    private final InstantSource clock;

    public JdbcThresholds(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Applied applyThreshold(double threshold) {
        long last = database.read(handle -> handle.createQuery("select coalesce(max(id), 0) from media_files")
                .mapTo(Long.class)
                .one());
        Applied all = new Applied(0, 0, 0);
        for (long after = 0; after < last; after += STRETCH) {
            Applied some = applyThreshold(threshold, after);
            all = new Applied(all.files() + some.files(), all.nsfw() + some.nsfw(), all.changed() + some.changed());
        }
        return all;
    }

    private Applied applyThreshold(double threshold, long after) {
        return database.write(handle -> {
            Applied applied = handle.createQuery("""
                            select count(*) as files,
                                count(*) filter (where nsfw_score >= :threshold) as nsfw,
                                count(*) filter (where nsfw <> (nsfw_score >= :threshold)) as changed
                            from media_files
                            where id > :after and id <= :end and nsfw_score is not null
                            """)
                    .bind("threshold", threshold)
                    .bind("after", after)
                    .bind("end", after + STRETCH)
                    .map((row, context) ->
                            new Applied(row.getLong("files"), row.getLong("nsfw"), row.getLong("changed")))
                    .one();
            handle.createUpdate("""
                            update media_files
                            set nsfw = nsfw_score >= :threshold, nsfw_label = %s,
                                nsfw_threshold = :threshold, updated_at = :now
                            where id > :after and id <= :end and nsfw_score is not null
                              and (nsfw_threshold is null or nsfw_threshold <> :threshold
                                   or nsfw <> (nsfw_score >= :threshold))
                            """.formatted(database.shared().nsfwLabel("nsfw_score >= :threshold")))
                    .bind("threshold", threshold)
                    .bind("after", after)
                    .bind("end", after + STRETCH)
                    .bind("now", database.dialect().timestamp(clock.instant()))
                    .execute();
            return applied;
        });
    }
}

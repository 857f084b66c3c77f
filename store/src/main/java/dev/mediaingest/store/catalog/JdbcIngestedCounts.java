package dev.mediaingest.store.catalog;

import dev.mediaingest.library.IngestedCounts;
import dev.mediaingest.media.PathText;
import dev.mediaingest.store.sql.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Counts from the directory index alone. */
public final class JdbcIngestedCounts implements IngestedCounts {
    private final Database database;

    public JdbcIngestedCounts(Database database) {
        this.database = database;
    }

    @Override
    public Map<Path, Long> byDirectory(Path top) {
        String directory = top.toString();
        String below = directory.endsWith("/") ? directory : directory + "/";
        return database.read(handle -> {
            Map<Path, Long> counts = new HashMap<>();
            handle.createQuery("""
                            select f.directory, count(*) as files
                            from media_files f left join media_analysis a on a.media_id = f.id
                            where (f.directory%1$s = :directory or (f.directory%1$s >= :below and f.directory%1$s < :behind))
                              and a.missing_since is null
                            group by f.directory
                            """.formatted(database.dialect().byCodePoint()))
                    .bind("directory", directory)
                    .bind("below", below)
                    .bind("behind", below.substring(0, below.length() - 1) + '0') // '0' follows '/'
                    .map((row, context) -> Map.entry(PathText.parse(row.getString("directory")), row.getLong("files")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }
}

package dev.mediaingest.store.catalog;

import dev.mediaingest.library.IngestedCounts;
import dev.mediaingest.media.PathText;
import dev.mediaingest.store.database.Database;
import dev.mediaingest.store.sql.BoundSql;
import dev.mediaingest.store.sql.FolderRange;
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
        BoundSql sql =
                FolderRange.inOrBelow(database.dialect(), "f.directory", top).within("""
                        select f.directory, count(*) as files
                        from media_files f left join media_analysis a on a.media_id = f.id
                        where a.missing_since is null and\s""", " group by f.directory");
        return database.read(handle -> {
            Map<Path, Long> counts = new HashMap<>();
            sql.query(handle)
                    .map((row, context) -> Map.entry(PathText.parse(row.getString("directory")), row.getLong("files")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }
}

package dev.mediaingest.store.catalog;

import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.PathText;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Single files by their primary key. */
public final class JdbcCataloguedFiles implements CataloguedFiles {
    private final Database database;

    public JdbcCataloguedFiles(Database database) {
        this.database = database;
    }

    @Override
    public Optional<CataloguedFile> find(long id) {
        return database.read(handle -> handle.createQuery("""
                        select f.file_path, a.media_type, a.orientation, a.file_size, a.modified_at, a.content_sha256
                        from media_files f join media_analysis a on a.media_id = f.id
                        where f.id = :id
                        """)
                .bind("id", id)
                .map((row, context) -> file(id, row))
                .findOne());
    }

    @Override
    public Map<Long, NsfwState> notSafe(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return database.read(handle -> handle.createQuery(
                        "select id, nsfw_score is null as unknown from media_files where (nsfw or nsfw_score is null)"
                                + " and id in (" + list + ")")
                .reduceRows(new HashMap<>(), (states, row) -> {
                    states.put(
                            row.getColumn("id", Long.class),
                            row.getColumn("unknown", Boolean.class) ? NsfwState.NOT_ASSESSED : NsfwState.NSFW);
                    return states;
                }));
    }

    private static CataloguedFile file(long id, ResultSet row) throws SQLException {
        String type = row.getString("media_type");
        return new CataloguedFile(
                id,
                PathText.parse(row.getString("file_path")),
                Arrays.stream(MediaType.values())
                        .filter(known -> known.label().equals(type))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("unknown media type " + type)),
                Orientation.ofExif(row.getInt("orientation")).orElse(Orientation.UPRIGHT),
                row.getLong("file_size"),
                Times.instant(row.getLong("modified_at")),
                row.getString("content_sha256"));
    }
}

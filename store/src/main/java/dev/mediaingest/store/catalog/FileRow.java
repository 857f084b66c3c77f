package dev.mediaingest.store.catalog;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.store.sql.Database;
import dev.mediaingest.store.sql.Dialect;
import dev.mediaingest.store.sql.Json;
import dev.mediaingest.store.sql.Prepared;
import dev.mediaingest.store.sql.SharedTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A file's row in {@code media_files}, in the Python tool's forms. Confined to one commit. */
final class FileRow {
    /** What a file's row has from its beginning on. */
    private static final List<String> NAMED =
            List.of("filename", "directory", "file_path", "extension", "favourite", "created_at");
    /** What headers say, and each analysis writes anew. */
    private static final List<String> READ =
            List.of("file_size", "file_type", "score", "original_created_at", "updated_at");
    /** What pixels say. */
    private static final List<String> SEEN = List.of(
            "nsfw",
            "nsfw_score",
            "nsfw_label",
            "nsfw_model",
            "nsfw_model_version",
            "nsfw_threshold",
            "media_file_id",
            "phash");

    static final List<String> COLUMNS =
            Stream.of(NAMED, READ, SEEN).flatMap(List::stream).toList();
    private static final String UPDATE_READ = update(READ);
    private static final String UPDATE =
            update(Stream.concat(READ.stream(), SEEN.stream()).toList());

    private final Dialect dialect;
    private final SharedTables shared;
    private final Assessment assessment;
    private final Findings findings;
    private final Instant now;

    FileRow(Database database, Assessment assessment, Findings findings, Instant now) {
        this.dialect = database.dialect();
        this.shared = database.shared();
        this.assessment = assessment;
        this.findings = findings;
        this.now = now;
    }

    /** In the order of {@link #COLUMNS}. */
    List<@Nullable Object> values(int score) {
        SourceFile file = assessment.file();
        Path directory = file.path().getParent();
        List<@Nullable Object> values = new ArrayList<>(COLUMNS.size() + 1);
        values.add(file.fileName());
        values.add(directory == null ? "/" : PathText.of(directory));
        values.add(PathText.of(file.path()));
        values.add(extension(file));
        values.add(false);
        values.add(dialect.timestamp(now));
        addRead(values, score);
        addSeen(values);
        return values;
    }

    private static String update(List<String> columns) {
        return "update media_files set "
                + columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
                + " where id = ?";
    }

    /** Writes a file's row, with {@link #values}, and returns its id. */
    static String insert(SharedTables shared) {
        return "insert into media_files (" + String.join(", ", COLUMNS) + shared.furtherNames("media_files", COLUMNS)
                + ") values (?" + ", ?".repeat(COLUMNS.size() - 1) + shared.furtherValues("media_files", COLUMNS)
                + ") returning id";
    }

    void update(Handle handle, long id, int score) throws SQLException {
        boolean whole = assessment.reading() == Reading.WHOLE;
        List<@Nullable Object> values = new ArrayList<>();
        addRead(values, score);
        if (whole) {
            addSeen(values);
        }
        values.add(id);
        Prepared.update(handle, whole ? UPDATE : UPDATE_READ, values.toArray());
    }

    private void addRead(List<@Nullable Object> values, int score) {
        values.add(dialect.sharedSize(findings.size()));
        values.add(findings.facts().type().kind().label());
        values.add(score);
        values.add(originallyCreated());
        values.add(dialect.timestamp(now));
    }

    private void addSeen(List<@Nullable Object> values) {
        Verdict verdict = assessment.verdict();
        PixelFindings pixels = assessment.pixels();
        values.add(verdict.nsfw());
        if (verdict.classification() instanceof Scored scored) {
            values.addAll(List.of(
                    scored.nsfw(),
                    shared.nsfwLabel(verdict.nsfw()),
                    scored.model(),
                    scored.modelVersion(),
                    verdict.threshold()));
        } else {
            values.addAll(Collections.nCopies(5, null));
        }
        values.add(pixels.pixelSha256());
        values.add(Json.hex(pixels.averageHash()));
    }

    /**
     * What the file says of its making, by the clock of who made it, as the Python tool keeps it: the day people look for. A file
     * that says nothing is as old as its last modification.
     */
    private Object originallyCreated() {
        CapturedAt captured = findings.facts().origin().capturedAt();
        return dialect.timestamp(
                captured == null
                        ? assessment.file().modified()
                        : captured.clock().toInstant(ZoneOffset.UTC));
    }

    /** As the Python tool writes it: lower case, with its dot, cut to the column. */
    static String extension(SourceFile file) {
        String extension = MediaType.extensionOf(file.fileName());
        String dotted = extension.isEmpty() ? "" : "." + extension;
        return dotted.substring(0, Math.min(dotted.length(), 10));
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.analyse.Findings;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.plan.Item;
import dev.mediaingest.store.sql.Steps;
import dev.mediaingest.store.sql.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of an item whose file is in the catalogue now. Confined to one commit. */
public final class CommittedItem {
    /** Of the next item of a session to end. */
    public static final String NEXT_REVISION = """
            coalesce((select revision + 1 from ingest_items
                      where session_id = ? and revision > 0 order by revision desc limit 1), 1)""";

    /** What is set, by {@link #values}; the file's id is further. */
    public static final String SET = """
            state = 'committed', attempts = ?, reason = ?, code = ?, detail = ?, ended_at = ?, duration_ms = ?,
            revision = %s,
            metadata_extracted = ?, keywords_added = ?, score_imported = ?, nsfw_detected = ?, nsfw_assessed = ?
            """.formatted(NEXT_REVISION);

    private static final String UPDATE =
            "update ingest_items set " + SET + ", media_id = ? where session_id = ? and position = ?";

    private final Item item;
    private final Assessment assessment;
    private final Findings findings;
    private final Instant now;
    private final @Nullable Path movedFrom;

    /**
     * An end now.
     *
     * @param movedFrom where the file was before, if it was moved
     */
    public CommittedItem(Item item, Assessment assessment, Findings findings, Instant now, @Nullable Path movedFrom) {
        this.item = item;
        this.assessment = assessment;
        this.findings = findings;
        this.now = now;
        this.movedFrom = movedFrom;
    }

    /** In the order in which {@link #SET} asks for them. */
    public List<@Nullable Object> values() {
        Optional<Failure> remark = assessment.analysis().remark();
        Optional<String> move = Optional.ofNullable(movedFrom).map(from -> "It was " + from + " before.");
        List<@Nullable Object> values = new ArrayList<>();
        values.add(item.attempt()); // a database without power may have lost the attempt
        values.add(move.isPresent() ? "moved" : null);
        values.add(remark.map(failure -> failure.code().code()).orElse(null));
        values.add(remark.map(Failure::sentence).or(() -> move).orElse(null));
        values.add(Times.micros(now));
        values.add(assessment.took().toMillis());
        values.add(item.session().value());
        values.add(findings.hasMetadata());
        values.add(findings.keywords().size());
        values.add(findings.score().isPresent());
        values.add(assessment.verdict().nsfw());
        values.add(assessment.verdict().assessed());
        return values;
    }

    public void write(Steps steps, long mediaId) throws SQLException {
        List<@Nullable Object> values = values();
        values.add(mediaId);
        values.add(item.session().value());
        values.add(item.position());
        steps.add(UPDATE, values.toArray());
    }
}

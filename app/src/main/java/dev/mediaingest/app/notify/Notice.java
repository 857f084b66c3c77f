package dev.mediaingest.app.notify;

import dev.mediaingest.session.Session;
import dev.mediaingest.session.Tally;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something worth telling.
 *
 * @param id the same in every attempt to deliver it
 * @param sentence for a person; names folders, never a file's content
 * @param session null for a test
 * @param tally what became of the session's files so far; null for a test, or if the database does not answer
 */
public record Notice(
        UUID id,
        Event event,
        String sentence,
        @Nullable Session session,
        @Nullable Tally tally,
        Instant at) {

    /** What happened. */
    public enum Event {
        /** Every file has ended; some may have failed. */
        COMPLETED("completed"),
        /** The session ended by a mistake, or does not add up. */
        FAILED("failed"),
        /** Something outside Media Ingest keeps the session waiting. */
        NEEDS_ATTENTION("needs-attention"),
        /** A person tries the channels. */
        TEST("test");

        private final String label;

        Event(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Notice test(Instant at) {
        return new Notice(
                UUID.randomUUID(),
                Event.TEST,
                "This is a test: notifications from Media Ingest arrive here.",
                null,
                null,
                at);
    }

    static Notice completed(Session session, Tally tally, Instant at) {
        String errors = tally.errors() == 0
                ? ""
                : " " + tally.errors() + (tally.errors() == 1 ? " needs" : " need") + " a look.";
        String sentence = "Ingested " + folders(session) + ": " + tally.committed() + " of " + files(tally.total())
                + " committed, " + tally.skipped() + " skipped." + errors;
        return new Notice(ofEnd(session), Event.COMPLETED, sentence, session, tally, at);
    }

    static Notice failed(Session session, @Nullable Tally tally, Instant at) {
        String why = Optional.ofNullable(session.message()).orElse("No reason is known.");
        String sentence = "Ingesting " + folders(session) + " ended by an error. " + why;
        return new Notice(ofEnd(session), Event.FAILED, sentence, session, tally, at);
    }

    static Notice needsAttention(Session session, @Nullable Tally tally, String reason, Instant at) {
        String sentence = "Ingesting " + folders(session) + " waits. " + reason;
        return new Notice(UUID.randomUUID(), Event.NEEDS_ATTENTION, sentence, session, tally, at);
    }

    /** The same after a restart; another if the session goes on and ends again. */
    private static UUID ofEnd(Session session) {
        String end = session.id() + " " + session.state().label() + " " + session.endedAt();
        return UUID.nameUUIDFromBytes(end.getBytes(StandardCharsets.UTF_8));
    }

    private static String folders(Session session) {
        List<Path> folders = session.parameters().directories();
        String more = folders.size() > 1 ? " and " + (folders.size() - 1) + " more" : "";
        return folders.getFirst() + more;
    }

    private static String files(long count) {
        return count + (count == 1 ? " file" : " files");
    }

    /** As programs read it. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id.toString());
        fields.put("event", event.label());
        fields.put("time", at.toString());
        fields.put("message", sentence);
        if (session != null) {
            fields.put("session_id", session.id().value());
            fields.put("status", session.state().label());
        }
        if (tally != null) {
            fields.put("total_files", tally.total());
            fields.put("committed_files", tally.committed());
            fields.put("skipped_files", tally.skipped());
            fields.put("failed_files", tally.failed());
            fields.put("quarantined_files", tally.quarantined());
            fields.put("missing_files", tally.missing());
        }
        return fields;
    }
}

package dev.mediaingest.app.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemReport;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's view of one session. The item rows are the log: whatever ended after the client's last revision is read
 * page by page and sent, so a client that was away misses nothing and gets nothing twice. Confined to its thread.
 */
final class EventStream {
    static final int RECONNECT_MILLIS = 2_000;
    static final long HEARTBEAT_MILLIS = 15_000;
    /** At most five looks a second, whatever the session does. */
    static final long PAUSE_MILLIS = 200;

    private static final int PAGE = 200;

    private final Ingestion ingestion;
    private final SessionId id;
    private final EventWriter writer;
    private long revision;
    private @Nullable StatusView told;
    private long lastWrite = System.nanoTime();

    EventStream(Ingestion ingestion, SessionId id, long afterRevision, EventWriter writer) {
        this.ingestion = ingestion;
        this.id = id;
        this.revision = afterRevision;
        this.writer = writer;
    }

    /** Returns when the session has ended and everything is sent. */
    void run() throws IOException, InterruptedException {
        writer.retry(RECONNECT_MILLIS);
        while (true) {
            long version = ingestion.progress().version();
            Optional<Session> session = ingestion.sessions().find(id);
            sendItems(); // After the state was read: when it says ended, these are all.
            sendProgress(session);
            if (session.isEmpty() || session.get().state().hasEnded()) {
                sendEnd(session);
                return;
            }
            writer.flush();
            awaitChange(version);
        }
    }

    private void sendItems() throws IOException {
        List<ItemReport> page;
        do {
            page = ingestion.sessions().endedAfter(id, revision, PAGE);
            Map<Long, NsfwState> notSafe = ingestion.files().notSafe(committed(page));
            for (ItemReport item : page) {
                writer.event("item", item.revision(), ItemEvent.of(item, notSafe));
                revision = item.revision();
            }
            noteWritten(!page.isEmpty());
            writer.flush();
        } while (page.size() == PAGE);
    }

    private static List<Long> committed(List<ItemReport> items) {
        return items.stream()
                .filter(item -> item.state() == ItemState.COMMITTED)
                .map(ItemReport::mediaId)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * An item that ended.
     *
     * @param nsfw what a page that shows its thumbnail has to know; null if there is none to show
     */
    private record ItemEvent(
            @JsonUnwrapped ItemView item, @Nullable String nsfw) {
        static ItemEvent of(ItemReport item, Map<Long, NsfwState> notSafe) {
            Long id = item.mediaId();
            boolean shown = item.state() == ItemState.COMMITTED && id != null;
            NsfwState state = shown ? notSafe.getOrDefault(id, NsfwState.SAFE) : null;
            return new ItemEvent(
                    ItemView.of(item), state == null ? null : state.name().toLowerCase(Locale.ROOT));
        }
    }

    private void sendProgress(Optional<Session> session) throws IOException {
        if (session.isEmpty()) {
            return;
        }
        StatusView now = StatusView.of(session.get(), ingestion.progress(), ingestion.sessions());
        if (!now.equals(told)) {
            writer.event("progress", now);
            noteWritten(true);
            told = now;
        }
    }

    private void sendEnd(Optional<Session> session) throws IOException {
        String status = session.map(now -> now.state().label()).orElse("deleted");
        writer.event("end", Map.of("session_id", id.value(), "status", status));
        writer.flush();
    }

    private void awaitChange(long seen) throws IOException, InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
        ingestion.progress().awaitChange(seen, HEARTBEAT_MILLIS - PAUSE_MILLIS);
        if (System.nanoTime() - lastWrite >= HEARTBEAT_MILLIS * 900_000) {
            writer.comment("still here");
            writer.flush();
            noteWritten(true);
        }
    }

    private void noteWritten(boolean written) {
        if (written) {
            lastWrite = System.nanoTime();
        }
    }
}

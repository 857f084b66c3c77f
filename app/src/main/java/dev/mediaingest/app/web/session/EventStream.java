package dev.mediaingest.app.web.session;

import dev.mediaingest.app.web.session.SessionFeed.SentItem;
import dev.mediaingest.app.web.session.SessionFeed.Step;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One client's view of one session. It follows the session's feed; what ended before the feed's step it begins at, or while it was
 * too slow, it reads from the item rows, which are the log. So a client that was away misses nothing and gets nothing twice.
 * Confined to its thread.
 */
final class EventStream {
    static final int RECONNECT_MILLIS = 2_000;
    static final long HEARTBEAT_MILLIS = 15_000;
    /** A slower client reads the rows itself, so that the feed's steps need not wait for it in memory. */
    private static final long MOST_BEHIND = 50;

    private final SessionId id;
    private final SessionFeed feed;
    private final EventWriter writer;
    private long revision;
    private @Nullable String sentProgress;

    EventStream(SessionId id, SessionFeed feed, long afterRevision, EventWriter writer) {
        this.id = id;
        this.feed = feed;
        this.revision = afterRevision;
        this.writer = writer;
    }

    /** Returns when the session has ended and everything is sent. */
    void run() throws IOException, InterruptedException {
        writer.retry(RECONNECT_MILLIS);
        writer.flush();
        Step step = catchUp();
        while (true) {
            send(step.items());
            sendProgress(step.progress());
            if (step.ended() != null) {
                writer.event("end", Map.of("session_id", id.value(), "status", step.ended()));
                writer.flush();
                return;
            }
            writer.flush();
            step = feed.latest().number() - step.number() > MOST_BEHIND ? catchUp() : after(step);
        }
    }

    /** Sends what the rows have up to the feed's newest step, and goes on from there. */
    private Step catchUp() throws IOException {
        Step newest = feed.latest();
        while (revision < newest.revision()) {
            List<SentItem> page = feed.itemsAfter(revision);
            if (page.isEmpty()) {
                break; // the session was deleted meanwhile
            }
            send(page);
            writer.flush();
        }
        return newest;
    }

    private void send(List<SentItem> items) throws IOException {
        for (SentItem item : items) {
            if (item.revision() > revision) {
                writer.json("item", item.revision(), item.json());
                revision = item.revision();
            }
        }
    }

    private void sendProgress(@Nullable String progress) throws IOException {
        if (progress != null && !Objects.equals(progress, sentProgress)) {
            writer.json("progress", progress);
            sentProgress = progress;
        }
    }

    private Step after(Step step) throws IOException, InterruptedException {
        while (true) {
            try {
                return step.next().get(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                writer.comment("still here");
                writer.flush();
            } catch (ExecutionException | CancellationException e) {
                throw new Unavailable("The session cannot be followed now; connect again.", e);
            }
        }
    }
}

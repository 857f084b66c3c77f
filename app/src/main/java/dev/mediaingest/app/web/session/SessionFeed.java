package dev.mediaingest.app.web.session;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.app.report.StatusViews;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.library.CataloguedFiles;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What happens in one session, read from the ledger once for all its streams. Each look becomes a {@link Step} that says where the next
 * one will be; a stream follows the steps at its own pace, and what all have passed is forgotten. Thread-safe; one thread runs it.
 */
final class SessionFeed {
    /** At most five looks a second, whatever the session does and however many listen. */
    static final long PAUSE_MILLIS = 200;

    private static final long LONGEST_PAUSE_MILLIS = 15_000;
    private static final int PAGE = 200;

    private final Source source;
    private final SessionId id;
    private long number;
    private volatile Step latest;

    /** A feed of what ends after a revision. */
    SessionFeed(Source source, SessionId id, long afterRevision) {
        this.source = source;
        this.id = id;
        this.latest = new Step(0, afterRevision, List.of(), null, null, new CompletableFuture<>());
    }

    /** Where feeds read. Opens and closes none of it. */
    record Source(Ledger ledger, LiveProgress progress, SessionReports reports, CataloguedFiles files) {
        StatusViews views() {
            return new StatusViews(progress, reports);
        }
    }

    /** An item that ended, as it is sent. */
    record SentItem(long revision, String json) {}

    /**
     * One look at the session.
     *
     * @param number grows by one with each
     * @param revision no item up to it is missing, here and in the steps before
     * @param progress as it is sent; null before the first look and for a session that is gone
     * @param ended the state's word, once the session has ended or is gone
     * @param next the step behind this; fails when the ledger does
     */
    record Step(
            long number,
            long revision,
            List<SentItem> items,
            @Nullable String progress,
            @Nullable String ended,
            CompletableFuture<Step> next) {}

    /** The newest step. */
    Step latest() {
        return latest;
    }

    /** Looks until the session has ended or this thread is interrupted. */
    void run() {
        try {
            while (latest.ended() == null) {
                long version = source.progress().version();
                look();
                Thread.sleep(PAUSE_MILLIS);
                source.progress().awaitChange(version, LONGEST_PAUSE_MILLIS - PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            latest.next().cancel(false); // nobody listens any more
        } catch (RuntimeException e) {
            latest.next().completeExceptionally(e);
        }
    }

    private void look() {
        Optional<Session> session = source.ledger().find(id);
        List<SentItem> page = newItems(); // After the state was read: when it says ended, these are all.
        while (page.size() == PAGE) {
            publish(page, latest.progress(), null);
            page = newItems();
        }
        String progress = session.map(now -> json(source.views().of(now))).orElse(null);
        boolean over = session.isEmpty() || session.get().state().hasEnded();
        String ended = over ? session.map(now -> now.state().label()).orElse("deleted") : null;
        if (!page.isEmpty() || over || !Objects.equals(progress, latest.progress())) {
            publish(page, progress, ended);
        }
    }

    private List<SentItem> newItems() {
        return itemsAfter(latest.revision());
    }

    private void publish(List<SentItem> items, @Nullable String progress, @Nullable String ended) {
        Step before = latest;
        long revision = items.isEmpty() ? before.revision() : items.getLast().revision();
        Step step = new Step(++number, revision, items, progress, ended, new CompletableFuture<>());
        latest = step;
        before.next().complete(step);
    }

    /** A page of items that ended after a revision, as they are sent. */
    List<SentItem> itemsAfter(long revision) {
        List<ItemReport> page = source.reports().endedAfter(id, revision, PAGE);
        Map<Long, NsfwState> notSafe = source.files().notSafe(committed(page));
        List<SentItem> items = new ArrayList<>(page.size());
        page.forEach(item -> items.add(new SentItem(item.revision(), json(ItemEvent.of(item, notSafe)))));
        return items;
    }

    private static List<Long> committed(List<ItemReport> items) {
        return items.stream()
                .filter(item -> item.state() == ItemState.COMMITTED)
                .map(ItemReport::mediaId)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String json(Object event) {
        return JsonBody.MAPPER.writeValueAsString(event);
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
}

package dev.mediaingest.app.cli.run;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a session that another process runs, as the ledger tells it, until it ends or stops. Changes nothing, so whoever follows may
 * leave at any time. What a file adds to the counts is not told one by one; the end has the sums.
 */
public final class FollowedRun {
    private static final long PAUSE_MILLIS = 200;
    private static final int PAGE = 500;

    private final Store store;
    private final RunView view;
    private final BooleanSupplier isRunnerThere;
    private final String options;
    private long revision;
    private @Nullable Session shown;
    private boolean begun;

    /**
     * Nothing is shown yet.
     *
     * @param isRunnerThere whether the process that runs the session lives; asked now and then
     * @param options what commands that are suggested must repeat
     */
    public FollowedRun(Store store, RunView view, BooleanSupplier isRunnerThere, String options) {
        this.store = store;
        this.view = view;
        this.isRunnerThere = isRunnerThere;
        this.options = options;
    }

    /**
     * Shows what happens, then how it ended.
     *
     * @param after items that ended up to this revision are not shown
     * @throws CannotStart if the session is deleted meanwhile, or nobody runs it any more
     */
    public RunSummary follow(SessionId id, long after) throws CannotStart {
        revision = after;
        while (true) {
            boolean alive = isRunnerThere.getAsBoolean(); // before the look: what it did last is seen
            Session now = store.ledger().find(id).orElseThrow(() -> new CannotStart("The session was deleted there."));
            show(now);
            if (now.state().hasEnded() || now.state() == SessionState.INTERRUPTED) {
                RunSummary run = RunSummary.of(store, id);
                view.ended(run);
                return run;
            }
            if (!alive) {
                throw new CannotStart("The server has ended, and session " + id
                        + " waits; it goes on when the server starts again, or with ./media-ingest resume " + id
                        + options);
            }
            pause();
        }
    }

    private void show(Session now) {
        if (shown == null || shown.state() != now.state() || !Objects.equals(shown.message(), now.message())) {
            view.on(new StateChanged(now));
            shown = now;
        }
        showItems(now.id());
        if (now.planned() && !begun) {
            begun = true;
            view.on(new Begun(now.id(), store.items().tally(now.id())));
        }
    }

    private void showItems(SessionId id) {
        List<ItemReport> page;
        do {
            page = store.reports().endedAfter(id, revision, PAGE);
            page.forEach(item -> view.on(ended(id, item)));
            revision = page.isEmpty() ? revision : page.getLast().revision();
        } while (page.size() == PAGE);
    }

    private static ItemEnded ended(SessionId id, ItemReport item) {
        SourceFile file = new SourceFile(PathText.parse(item.path()), item.size(), Instant.EPOCH);
        long millis = Objects.requireNonNullElse(item.durationMillis(), 0L);
        return new ItemEnded(
                new Item(id, item.position(), file, Math.max(0, item.attempts() - 1)),
                item.state(),
                item.code(),
                item.detail(),
                Counted.NOTHING,
                Duration.ofMillis(millis));
    }

    private static void pause() throws CannotStart {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while the session was followed.");
        }
    }
}

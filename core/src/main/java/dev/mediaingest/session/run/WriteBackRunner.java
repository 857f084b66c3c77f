package dev.mediaingest.session.run;

import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.SidecarStamp;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Engine;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.Tally;
import dev.mediaingest.writeback.GivenFiles;
import dev.mediaingest.writeback.GivenFiles.Known;
import dev.mediaingest.writeback.GivenFiles.Listed;
import dev.mediaingest.writeback.SidecarWriter;
import dev.mediaingest.writeback.SidecarWriter.Outcome;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Refused;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Unchanged;
import dev.mediaingest.writeback.SidecarWriter.Outcome.Written;
import dev.mediaingest.writeback.WriteBack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs a session that writes back: a sidecar a file, one after the other, each an item that ends when its sidecar is in place. Done
 * twice, as after a kill between the sidecar and the item's end, it finds the sidecar as it should be.
 */
public final class WriteBackRunner implements Engine {
    private static final int PAGE = 500;

    private final GivenFiles files;
    private final SidecarWriter writer;
    private final Discoverer discoverer;
    private final Ledger ledger;
    private final Items items;
    private final SessionListener listener;

    public WriteBackRunner(
            GivenFiles files,
            SidecarWriter writer,
            Discoverer discoverer,
            Ledger ledger,
            Items items,
            SessionListener listener) {
        this.files = files;
        this.writer = writer;
        this.discoverer = discoverer;
        this.ledger = ledger;
        this.items = items;
        this.listener = listener;
    }

    @Override
    public Plan plan(Session session, Lease lease, StopSignal stop) {
        List<Term> query = terms(writeBack(session));
        ItemList list = items.newList(lease);
        long total = 0;
        long last = 0;
        List<Listed> page;
        do {
            page = files.list(query, last, PAGE);
            if (!page.isEmpty()) {
                last = page.getLast().id();
                total += list.add(page.stream().map(Listed::file).toList(), false, Long.MAX_VALUE)
                        .files();
            }
        } while (page.size() == PAGE && !stop.isSet());
        Plan plan = new Plan(total, total, 0);
        if (!stop.isSet()) {
            list.complete();
            listener.on(new Planned(session.id(), plan));
        }
        return plan;
    }

    @Override
    public void run(Session session, Lease lease, StopSignal stop) throws InterruptedException {
        SessionLifecycle lifecycle = new SessionLifecycle(session, lease, stop, ledger, items, listener);
        lifecycle.plan(() -> plan(session, lease, stop));
        Tally unused = lifecycle.begin();
        PendingItems pending = lifecycle.pendingItems(Duration.ZERO);
        Turn turn = new Turn(lease, writeBack(session), lifecycle.retry());
        while (!stop.isSet() && pending.hasNext()) {
            turn.run(pending.next());
        }
        lifecycle.finish();
    }

    /** One item's turn: its sidecar is written, and the item ended. */
    private final class Turn {
        private final Lease lease;
        private final WriteBack request;
        private final Retry retry;
        private final Items retryingItems;
        private final GivenFiles retryingFiles;

        Turn(Lease lease, WriteBack request, Retry retry) {
            this.lease = lease;
            this.request = request;
            this.retry = retry;
            this.retryingItems = retry.around(Items.class, items);
            this.retryingFiles = retry.around(GivenFiles.class, files);
        }

        void run(Item item) throws InterruptedException {
            int unused = retryingItems.begin(lease, item);
            listener.on(new ItemBegun(item));
            long start = System.nanoTime();
            Optional<Known> known = retryingFiles.find(item.file().path());
            SidecarStamp before = sidecars(item);
            Outcome outcome = known.isEmpty()
                    ? new Refused(Failure.of(FailureCode.MISSING))
                    : retry.call(() -> written(item, known.get(), request));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            switch (outcome) {
                case Written(var sidecar) -> {
                    boolean isKnown = request.mirror() == null
                            && known.isPresent()
                            && known.get().sidecars().equals(before);
                    retryingFiles.written(lease, item, sidecar, isKnown ? sidecars(item) : null, took);
                    ended(item, ItemState.COMMITTED, null, took);
                }
                case Unchanged() -> {
                    retryingFiles.unchanged(lease, item, took);
                    ended(item, ItemState.SKIPPED, null, took);
                }
                case Refused(Failure reason) -> {
                    retryingFiles.failed(lease, item, reason, took);
                    ended(item, ItemState.FAILED, reason, took);
                }
            }
        }

        private SidecarStamp sidecars(Item item) throws InterruptedException {
            return retry.call(() -> discoverer.sidecars(item.file().path()));
        }
    }

    /** With a deadline, as every call of the file system: done twice, it finds the sidecar as it should be. */
    private Outcome written(Item item, Known known, WriteBack request) {
        Path file = item.file().path();
        try {
            return discoverer.files().call(file.resolveSibling(""), () -> writer.write(file, known.given(), request));
        } catch (IOException e) {
            throw new IllegalStateException("a writer must not throw", e);
        }
    }

    /** None of its folders was ever looked through. */
    @Override
    public OptionalLong confirmMissing(SessionId session, Path folder) {
        return OptionalLong.empty();
    }

    @Override
    public void hurry() {
        discoverer.files().close();
    }

    private void ended(Item item, ItemState state, @Nullable Failure reason, Duration took) {
        listener.on(new ItemEnded(
                item,
                state,
                reason == null ? null : reason.code().code(),
                reason == null ? null : reason.sentence(),
                Counted.NOTHING,
                took));
    }

    private static WriteBack writeBack(Session session) {
        return session.parameters().writeBack().orElseThrow();
    }

    /** It was understood when the session was made; a version that understands it no more finds nothing. */
    private static List<Term> terms(WriteBack request) {
        try {
            return QueryText.parse(request.query());
        } catch (BadQuery e) {
            throw new IllegalStateException("a stored query is not understood: " + e.sentence(), e);
        }
    }
}

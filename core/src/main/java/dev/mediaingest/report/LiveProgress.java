package dev.mediaingest.report;

import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Counted;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What running sessions are doing right now, without asking the database: counts start from the rows when a runner begins
 * and follow each committed transaction. Sessions nobody runs are counted from their rows. Thread-safe.
 */
public final class LiveProgress implements SessionListener {
    private final Items items;
    private final Map<SessionId, Running> running = new ConcurrentHashMap<>();
    /** What sessions wait for, also those no runner has begun yet. */
    private final Map<SessionId, String> troubles = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;

    public LiveProgress(Items items) {
        this.items = items;
    }

    @Override
    public void on(SessionEvent event) {
        switch (event) {
            case Begun(SessionId id, Tally tally) -> running.put(id, new Running(tally));
            case StateChanged(Session now) -> {
                if (!now.state().isActive()) {
                    forget(now.id());
                }
            }
            case TakenOver(SessionId id) -> forget(id);
            case Deleted(SessionId id) -> forget(id);
            case ItemBegun begun -> update(begun.session(), live -> live.begun(begun));
            case ItemEnded ended -> update(ended.session(), live -> live.ended(ended));
            case Deferred(Item item) -> update(item.session(), live -> live.inWork.remove(item.position()));
            case Waiting(SessionId id, String sentence) -> troubles.put(id, sentence);
            case Recovered(SessionId id) -> troubles.remove(id);
            case Planned planned -> {}
            case Broken(SessionId id, Throwable cause) -> forget(id);
        }
        lock.lock();
        try {
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The session as it is now. */
    public Progress of(Session session) {
        String trouble = troubles.get(session.id());
        Running live = running.get(session.id());
        if (live != null) {
            return live.progress(session, trouble);
        }
        return new Progress(
                session.id(),
                trouble == null ? session.state() : SessionState.PAUSED,
                trouble == null ? session.message() : trouble,
                items.tally(session.id()),
                List.of(),
                0,
                OptionalLong.empty());
    }

    /** A number that changes with every event of any session. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link #version} is no longer the given one, at most that long. */
    public void awaitChange(long seen, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(SessionId id) {
        running.remove(id);
        troubles.remove(id);
    }

    private void update(SessionId id, Consumer<Running> change) {
        Running live = running.get(id);
        if (live != null) {
            synchronized (live) {
                change.accept(live);
            }
        }
    }

    /** Guarded by itself. */
    private static final class Running {
        private Tally tally;
        private final Rate rate = new Rate();
        private final Map<Long, SourceFile> inWork = new LinkedHashMap<>();

        Running(Tally tally) {
            this.tally = tally;
            rate.mark(System.nanoTime(), tally.processed());
        }

        void begun(ItemBegun event) {
            inWork.put(event.item().position(), event.item().file());
        }

        void ended(ItemEnded event) {
            inWork.remove(event.item().position());
            tally = plus(tally, event.state(), event.counted());
            rate.mark(System.nanoTime(), tally.processed());
        }

        synchronized Progress progress(Session session, @Nullable String trouble) {
            List<String> names = new ArrayList<>();
            inWork.values().forEach(file -> names.add(file.fileName()));
            boolean waits = trouble != null;
            return new Progress(
                    session.id(),
                    waits ? SessionState.PAUSED : session.state(),
                    waits ? trouble : session.message(),
                    tally,
                    names,
                    waits ? 0 : rate.filesPerSecond(),
                    waits ? OptionalLong.empty() : rate.secondsFor(tally.total() - tally.processed()));
        }
    }

    private static Tally plus(Tally before, ItemState ended, Counted counted) {
        return new Tally(
                before.total(),
                Math.max(0, before.pending() - 1),
                0,
                before.committed() + (ended == ItemState.COMMITTED ? 1 : 0),
                before.skipped(),
                before.failed() + (ended == ItemState.FAILED ? 1 : 0),
                before.quarantined(),
                before.missing() + (ended == ItemState.MISSING ? 1 : 0),
                before.metadataExtracted() + (counted.metadata() ? 1 : 0),
                before.keywordsAdded() + counted.keywords(),
                before.scoresImported() + (counted.score() ? 1 : 0),
                before.nsfwDetected() + (counted.nsfw() ? 1 : 0),
                before.nsfwAssessed() + (counted.assessed() ? 1 : 0),
                before.notes() + (counted.note() ? 1 : 0));
    }
}

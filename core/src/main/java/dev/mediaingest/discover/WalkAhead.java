package dev.mediaingest.discover;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A walk on a thread of its own, some thousand entries ahead of whoever takes them: while one looks at the disk, the other
 * writes to the database. Gives the walk's entries in its order, and what it throws where it throws it. Confined to the
 * thread that takes; whoever does not take all of it closes it.
 */
public final class WalkAhead implements Iterator<Discovered>, AutoCloseable {
    private static final int PAGE = 500;
    private static final int PAGES = 8;
    private static final long SILENCE_MILLIS = 2_000;

    private final BlockingQueue<Page> pages = new ArrayBlockingQueue<>(PAGES);
    private final Thread walker;
    private final Runnable onSilence;
    private final Set<Mount> mounts;
    private Page page = new Page(List.of(), false, null);
    private int next;

    /** Entries in the order of the walk; at its end also what ended it. */
    private record Page(
            List<Discovered> entries,
            boolean isLast,
            @Nullable RuntimeException thrown) {}

    private WalkAhead(Iterator<Discovered> walk, Set<Mount> mounts, Runnable onSilence) {
        this.mounts = mounts;
        this.onSilence = onSilence;
        this.walker = Thread.ofPlatform().name("walk").daemon().unstarted(() -> walk(walk));
    }

    /**
     * Begins to walk.
     *
     * @param mounts grow as it goes on
     * @param onSilence is done on the thread that takes whenever the walk gave nothing for two seconds; what it throws is what
     *     the walk throws
     */
    static WalkAhead of(Iterator<Discovered> walk, Set<Mount> mounts, Runnable onSilence) {
        WalkAhead ahead = new WalkAhead(walk, mounts, onSilence);
        ahead.walker.start();
        return ahead;
    }

    private void walk(Iterator<Discovered> walk) {
        List<Discovered> entries = new ArrayList<>(PAGE);
        try {
            while (walk.hasNext()) {
                entries.add(walk.next());
                if (entries.size() == PAGE) {
                    pages.put(new Page(entries, false, null));
                    entries = new ArrayList<>(PAGE);
                }
            }
            pages.put(new Page(entries, true, null));
        } catch (InterruptedException e) {
            // closed: nobody takes any more
        } catch (RuntimeException e) {
            putLast(new Page(entries, true, e));
        } catch (Error e) {
            putLast(new Page(entries, true, new IllegalStateException("The walk failed", e)));
        }
    }

    private void putLast(Page last) {
        try {
            pages.put(last);
        } catch (InterruptedException e) {
            // closed: nobody takes any more
        }
    }

    @Override
    public boolean hasNext() {
        while (next == page.entries.size() && !page.isLast) {
            page = take();
            next = 0;
        }
        if (next == page.entries.size() && page.thrown != null) {
            throw page.thrown;
        }
        return next < page.entries.size();
    }

    @Override
    public Discovered next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.entries.get(next++);
    }

    private Page take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Page taken = pages.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
                    if (taken != null) {
                        return taken;
                    }
                    onSilence.run();
                } catch (InterruptedException e) {
                    interrupted = true; // a walk ends by itself, and the plan is stopped by its signal
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The mounts that were met so far, the directories the walk started from included. */
    public Set<Mount> mounts() {
        return Set.copyOf(mounts);
    }

    /** Ends the walk. */
    @Override
    public void close() {
        walker.interrupt();
    }
}

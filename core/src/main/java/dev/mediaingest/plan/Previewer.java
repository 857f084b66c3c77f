package dev.mediaingest.plan;

import dev.mediaingest.discover.Discovered;
import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.KnownFiles.Standing;
import dev.mediaingest.plan.KnownFiles.Standing.Outdated;
import dev.mediaingest.plan.KnownFiles.Standing.Plain;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Counts what a plan would list, and writes nothing. Confined to one thread and one walk; holds one batch in memory. */
public final class Previewer {
    private static final int BATCH = 4_000;

    private final KnownFiles known;
    private final EarlierReadings earlier;
    private final boolean retryFailed;
    private final long mostToDo;
    private final Map<Standing, Long> files = new HashMap<>();
    private final Map<ReaderChange, Long> readAgain = new EnumMap<>(ReaderChange.class);
    private final Map<Reason, Long> leftOut = new EnumMap<>(Reason.class);
    private long toDo;
    private long bytes;

    /**
     * A count that begins at nothing.
     *
     * @param earlier see {@link KnownFiles#compare}
     * @param retryFailed likewise
     * @param mostToDo ends it after so many files that would be analysed
     */
    public Previewer(KnownFiles known, EarlierReadings earlier, boolean retryFailed, long mostToDo) {
        this.known = known;
        this.earlier = earlier;
        this.retryFailed = retryFailed;
        this.mostToDo = mostToDo;
    }

    /** Walks to the end. */
    public Preview preview(Iterator<Discovered> walk) {
        while (walk.hasNext() && toDo < mostToDo) {
            count(batch(walk));
        }
        return new Preview(
                of(Plain.NEW),
                of(Plain.CHANGED),
                Map.copyOf(readAgain),
                of(Plain.UNCHANGED),
                of(Plain.FAILED_BEFORE),
                bytes,
                Map.copyOf(leftOut));
    }

    private List<SourceFile> batch(Iterator<Discovered> walk) {
        List<SourceFile> batch = new ArrayList<>();
        while (walk.hasNext() && batch.size() < BATCH) {
            switch (walk.next()) {
                case Found found -> batch.add(found.file());
                case LeftOut entry -> leftOut.merge(entry.reason(), 1L, Long::sum);
            }
        }
        return batch;
    }

    private void count(List<SourceFile> batch) {
        List<Standing> standings = known.compare(batch, earlier, retryFailed);
        for (int i = 0; i < batch.size() && toDo < mostToDo; i++) {
            Standing standing = standings.get(i);
            if (standing instanceof Outdated(ReaderChange by)) {
                readAgain.merge(by, 1L, Long::sum);
            } else {
                files.merge(standing, 1L, Long::sum);
            }
            if (standing != Plain.UNCHANGED && standing != Plain.FAILED_BEFORE) {
                toDo++;
                bytes += batch.get(i).size();
            }
        }
    }

    private long of(Plain standing) {
        return files.getOrDefault(standing, 0L);
    }
}

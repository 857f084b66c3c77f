package dev.mediaingest.plan;

import dev.mediaingest.discover.Discovered;
import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList.Added;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Turns the files found into a session's list of items, batch by batch. Stateless; holds one batch in memory. */
public final class Planner {
    private static final int BATCH = 4_000;

    /**
     * Writes the list.
     *
     * @param skipUnchanged whether files the catalogue holds unchanged are skipped
     * @param mostToDo stops after this many files that are to be analysed
     * @param stopped ends the planning early; the list is then incomplete and must not be run
     */
    public Plan plan(
            Iterator<Discovered> discovered,
            boolean skipUnchanged,
            long mostToDo,
            ItemList list,
            BooleanSupplier stopped) {
        Plan plan = Plan.EMPTY;
        while (discovered.hasNext() && plan.toDo() < mostToDo && !stopped.getAsBoolean()) {
            plan = addBatch(plan, discovered, skipUnchanged, mostToDo, list);
        }
        return plan;
    }

    private static Plan addBatch(
            Plan soFar, Iterator<Discovered> discovered, boolean skipUnchanged, long mostToDo, ItemList list) {
        List<SourceFile> files = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        while (discovered.hasNext() && files.size() < BATCH && leftOut.size() < BATCH) {
            switch (discovered.next()) {
                case Found found -> files.add(found.file());
                case LeftOut entry -> leftOut.add(entry);
            }
        }
        Added added = files.isEmpty() ? Added.NOTHING : list.add(files, skipUnchanged, mostToDo - soFar.toDo());
        if (!leftOut.isEmpty()) {
            list.leaveOut(leftOut);
        }
        return soFar.and(added, leftOut.size());
    }
}

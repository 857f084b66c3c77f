package dev.mediaingest.plan;

import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.ItemList.Added;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a session is about to do.
 *
 * @param total items in the list
 * @param toDo those of them that are new, changed or read again
 * @param readAgain unchanged files among these that today's readers find more in, by why
 * @param leftOut entries passed over, which are no items
 * @param gone files in the catalogue that are not on disk any more, which are no items either
 * @param away folders of the catalogue's files that may only be unplugged
 */
public record Plan(
        long total, long toDo, Map<ReaderChange, Long> readAgain, long leftOut, long gone, List<AwayFolder> away) {
    static final Plan EMPTY = new Plan(0, 0, 0);

    /** Of a list that is not compared with the catalogue. */
    public Plan(long total, long toDo, long leftOut) {
        this(total, toDo, Map.of(), leftOut, 0, List.of());
    }

    public Plan {
        readAgain = Map.copyOf(readAgain);
        away = List.copyOf(away);
    }

    /** With another batch at its end. */
    Plan and(Added added, long moreLeftOut) {
        Map<ReaderChange, Long> again = new EnumMap<>(ReaderChange.class);
        again.putAll(readAgain);
        added.readAgain().forEach((change, files) -> again.merge(change, files, Long::sum));
        return new Plan(total + added.files(), toDo + added.toDo(), again, leftOut + moreLeftOut, gone, away);
    }

    /** With what a complete walk did not find again. */
    public Plan withAbsent(long gone, List<AwayFolder> away) {
        return new Plan(total, toDo, readAgain, leftOut, gone, away);
    }
}

package dev.mediaingest.plan;

import java.util.List;

/**
 * What a session is about to do.
 *
 * @param total items in the list
 * @param toDo those of them that are new or changed
 * @param leftOut entries passed over, which are no items
 * @param gone files in the catalogue that are not on disk any more, which are no items either
 * @param away folders of the catalogue's files that may only be unplugged
 */
public record Plan(long total, long toDo, long leftOut, long gone, List<AwayFolder> away) {
    static final Plan EMPTY = new Plan(0, 0, 0);

    /** Of a list that is not compared with the catalogue. */
    public Plan(long total, long toDo, long leftOut) {
        this(total, toDo, leftOut, 0, List.of());
    }

    public Plan {
        away = List.copyOf(away);
    }

    /** With what a complete walk did not find again. */
    public Plan withAbsent(long gone, List<AwayFolder> away) {
        return new Plan(total, toDo, leftOut, gone, away);
    }
}

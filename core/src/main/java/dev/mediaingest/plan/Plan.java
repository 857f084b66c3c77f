package dev.mediaingest.plan;

/**
 * What a session is about to do.
 *
 * @param total items in the list
 * @param toDo those of them that are new or changed
 * @param leftOut entries passed over, which are no items
 * @param gone files in the catalogue that are not on disk any more, which are no items either
 */
public record Plan(long total, long toDo, long leftOut, long gone) {
    static final Plan EMPTY = new Plan(0, 0, 0, 0);

    /** With what a complete walk did not find again. */
    public Plan withGone(long files) {
        return new Plan(total, toDo, leftOut, files);
    }
}

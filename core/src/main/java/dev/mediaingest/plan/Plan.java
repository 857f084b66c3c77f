package dev.mediaingest.plan;

/**
 * What a session is about to do.
 *
 * @param total items in the list
 * @param toDo those of them that are new or changed
 * @param leftOut entries passed over, which are no items
 */
public record Plan(long total, long toDo, long leftOut) {}

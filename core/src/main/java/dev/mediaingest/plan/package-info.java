/**
 * Stage 2 of 8. In: the files found. Out: the session's fixed list of items, in order, those already in the catalogue
 * unchanged marked as skipped as they are written, a batch a transaction. What can go wrong: only the store.
 */
@NullMarked
package dev.mediaingest.plan;

import org.jspecify.annotations.NullMarked;

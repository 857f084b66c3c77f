/**
 * Stage 2 of 6. In: the files found. Out: the session's fixed list of items, in order, those already in the catalogue
 * unchanged marked as skipped by one set comparison a batch. What can go wrong: only the store.
 */
@NullMarked
package dev.mediaingest.plan;

import org.jspecify.annotations.NullMarked;

/**
 * Beside the flow: looking at what the catalogue holds. In: a query, as filters and as a person types it. Out: pages of files,
 * everything known of one, what filters there are to choose from, which files are duplicates. A query that makes no sense is one
 * sentence.
 */
@NullMarked
package dev.mediaingest.library;

import org.jspecify.annotations.NullMarked;

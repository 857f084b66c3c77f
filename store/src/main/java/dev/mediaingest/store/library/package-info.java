/** What pages ask of the whole catalogue, in SQL, and what keeps its own tables up to date behind the commits. */
@NullMarked
package dev.mediaingest.store.library;

import org.jspecify.annotations.NullMarked;

/**
 * Stage 3 of 8. In: one source file. Out: an {@link dev.mediaingest.analyse.Analysis}: complete, partial, or why nothing
 * could be read. What can go wrong is a value: nothing in a file's bytes makes this stage throw.
 */
@NullMarked
package dev.mediaingest.analyse;

import org.jspecify.annotations.NullMarked;

/**
 * Stage 4 of 6. In: one file's pixels. Out: a score, or the reason there is none. Not assessed is never safe.
 * {@link dev.mediaingest.classify.Assessor} is one file's whole turn: stages 3 and 4 while the file is open.
 */
@NullMarked
package dev.mediaingest.classify;

import org.jspecify.annotations.NullMarked;

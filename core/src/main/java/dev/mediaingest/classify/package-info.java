/**
 * Stage 4 of 6. In: one file's pixels. Out: a score, or the reason there is none. Not assessed is never safe.
 */
@NullMarked
package dev.mediaingest.classify;

import org.jspecify.annotations.NullMarked;

/**
 * Stage 6 of 8. In: one file as it was planned. Out: its {@link dev.mediaingest.assess.Assessment}, made while the file is open and
 * certain to be of one and the same content: what was read ({@code analyse}), what was seen ({@code pixels}) and what a threshold
 * makes of it.
 */
@NullMarked
package dev.mediaingest.assess;

import org.jspecify.annotations.NullMarked;

/**
 * Stage 8 of 8. In: items' outcomes. Out: counts, rate and time left, and the state directory other programs read.
 */
@NullMarked
package dev.mediaingest.report;

import org.jspecify.annotations.NullMarked;

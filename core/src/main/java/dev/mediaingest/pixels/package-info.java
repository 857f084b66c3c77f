/**
 * Stage 4 of 8. In: one file's pixels. Out: hashes, thumbnails and what a classifier says, all of one decoding
 * ({@link dev.mediaingest.pixels.PixelPass}). The classifier is a port here and is given by who puts the flow together, so that this
 * stage knows no model.
 */
@NullMarked
package dev.mediaingest.pixels;

import org.jspecify.annotations.NullMarked;

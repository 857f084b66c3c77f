/**
 * From a file's bytes to its facts and texts: one reader for each container. Knows nothing of what a text means; that is
 * {@link dev.mediaingest.analyse.generation}. Blocks that several containers carry are in {@code metadata}, containers made of boxes in
 * {@code isobmff}.
 */
@NullMarked
package dev.mediaingest.analyse.container;

import org.jspecify.annotations.NullMarked;

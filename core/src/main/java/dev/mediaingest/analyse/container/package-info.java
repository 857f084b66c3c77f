/**
 * From a file's bytes to its facts and texts: one reader for each container. Knows nothing of what a text means; that is
 * {@link dev.mediaingest.analyse.generation}. Every length and offset in a file is a claim: readers bound it, keep what
 * they read before it turned out wrong, and say so.
 */
@NullMarked
package dev.mediaingest.analyse.container;

import org.jspecify.annotations.NullMarked;

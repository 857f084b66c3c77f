/**
 * What readers of containers share: the bytes of a file ({@link dev.mediaingest.analyse.content.FileBytes}), and what they collect of
 * it within its bounds. Every length and offset in a file is a claim: readers bound it, keep what they read before it turned out wrong,
 * and say so.
 */
@NullMarked
package dev.mediaingest.analyse.content;

import org.jspecify.annotations.NullMarked;

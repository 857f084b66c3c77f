/**
 * How a picture was generated: the values every tool's way of writing them becomes.
 */
@NullMarked
package dev.mediaingest.media.generation;

import org.jspecify.annotations.NullMarked;

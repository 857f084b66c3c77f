/** TIFF pictures, a row at a time: directory, unpacking of strips and tiles, and the way from samples to red, green and blue. */
@NullMarked
package dev.mediaingest.engines.tiff;

import org.jspecify.annotations.NullMarked;

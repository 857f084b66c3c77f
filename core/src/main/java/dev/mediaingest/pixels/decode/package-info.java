/**
 * Pixels out of files: a decoder hands a picture's rows to a sink, top to bottom, so that nobody needs the whole picture in
 * memory. Decoders with native code live in the engines module.
 */
@NullMarked
package dev.mediaingest.pixels.decode;

import org.jspecify.annotations.NullMarked;

/**
 * Why one file could not be read, as a value: code, sentence, next step. Trouble with the environment is an exception instead.
 */
@NullMarked
package dev.mediaingest.failure;

import org.jspecify.annotations.NullMarked;

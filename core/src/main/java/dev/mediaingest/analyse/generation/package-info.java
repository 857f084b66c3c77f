/**
 * From embedded texts to generation parameters: {@link dev.mediaingest.analyse.generation.GenerationReader} asks one parser for each
 * tool's way of writing them. Knows nothing of containers; a text's source and key are all that is left of them.
 */
@NullMarked
package dev.mediaingest.analyse.generation;

import org.jspecify.annotations.NullMarked;

/**
 * What the parsers share: the texts they are given, how JSON and numbers in them are read, the grammar of prompts, and the draft that
 * becomes a file's generation parameters.
 */
@NullMarked
package dev.mediaingest.analyse.generation.parameters;

import org.jspecify.annotations.NullMarked;

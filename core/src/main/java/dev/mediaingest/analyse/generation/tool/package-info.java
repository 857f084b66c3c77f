/**
 * The parsers of tools that write what they did as a text or a document of their own.
 */
@NullMarked
package dev.mediaingest.analyse.generation.tool;

import org.jspecify.annotations.NullMarked;

/**
 * Stage 1 of 8. In: directories and a pattern. Out: a stream of files found and files left out, each with a reason.
 * What can go wrong: a directory that cannot be listed is left out like a file; a directory outside the media roots is refused.
 */
@NullMarked
package dev.mediaingest.discover;

import org.jspecify.annotations.NullMarked;

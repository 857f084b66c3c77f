/**
 * Writing back what people gave here, ratings and keywords, to the small files other programs read. Beside the flow: a session of
 * its own kind. In: files with what a person gave. Out: a sidecar a file, in the media folders or in a mirror of them. What can go
 * wrong: a sidecar that is there and not understood is left as it is, with a failure; a full disk makes the session wait.
 *
 * <p>Nothing here ever opens a picture or a video to write to it.
 */
@NullMarked
package dev.mediaingest.writeback;

import org.jspecify.annotations.NullMarked;

/** Native decoders and the image classifier, found by ServiceLoader and run in a worker process. */
@NullMarked
package dev.mediaingest.engines;

import org.jspecify.annotations.NullMarked;

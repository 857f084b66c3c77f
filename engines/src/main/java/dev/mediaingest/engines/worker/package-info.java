/** The worker process: a child JVM that looks at pixels, so that whatever a decoder does costs one attempt of one file. */
@NullMarked
package dev.mediaingest.engines.worker;

import org.jspecify.annotations.NullMarked;

/** Videos, and pictures coded like video: AVIF and HEIC. */
@NullMarked
package dev.mediaingest.engines.video;

import org.jspecify.annotations.NullMarked;

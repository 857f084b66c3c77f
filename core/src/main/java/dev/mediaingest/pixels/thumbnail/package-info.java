/** Small upright pictures for people, and the folder they are kept in. */
@NullMarked
package dev.mediaingest.pixels.thumbnail;

import org.jspecify.annotations.NullMarked;

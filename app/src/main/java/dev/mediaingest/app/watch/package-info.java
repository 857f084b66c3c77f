/** Opens sessions by itself: when files in a watched folder have settled, and at set times. */
@NullMarked
package dev.mediaingest.app.watch;

import org.jspecify.annotations.NullMarked;

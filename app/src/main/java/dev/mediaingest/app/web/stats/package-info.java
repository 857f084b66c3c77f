/** The catalogue in numbers, as a page and for programs. */
@NullMarked
package dev.mediaingest.app.web.stats;

import org.jspecify.annotations.NullMarked;

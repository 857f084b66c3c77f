/** Files that the catalogue holds more than once: the page to decide on them, and the endpoints. */
@NullMarked
package dev.mediaingest.app.web.duplicates;

import org.jspecify.annotations.NullMarked;

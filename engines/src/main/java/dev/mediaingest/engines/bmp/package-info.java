/** BMP by its own rows, in every layout that Windows and OS/2 wrote. */
@NullMarked
package dev.mediaingest.engines.bmp;

import org.jspecify.annotations.NullMarked;

/** Web, command line and wiring. */
@NullMarked
package dev.mediaingest.app;

import org.jspecify.annotations.NullMarked;

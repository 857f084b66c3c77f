/** Commands about files: what one holds, which ones there are, what a threshold makes of them, and writing back. */
@NullMarked
package dev.mediaingest.app.cli.library;

import org.jspecify.annotations.NullMarked;

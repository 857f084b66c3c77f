/** The command line: one class a command, what several of them share, and the benches. */
@NullMarked
package dev.mediaingest.app.cli;

import org.jspecify.annotations.NullMarked;

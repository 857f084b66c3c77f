/** The command line: one class a command, and what several of them share; other modules may add a {@code Subcommand}. */
@NullMarked
package dev.mediaingest.app.cli;

import org.jspecify.annotations.NullMarked;

/**
 * What all commands share: exit codes, options that several take, settings behind the options, the terminal. The commands are in the
 * rooms beneath by what they are about; other modules may add a {@code Subcommand}.
 */
@NullMarked
package dev.mediaingest.app.cli;

import org.jspecify.annotations.NullMarked;

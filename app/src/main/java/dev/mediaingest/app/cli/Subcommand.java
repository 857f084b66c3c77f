package dev.mediaingest.app.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module adds to the command line: annotated with picocli's {@code Command}, found by {@code ServiceLoader},
 * made once for each run of the program. What it returns is the {@link ExitCode}; a {@code CannotStart} that it throws is told in one
 * sentence. Its options take settings of the same names for their defaults; settings of its own it can have none.
 */
public interface Subcommand extends Callable<Integer> {}

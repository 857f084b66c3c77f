package dev.mediaingest.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Serves the page and the API. */
@Command(name = "serve", description = "Serve the page and the API.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.FAILED;
    }
}

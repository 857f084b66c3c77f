package dev.mediaingest.app.cli.library;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.commit.Thresholds.Applied;
import dev.mediaingest.store.Store;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes new verdicts of the stored scores; a server may go on meanwhile. */
@Command(
        name = "judge",
        description = "Hold the catalogue's NSFW scores against another threshold; no file is looked at again.",
        mixinStandardHelpOptions = true)
public final class ThresholdCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--nsfw-threshold",
            paramLabel = "P",
            required = true,
            description = "0.0 to 1.0; a score at or above it is NSFW.")
    private double threshold;

    @Override
    public Integer call() throws CannotStart {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new ParameterException(spec.commandLine(), "--nsfw-threshold must be between 0 and 1");
        }
        DataDirectory directory = data.directory();
        try (Store store = Databases.open(data.url(directory), InstantSource.system())) {
            Applied applied = store.thresholds().applyThreshold(threshold);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%,d of %,d files with a score are NSFW at %s; for %,d that is new.%n",
                            applied.nsfw(), applied.files(), threshold, applied.changed());
            return ExitCode.OK;
        }
    }
}

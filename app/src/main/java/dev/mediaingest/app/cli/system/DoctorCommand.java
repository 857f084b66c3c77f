package dev.mediaingest.app.cli.system;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.doctor.Check;
import dev.mediaingest.app.doctor.Check.Level;
import dev.mediaingest.app.doctor.Doctor;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.discover.FileCalls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Looks whether everything needed is there and well. */
@Command(
        name = "doctor",
        description = "Look whether Media Ingest can work here, and say how to fix what is wrong.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String FURTHER_LINE = " ".repeat(28); // behind level and subject

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--media-root",
            paramLabel = "DIR",
            split = Settings.SEPARATOR,
            hideParamSyntax = true,
            description = "A folder that shall be read; repeatable.")
    private List<Path> mediaRoots = List.of();

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Option(names = "--json", description = "Print the checks as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Check> checks = checks();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(checks));
        } else {
            checks.forEach(check -> print(out, check));
        }
        return checks.stream().anyMatch(check -> check.level() == Level.FAILURE) ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Check> checks() {
        try {
            DataDirectory directory = data.directoryToRead();
            return new Doctor(
                            new Installation(directory, data.url(directory), mediaRoots, pixels.setup(1)),
                            FileCalls.forRequests())
                    .examine();
        } catch (CannotStart e) {
            return List.of(
                    Check.failure("data directory", String.valueOf(e.getMessage()), "Nothing else was looked at."));
        }
    }

    private static void print(PrintWriter out, Check check) {
        String found = check.found().replace("\n", "\n" + FURTHER_LINE);
        out.printf("%-8s %-16s %s%n", check.level().label(), check.subject(), found);
        if (!check.fix().isEmpty()) {
            out.printf("%-8s %-16s → %s%n", "", "", check.fix());
        }
    }

    private static ArrayNode json(List<Check> checks) {
        ArrayNode array = JSON.createArrayNode();
        for (Check check : checks) {
            array.addObject()
                    .put("subject", check.subject())
                    .put("level", check.level().label())
                    .put("found", check.found())
                    .put("mend", check.fix());
        }
        return array;
    }
}

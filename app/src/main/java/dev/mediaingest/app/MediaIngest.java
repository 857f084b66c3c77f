package dev.mediaingest.app;

import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.cli.Subcommand;
import dev.mediaingest.app.cli.WrongUsage;
import dev.mediaingest.app.cli.library.InspectCommand;
import dev.mediaingest.app.cli.library.SearchCommand;
import dev.mediaingest.app.cli.library.ThresholdCommand;
import dev.mediaingest.app.cli.library.WriteBackCommand;
import dev.mediaingest.app.cli.session.CancelCommand;
import dev.mediaingest.app.cli.session.DeleteCommand;
import dev.mediaingest.app.cli.session.IngestCommand;
import dev.mediaingest.app.cli.session.PauseCommand;
import dev.mediaingest.app.cli.session.ReportCommand;
import dev.mediaingest.app.cli.session.ResumeCommand;
import dev.mediaingest.app.cli.session.RetryCommand;
import dev.mediaingest.app.cli.session.SessionsCommand;
import dev.mediaingest.app.cli.session.StatusCommand;
import dev.mediaingest.app.cli.system.DoctorCommand;
import dev.mediaingest.app.cli.system.ServeCommand;
import dev.mediaingest.app.cli.system.TrainCacheCommand;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.Version;
import dev.mediaingest.failure.Unavailable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The command line: one class a command, those of other modules behind the own. */
@Command(
        name = "media-ingest",
        description = "Turns every file of your media folders into a searchable catalogue row, one file at a time.",
        mixinStandardHelpOptions = true,
        versionProvider = MediaIngest.VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            IngestCommand.class,
            SessionsCommand.class,
            StatusCommand.class,
            InspectCommand.class,
            ResumeCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            CancelCommand.class,
            ThresholdCommand.class,
            DeleteCommand.class,
            ReportCommand.class,
            SearchCommand.class,
            WriteBackCommand.class,
            DoctorCommand.class,
            TrainCacheCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 all committed or unchanged; 1 the run failed; 2 wrong usage;",
            "3 finished, some files failed; 130 interrupted, resumable."
        })
public final class MediaIngest {
    private MediaIngest() {}

    /** Runs one command and returns its exit code; what goes wrong is one sentence on standard error, never a stack trace. */
    public static int run(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        warnOfLocale(err);
        return run(List.of(args), System.getenv(), out, err);
    }

    public static int run(List<String> arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine line = commandLine();
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler(MediaIngest::explain);
        line.setParameterExceptionHandler(WrongUsage::explain);
        if (arguments.isEmpty()) {
            return usage(line);
        }
        try {
            Settings settings = Settings.read(line.getCommandSpec(), arguments, environment);
            settings.warning().ifPresent(sentence -> err.println("media-ingest: " + sentence));
            line.setDefaultValueProvider(settings);
        } catch (CannotStart e) {
            err.println("media-ingest: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return line.execute(arguments.toArray(String[]::new));
    }

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new MediaIngest());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        line.addSubcommand(new HelpCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(int.class, MediaIngest::wholeNumber);
        for (String query : List.of("search", "write-back")) {
            Objects.requireNonNull(line.getSubcommands().get(query))
                    .setUnmatchedOptionsArePositionalParams(true); // -word is a term
        }
        return line;
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large");
        }
    }

    /** Java decodes file names by the locale it was started in; nothing can change that later. */
    private static void warnOfLocale(PrintWriter err) {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!encoding.equalsIgnoreCase("UTF-8")
                && !System.getProperty("os.name", "").startsWith("Windows")) {
            err.println("media-ingest: the locale is not UTF-8 (" + encoding
                    + "): files whose names have other letters are left out; start with LC_ALL=C.UTF-8.");
        }
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }

    private static int explain(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        if (e instanceof CannotStart || e instanceof Unavailable) {
            line.getErr().println("media-ingest: " + e.getMessage());
            return ExitCode.FAILED;
        }
        throw e;
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Media Ingest " + Version.text(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
            };
        }
    }
}

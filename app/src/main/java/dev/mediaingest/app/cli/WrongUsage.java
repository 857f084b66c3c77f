package dev.mediaingest.app.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be run: what is wrong and where all is explained, not all there is. */
public final class WrongUsage {
    private WrongUsage() {}

    public static int explain(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("media-ingest: " + sentence(e));
        err.println("See " + line.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched);
        }
        String message = String.valueOf(e.getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().getFirst();
        List<String> suggestions = e.getSuggestions();
        String meant = suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?";
        if (e.isUnknownOption()) {
            return "there is no option " + first + "." + meant;
        }
        return e.getCommandLine().getSubcommands().isEmpty()
                ? first + " is one argument too many."
                : "there is no command " + first + "." + meant;
    }
}

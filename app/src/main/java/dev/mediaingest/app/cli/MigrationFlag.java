package dev.mediaingest.app.cli;

import dev.mediaingest.store.MigrationConsent;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whether a database that another program made may be changed: said on the command line, or asked at the terminal. */
public final class MigrationFlag implements MigrationConsent {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--migrate",
            description = "Add to the tables of a PostgreSQL database that another program made, without asking.")
    private boolean given;

    @Override
    public boolean toChange(String what) {
        if (given) {
            return true;
        }
        Console console = Terminal.isThere() ? System.console() : null;
        if (console == null) {
            return false;
        }
        String answer = console.readLine("%s%nMay it be changed now? [y/N] ", what);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    @Override
    public void copied(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("media-ingest: " + sentence);
        err.flush();
    }
}

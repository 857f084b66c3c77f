package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.report.CsvReport;
import dev.mediaingest.app.report.JsonReport;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.session.Session;
import dev.mediaingest.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what became of a session's files. */
@Command(name = "report", description = "Write what became of a session's files.", mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "ID", description = "The session's id, or the first characters of it.")
    private String id = "";

    @Option(names = "--format", paramLabel = "csv|json", description = "In which form (default: csv).")
    private Format format = Format.CSV;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to (default: the terminal).")
    private @Nullable Path output;

    /** The forms there are. */
    enum Format {
        CSV,
        JSON
    }

    @Override
    public Integer call() throws CannotStart {
        DataDirectory directory = data.directoryToRead();
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            Session session = SessionLookup.find(store.ledger(), id);
            if (output == null) {
                PrintWriter out = spec.commandLine().getOut();
                try {
                    write(store, session, out);
                } finally {
                    out.flush();
                }
            } else {
                try (Writer out = Files.newBufferedWriter(output)) {
                    write(store, session, out);
                }
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CannotStart("The report cannot be written: " + e.getMessage());
        } catch (Unavailable e) {
            throw new CannotStart("The report is not complete. " + e.getMessage());
        }
    }

    private void write(Store store, Session session, Writer out) throws IOException {
        switch (format) {
            case CSV -> CsvReport.write(store.reports(), store.leftOut(), session.id(), out);
            case JSON -> JsonReport.write(store.items(), store.reports(), store.leftOut(), session, Instant.now(), out);
        }
    }
}

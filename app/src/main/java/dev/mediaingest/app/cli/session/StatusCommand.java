package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.run.JsonView;
import dev.mediaingest.app.cli.run.RunSummary;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.media.PrintableText;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.SessionReports.FailedBefore;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Shows one session. */
@Command(name = "status", description = "Show one session.", mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final int ERRORS_SHOWN = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "ID", description = "The session's id, or the first characters of it.")
    private String id = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directoryToRead();
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            Session session = SessionLookup.find(store.ledger(), id);
            RunSummary run = RunSummary.of(store, session.id());
            Tally tally = run.tally();
            if (json) {
                ObjectNode line = SessionsCommand.json(session, tally, ShownState.of(directory, data.url(directory)));
                line.set("read_again", JsonView.readAgain(run));
                line.set("away", JsonView.away(run));
                line.set("left_out", JsonView.leftOut(run));
                line.set("unreadable", JsonView.unreadable(run));
                out.println(line);
            } else {
                print(out, run, ShownState.of(directory, data.url(directory)));
                if (!run.readAgain().isEmpty()) {
                    out.printf("read again %s%n", run.readAgainLine());
                }
                if (!run.leftOut().isEmpty()) {
                    out.printf("left out   %s%n", run.leftOutLine());
                }
                run.unreadable().forEach(entry -> out.printf("unreadable %s%n", PrintableText.of(entry.path())));
                run.away().forEach(away -> out.printf("away       %s%n", PrintableText.of(away.sentence())));
            }
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, RunSummary run, ShownState shown) {
        Session session = run.session();
        Tally tally = run.tally();
        out.printf("session    %s%n", session.id());
        out.printf("state      %s%s%n", shown.of(session), session.message() == null ? "" : ": " + session.message());
        out.printf("folders    %s%n", SessionsCommand.folders(session));
        out.printf("started    %s%n", SessionsCommand.time(session.createdAt()));
        if (session.endedAt() != null) {
            out.printf("ended      %s%n", SessionsCommand.time(session.endedAt()));
        }
        out.printf(
                "time       %s worked, %s waited%n",
                seconds(session.worked(Instant.now())), seconds(session.waited(Instant.now())));
        out.printf("files      %,d of %,d (%d %%)%n", tally.processed(), tally.total(), tally.percent());
        out.printf(
                "           %,d committed, %,d skipped, %,d failed, %,d quarantined, %,d missing%n",
                tally.committed(), tally.skipped(), tally.failed(), tally.quarantined(), tally.missing());
        for (ItemReport item : first(run.failed())) {
            out.printf("  %s%n    %s %s%n", PrintableText.of(item.path()), item.detail(), item.nextStep());
        }
        if (tally.errors() > ERRORS_SHOWN) {
            out.printf(
                    "  … and %,d more: media-ingest report %s%s%n",
                    tally.errors() - ERRORS_SHOWN, session.id(), data.repeated());
        }
        FailedBefore before = run.failedBefore();
        if (before.count() > 0) {
            out.printf("           %,d of the skipped failed before and have not changed since%n", before.count());
        }
        for (ItemReport item : first(before.first())) {
            out.printf("  %s%n    %s%n", PrintableText.of(item.path()), item.detail());
        }
        if (shown.of(session).equals("interrupted") || shown.of(session).equals("paused")) {
            out.printf("Go on with: media-ingest resume %s%s%n", session.id(), data.repeated());
        } else if (tally.errors() > 0 && session.state() == SessionState.COMPLETED) {
            out.printf("Try them again with: media-ingest retry %s%s%n", session.id(), data.repeated());
        }
    }

    private static List<ItemReport> first(List<ItemReport> items) {
        return items.subList(0, Math.min(items.size(), ERRORS_SHOWN));
    }

    private static String seconds(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}

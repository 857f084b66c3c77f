package dev.mediaingest.app.cli.run;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.PrintableText;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.SessionReports.FailedBefore;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar while it runs, where there is a terminal; then what came of it, with every file that failed and why. */
public final class TextView implements RunView {
    static final int MOST_SHOWN = 20;
    private static final int FILE_NAME_WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final String options;
    private final List<Entry> notes = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private @Nullable ProgressBar bar;
    private boolean writesBack;

    /**
     * Nothing is shown yet.
     *
     * @param options what commands that are suggested must repeat
     */
    public TextView(PrintWriter out, boolean terminal, String options) {
        this.out = out;
        this.terminal = terminal;
        this.options = options;
    }

    @Override
    public synchronized void on(SessionEvent event) {
        switch (event) {
            case Planned(SessionId id, Plan plan) -> sayPlan(plan);
            case Begun(SessionId id, Tally tally) -> startBar(tally);
            case ItemBegun begun -> showFile(begun.item().file().fileName());
            case Deferred deferred -> {}
            case ItemEnded ended -> count(ended);
            case Waiting(SessionId id, String sentence) -> say(sentence + " Waiting…");
            case Recovered(SessionId id) -> say("Going on.");
            case Broken(SessionId id, Throwable cause) -> say("Media Ingest made a mistake: " + cause);
            case StateChanged(Session now) ->
                writesBack = now.parameters().writeBack().isPresent();
            case TakenOver(SessionId id) -> say("Another server has taken the session over.");
            case Deleted deleted -> {}
        }
    }

    private void sayPlan(Plan plan) {
        if (writesBack) {
            out.printf("%,d files were rated or given keywords%n", plan.total());
            return;
        }
        long again =
                plan.readAgain().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                "%,d files: %,d new or changed, %,d unchanged%n",
                plan.total(), plan.toDo() - again, plan.total() - plan.toDo());
        if (again > 0) {
            out.printf(
                    "%,d unchanged files are read again, as this version finds more in them: %s%n",
                    again, RunSummary.readAgainLine(plan.readAgain()));
        }
    }

    private void startBar(Tally tally) {
        if (terminal && tally.processed() < tally.total()) {
            bar = new ProgressBarBuilder()
                    .setTaskName(writesBack ? "Writing back" : "Ingesting")
                    .setInitialMax(tally.total())
                    .startsFrom(tally.processed(), Duration.ZERO)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(100)
                    .setUnit(" files", 1)
                    .showSpeed()
                    .setConsumer(new TerminalLine(System.out))
                    .build();
        }
    }

    private void showFile(String name) {
        if (bar != null) {
            String shown = name.length() <= FILE_NAME_WIDTH
                    ? name
                    : name.substring(0, FILE_NAME_WIDTH - 9) + "…" + name.substring(name.length() - 8);
            bar.setExtraMessage(" " + PrintableText.of(shown));
        }
    }

    private void count(ItemEnded ended) {
        if (bar != null) {
            bar.step();
        }
        if (ended.state() == ItemState.COMMITTED && ended.code() != null && notes.size() < MOST_SHOWN) {
            notes.add(new Entry(PathText.of(ended.item().file().path()), advice(ended)));
        }
    }

    @Override
    public synchronized void ended(RunSummary run) {
        close();
        Session session = run.session();
        Tally tally = run.tally();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(
                "%s: %,d %s, %,d unchanged, %,d failed in %s%n",
                outcome(session),
                tally.committed(),
                writesBack ? "written" : "committed",
                tally.skipped() - run.failedBefore().count(),
                tally.errors(),
                duration(seconds));
        if (!writesBack) {
            out.printf(
                    "  %,d with metadata, %,d keywords, %,d scores%n",
                    tally.metadataExtracted(), tally.keywordsAdded(), tally.scoresImported());
        }
        if (session.message() != null) {
            out.println("  " + session.message());
        }
        list("Failed:", run.failed().reversed().stream().map(Entry::of).toList(), tally.errors());
        list("Committed with a note:", notes, tally.notes());
        list(run.failedBefore());
        sayLeftOut(run);
        sayAway(run);
        sayWhatNext(session, tally);
        out.flush();
    }

    private void sayWhatNext(Session session, Tally tally) {
        boolean mayRetry = session.state() == SessionState.COMPLETED && tally.errors() > 0;
        out.printf("Session %s%n", session.id());
        if (mayRetry) {
            out.printf("Try the failed files again with:%n  ./media-ingest retry %s%s%n", session.id(), options);
        }
    }

    /** A file and what is to be said of it. */
    private record Entry(String path, String words) {
        static Entry of(ItemReport item) {
            String next = item.nextStep() == null ? "" : " " + item.nextStep();
            return new Entry(item.path(), (item.detail() == null ? "" : item.detail()) + next);
        }
    }

    private void list(String heading, List<Entry> entries, long count) {
        if (count > 0 && !entries.isEmpty()) {
            out.println(heading);
            for (Entry entry : entries) {
                out.printf("  %s%n    %s%n", PrintableText.of(entry.path()), PrintableText.of(entry.words()));
            }
            if (count > entries.size()) {
                out.printf("  … and %,d more%n", count - entries.size());
            }
        }
    }

    private void sayLeftOut(RunSummary run) {
        if (!run.leftOut().isEmpty()) {
            out.println("Left out: " + run.leftOutLine());
        }
        if (run.unreadableCount() > 0) {
            out.println("Could not be read:");
            run.unreadable().forEach(entry -> out.println("  " + PrintableText.of(entry.path())));
            long more = run.unreadableCount() - run.unreadable().size();
            if (more > 0) {
                out.printf("  … and %,d more%n", more);
            }
        }
    }

    private void sayAway(RunSummary run) {
        if (!run.away().isEmpty()) {
            out.println("Away, and not called missing:");
            run.away().forEach(away -> out.println("  " + PrintableText.of(away.sentence())));
            out.println("  Connect the disk and ingest again; or say that its files are gone: --confirm-missing DIR");
        }
    }

    private void list(FailedBefore failedBefore) {
        list(
                "Failed before, not changed since, and not tried again (--retry-failed tries them):",
                failedBefore.first().stream()
                        .map(item -> new Entry(item.path(), String.valueOf(item.detail())))
                        .toList(),
                failedBefore.count());
    }

    private static String outcome(Session session) {
        String state = session.state().label();
        return Character.toUpperCase(state.charAt(0)) + state.substring(1);
    }

    private static String advice(ItemEnded failure) {
        String next = failure.code() == null
                ? ""
                : FailureCode.ofCode(failure.code())
                        .map(code -> " " + code.nextStep())
                        .orElse("");
        return PrintableText.of(failure.detail() == null ? "" : failure.detail()) + next;
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? String.format("%.1f s", seconds) : whole / 60 + " min " + whole % 60 + " s";
    }

    private void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.setExtraMessage("");
            bar.close();
            bar = null;
        }
    }
}

package dev.mediaingest.app.cli.run;

import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles.Entry;
import dev.mediaingest.report.SessionReports.FailedBefore;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a command says of a session that has ended or stopped, read from the ledger in one go.
 *
 * @param failed the last that failed, in whichever of the session's runs
 * @param failedBefore files that were not tried again
 * @param readAgain how many unchanged files were read again, by what today's readers find more in them
 * @param away folders whose files were neither found nor called missing
 * @param leftOut how many entries were left out, by reason
 * @param unreadable the first of those that could not be read
 */
public record RunSummary(
        Session session,
        Tally tally,
        SortedMap<ReaderChange, Long> readAgain,
        List<AwayFolder> away,
        List<ItemReport> failed,
        FailedBefore failedBefore,
        Map<String, Long> leftOut,
        List<Entry> unreadable) {
    private static final int NAMES = 10;

    public static RunSummary of(Store store, SessionId id) {
        return new RunSummary(
                store.ledger().find(id).orElseThrow(),
                store.items().tally(id),
                store.reports().readAgain(id),
                store.awayFolders().of(id),
                store.reports().lastErrors(id, TextView.MOST_SHOWN),
                store.reports().failedBefore(id, TextView.MOST_SHOWN),
                store.leftOut().counts(id),
                store.leftOut().unreadable(id, NAMES));
    }

    /** How many entries are there and could not be read. */
    long unreadableCount() {
        return Arrays.stream(Reason.values())
                .filter(Reason::isTrouble)
                .mapToLong(reason -> leftOut.getOrDefault(reason.label(), 0L))
                .sum();
    }

    /** Why unchanged files were read again, in a line; empty if none was. */
    public String readAgainLine() {
        return readAgainLine(readAgain);
    }

    public static String readAgainLine(Map<ReaderChange, Long> readAgain) {
        return readAgain.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%s (%,d)".formatted(entry.getKey().words(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** What was left out by reason, in a line; empty if nothing was. */
    public String leftOutLine() {
        return leftOut.entrySet().stream()
                .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** What the command that ran it tells a shell. */
    public int exitCode() {
        if (session.state() != SessionState.COMPLETED) {
            return session.state() == SessionState.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.FAILED;
        }
        return tally.errors() + unreadableCount() == 0 ? ExitCode.OK : ExitCode.SOME_FILES_FAILED;
    }
}

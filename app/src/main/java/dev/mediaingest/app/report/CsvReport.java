package dev.mediaingest.app.report;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.LeftOutFiles.Entry;
import dev.mediaingest.report.SessionReports;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session's items as CSV (RFC 4180): a header row, then a row an item in list order. A text that a spreadsheet would take
 * for a formula begins with an apostrophe, which spreadsheets do not show.
 */
public final class CsvReport {
    private static final List<String> COLUMNS = List.of(
            "position",
            "path",
            "name",
            "size",
            "state",
            "reason",
            "code",
            "detail",
            "next_step",
            "attempts",
            "duration_ms",
            "started_at",
            "ended_at",
            "media_id");
    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    private static final String LINE_END = "\r\n";

    private CsvReport() {}

    /**
     * Writes all of it.
     *
     * @throws Unavailable if the database fails on the way; the last row then says so in place of a path, as it does of a mistake
     *     of ours
     */
    public static void write(SessionReports reports, LeftOutFiles leftOut, SessionId id, Writer out)
            throws IOException {
        out.write(String.join(",", COLUMNS) + LINE_END);
        try {
            ItemPages.each(reports, id, item -> out.write(row(item)));
            ItemPages.eachLeftOut(leftOut, id, entry -> out.write(row(entry)));
        } catch (RuntimeException e) {
            String why = e instanceof Unavailable ? " " + e.getMessage() : "";
            out.write("," + text("This report is not complete." + why) + ",".repeat(COLUMNS.size() - 2) + LINE_END);
            throw e;
        }
        out.flush();
    }

    /** What is no item has no position. */
    private static String row(Entry entry) {
        @Nullable Object[] values = new @Nullable Object[COLUMNS.size()];
        values[COLUMNS.indexOf("path")] = entry.path();
        values[COLUMNS.indexOf("name")] = ItemView.fileName(entry.path());
        values[COLUMNS.indexOf("state")] = "left-out";
        values[COLUMNS.indexOf("reason")] = entry.reason();
        values[COLUMNS.indexOf("detail")] = entry.rule();
        return row(values);
    }

    private static String row(ItemReport item) {
        @Nullable
        Object[] values = {
            item.position(),
            item.path(),
            ItemView.fileName(item.path()),
            item.size(),
            item.state().label(),
            item.reason(),
            item.code(),
            item.detail(),
            item.nextStep(),
            item.attempts(),
            item.durationMillis(),
            item.startedAt(),
            item.endedAt(),
            item.mediaId()
        };
        return row(values);
    }

    private static String row(@Nullable Object[] values) {
        return Arrays.stream(values).map(CsvReport::field).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text(text);
            default -> value.toString();
        };
    }

    static String text(String value) {
        String harmless = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}

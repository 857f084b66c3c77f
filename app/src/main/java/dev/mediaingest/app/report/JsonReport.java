package dev.mediaingest.app.report;

import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Session;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A session as one JSON object: itself, its numbers, and every item in list order. */
public final class JsonReport {
    /** Writes views in snake case, their fields in the order of the source. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private JsonReport() {}

    public static void write(
            Items items, SessionReports reports, LeftOutFiles leftOut, Session session, Instant now, Writer out)
            throws IOException {
        SessionView view = SessionView.of(session, items.tally(session.id()), now);
        Summary summary = Summary.of(reports.summary(session.id()), leftOut.counts(session.id()));
        out.write("{\"session\":" + MAPPER.writeValueAsString(view));
        out.write(",\n\"summary\":" + MAPPER.writeValueAsString(summary));
        out.write(",\n\"items\":[");
        String[] separator = {"\n"};
        ItemPages.each(reports, session.id(), item -> {
            out.write(separator[0] + MAPPER.writeValueAsString(ItemView.of(item)));
            separator[0] = ",\n";
        });
        out.write("\n],\n\"left_out\":[");
        separator[0] = "\n";
        ItemPages.eachLeftOut(leftOut, session.id(), entry -> {
            out.write(separator[0] + MAPPER.writeValueAsString(entry));
            separator[0] = ",\n";
        });
        out.write("\n]}\n");
        out.flush();
    }

    /** The session in numbers. */
    public record Summary(
            Map<String, Long> byState,
            Map<String, Long> byCode,
            Map<String, Long> byType,
            Map<String, Long> byGenerator,
            Map<String, Long> leftOut,
            List<ItemView> slowest) {
        public static Summary of(SessionSummary summary, Map<String, Long> leftOut) {
            return new Summary(
                    summary.byState(),
                    summary.byCode(),
                    summary.byType(),
                    summary.byGenerator(),
                    leftOut,
                    summary.slowest().stream().map(ItemView::of).toList());
        }
    }
}

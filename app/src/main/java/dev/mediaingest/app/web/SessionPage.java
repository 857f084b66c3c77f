package dev.mediaingest.app.web;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.ItemFilter;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One session with its items, its numbers and what happened to it.
 *
 * @param items those that the filter lets through, in list order, from a position on
 * @param next the address of the items behind these; null if these are the last
 * @param options what it was asked to do, as words and values
 * @param timeline the newest first
 */
public record SessionPage(
        String version,
        SessionsPage.Row session,
        Session row,
        SessionSummary summary,
        List<ItemView> items,
        @Nullable String next,
        ItemFilter filter,
        Map<String, Long> leftOut,
        List<Option> options,
        List<AuditEntry> timeline) {

    /** A parameter of the session. */
    public record Option(String name, String value) {}

    /** A state of items to filter by. */
    public record Choice(String label, String word, long count, boolean chosen) {}

    /** What the items can be filtered by; states that none is in are left out. */
    public List<Choice> choices() {
        String chosen = filter.state().map(ItemState::label).orElse("");
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(
                "",
                "All",
                summary.byState().values().stream().mapToLong(Long::longValue).sum(),
                chosen.isEmpty()));
        summary.byState().forEach((state, count) -> choices.add(new Choice(state, state, count, state.equals(chosen))));
        return choices;
    }

    public String text() {
        return filter.text().orElse("");
    }

    public String code() {
        return filter.code().orElse("");
    }

    public boolean isFiltered() {
        return !filter.equals(ItemFilter.ALL);
    }

    static List<Option> options(SessionParameters asked) {
        return List.of(
                new Option(
                        "Folders",
                        asked.directories().stream().map(Object::toString).collect(Collectors.joining("\n"))),
                new Option("Pattern", asked.pattern().toString()),
                new Option("Subfolders", yes(asked.recursive())),
                new Option(
                        "NSFW detection",
                        asked.enableNsfwDetection() ? "from " + asked.nsfwThreshold() + " on" : "off"),
                new Option("Metadata", yes(asked.extractMetadata())),
                new Option("Keywords", yes(asked.extractKeywords())),
                new Option("Scores", yes(asked.importScores())),
                new Option("Fingerprint", asked.fingerprint().label()),
                new Option("Skip unchanged files", yes(asked.skipExisting())),
                new Option(
                        "Most files",
                        asked.maxFiles().isPresent()
                                ? Long.toString(asked.maxFiles().getAsLong())
                                : "all"),
                new Option("Workers", Integer.toString(asked.workers())));
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    /** The address of a page of items with a filter. */
    static String address(String id, ItemFilter filter, long after) {
        StringBuilder address = new StringBuilder("/sessions/" + id);
        char mark = '?';
        for (Map.Entry<String, String> field : fields(filter, after).entrySet()) {
            address.append(mark)
                    .append(field.getKey())
                    .append('=')
                    .append(URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8));
            mark = '&';
        }
        return address.append("#items").toString();
    }

    private static Map<String, String> fields(ItemFilter filter, long after) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        filter.state().ifPresent(state -> fields.put("state", state.label()));
        filter.code().ifPresent(code -> fields.put("code", code));
        filter.text().ifPresent(text -> fields.put("q", text));
        if (after > 0) {
            fields.put("after", Long.toString(after));
        }
        return fields;
    }
}

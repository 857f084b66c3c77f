package dev.mediaingest.app.web.session;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.app.web.page.PageContext;
import dev.mediaingest.app.web.page.ShownFailure;
import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LeftOutFiles.Entry;
import dev.mediaingest.report.SessionSummary;
import dev.mediaingest.session.AuditEntry;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One session with its items, its numbers and what happened to it.
 *
 * @param summary null while it is being counted for the first time
 * @param items those that the filter lets through, in list order, from a position on
 * @param next the address of the items behind these; null if these are the last
 * @param unreadable the first of what was left out because it could not be read
 * @param readAgain unchanged files that were read again, by what today's readers find more in them
 * @param away folders whose files were neither found nor called missing
 * @param options what it was asked to do, as words and values
 * @param timeline the newest first
 */
public record SessionPage(
        PageContext context,
        SessionsPage.Row session,
        Session row,
        @Nullable SessionSummary summary,
        List<ItemView> items,
        @Nullable String next,
        ItemFilter filter,
        Map<String, Long> leftOut,
        List<Entry> unreadable,
        SortedMap<ReaderChange, Long> readAgain,
        List<AwayFolder> away,
        List<Option> options,
        List<AuditEntry> timeline) {
    private static final int SLOWEST = 5;

    /** A parameter of the session. */
    public record Option(String name, String value) {}

    /** A state of items to filter by. */
    public record Choice(String label, long count, boolean chosen) {}

    /** How many items are in which state. */
    public Map<String, Long> byState() {
        return SessionSummary.byState(session.tally());
    }

    /** The items that took longest. */
    public List<ItemReport> slowest() {
        return summary == null
                ? List.of()
                : summary.slowest()
                        .subList(0, Math.min(SLOWEST, summary.slowest().size()));
    }

    /** Whether the page is likely to change by itself. */
    public boolean changes() {
        return row.state().isActive() || summary == null;
    }

    /** What was wrong with an item; null if nothing was. */
    public @Nullable ShownFailure failure(ItemView item) {
        return ShownFailure.of(context.texts(), item.code(), item.detail(), item.nextStep());
    }

    /** What the items can be filtered by; states that none is in are left out. */
    public List<Choice> choices() {
        String chosen = filter.state().map(ItemState::label).orElse("");
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", session.tally().total(), chosen.isEmpty()));
        byState().forEach((state, count) -> choices.add(new Choice(state, count, state.equals(chosen))));
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

    static List<Option> options(Texts texts, SessionParameters asked) {
        return List.of(
                new Option(
                        texts.of("session.option.folders"),
                        asked.directories().stream().map(Object::toString).collect(Collectors.joining("\n"))),
                new Option(texts.of("session.option.pattern"), asked.pattern().toString()),
                new Option(texts.of("session.option.subfolders"), yes(texts, asked.recursive())),
                new Option(
                        texts.of("session.option.nsfw"),
                        asked.enableNsfwDetection()
                                ? texts.of("session.nsfw.from", asked.nsfwThreshold())
                                : texts.of("session.nsfw.off")),
                new Option(texts.of("session.option.metadata"), yes(texts, asked.extractMetadata())),
                new Option(texts.of("session.option.keywords"), yes(texts, asked.extractKeywords())),
                new Option(texts.of("session.option.scores"), yes(texts, asked.importScores())),
                new Option(
                        texts.of("session.option.fingerprint"),
                        asked.fingerprint().label()),
                new Option(texts.of("session.option.skip"), yes(texts, asked.skipExisting())),
                new Option(
                        texts.of("session.option.max"),
                        asked.maxFiles().isPresent()
                                ? Long.toString(asked.maxFiles().getAsLong())
                                : texts.of("session.all-files")),
                new Option(texts.of("session.option.workers"), Integer.toString(asked.workers())),
                new Option(
                        texts.of("session.option.exclude"),
                        String.join("\n", asked.exclusions().rules())),
                new Option(
                        texts.of("session.option.min-size"),
                        Long.toString(asked.exclusions().minSize())));
    }

    private static String yes(Texts texts, boolean is) {
        return texts.of(is ? "session.yes" : "session.no");
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

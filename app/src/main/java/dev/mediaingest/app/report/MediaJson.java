package dev.mediaingest.app.report;

import dev.mediaingest.library.Infotexts;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.MediaDetail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files of the library as the API shows them. */
public final class MediaJson {
    private MediaJson() {}

    public static Map<String, @Nullable Object> item(LibraryItem item) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", item.id());
        json.put("name", item.name());
        json.put("path", item.path());
        json.put("type", item.type());
        json.put("kind", item.video() ? "video" : "image");
        json.put("width", item.shown() == null ? null : item.shown().width());
        json.put("height", item.shown() == null ? null : item.shown().height());
        json.put("duration", item.duration());
        json.put("file_size", item.size());
        json.put("score", item.score());
        json.put("favourite", item.favourite());
        json.put("nsfw", item.nsfw().name().toLowerCase(Locale.ROOT));
        json.put("nsfw_score", item.nsfwScore());
        json.put("created_at", item.created().toString());
        json.put("added_at", item.added().toString());
        json.put("missing", item.missing());
        json.put("generator", item.generator());
        json.put("model", item.model());
        json.put("sampler", item.sampler());
        json.put("seed", item.seed());
        json.put("prompt_start", item.promptStart());
        json.put("thumbnail", "/api/media/" + item.id() + "/thumbnail");
        return json;
    }

    public static Map<String, @Nullable Object> detail(MediaDetail detail) {
        Map<String, @Nullable Object> json = item(detail.item());
        json.put("facts", detail.facts().map(FindingsJson::of).orElse(null));
        json.put("generation", detail.generation().map(FindingsJson::of).orElse(null));
        json.put("infotext", detail.generation().map(Infotexts::of).orElse(null));
        json.put("texts", detail.texts());
        json.put("file_texts", detail.fileTexts());
        json.put("caption", detail.caption());
        json.put("note", detail.note());
        json.put(
                "keywords",
                detail.keywords().stream()
                        .map(keyword -> Map.of(
                                "keyword", keyword.text(),
                                "type", keyword.type().label(),
                                "weight", keyword.weight(),
                                "source", keyword.source()))
                        .toList());
        json.put("score_source", detail.scoreSource());
        json.put("fingerprints", detail.fingerprints());
        json.put("nsfw_assessment", detail.nsfw());
        json.put(
                "modified_at",
                detail.modified() == null ? null : detail.modified().toString());
        json.put(
                "missing_since",
                detail.missingSince() == null ? null : detail.missingSince().toString());
        json.put("history", detail.history().stream().map(MediaJson::ingested).toList());
        return json;
    }

    private static Map<String, @Nullable Object> ingested(MediaDetail.Ingested item) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("session_id", item.session());
        json.put("position", item.position());
        json.put("state", item.state());
        json.put("code", item.code());
        json.put("detail", item.detail());
        json.put("ended_at", item.ended() == null ? null : item.ended().toString());
        return json;
    }

    public static List<Map<String, @Nullable Object>> items(List<LibraryItem> items) {
        return items.stream().map(MediaJson::item).toList();
    }
}

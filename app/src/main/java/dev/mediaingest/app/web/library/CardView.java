package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.page.Texts;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.media.Dimensions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One file in the grid. */
public record CardView(LibraryItem item, String state) {
    private static final int SIDE = 256;

    static List<CardView> of(List<LibraryItem> items, LibraryRequest request) {
        String encoded = request.encoded();
        String state = encoded.isEmpty() ? "" : "?" + encoded;
        return items.stream().map(item -> new CardView(item, state)).toList();
    }

    public String href() {
        return "/library/" + item.id() + state;
    }

    /** Sides in the picture's proportion; only that counts, and a sliver would be no target for a finger. */
    public int width() {
        Dimensions shown = item.shown();
        return shown == null
                ? SIDE
                : (int) Math.max(SIDE / 2, Math.min(3L * SIDE, (long) SIDE * shown.width() / shown.height()));
    }

    public int height() {
        return SIDE;
    }

    public String nsfw() {
        return item.nsfw().name().toLowerCase(Locale.ROOT);
    }

    public boolean assessed() {
        return item.nsfw() != NsfwState.NOT_ASSESSED;
    }

    public String cursor() {
        return item.cursor().encoded();
    }

    /** Of a video, as minutes and seconds. */
    public @Nullable String duration() {
        Double seconds = item.duration();
        if (!item.video() || seconds == null || !(seconds < 360_000)) {
            return null;
        }
        long whole = Math.round(seconds);
        return whole / 60 + ":" + String.format(Locale.ROOT, "%02d", whole % 60);
    }

    /** The rating in words. */
    public String stars(Texts texts) {
        return switch (item.score()) {
            case -1 -> texts.of("score.rejected");
            case 0 -> texts.of("score.none");
            case 1 -> texts.of("score.one");
            default -> texts.of("score.many", item.score());
        };
    }
}

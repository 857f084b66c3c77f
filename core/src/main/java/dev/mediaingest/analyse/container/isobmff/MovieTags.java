package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of a movie, in the three ways writers store them (QuickTime File Format, "User data atoms" and "Metadata"; the
 * iTunes list has no public specification):
 *
 * <pre>
 * udta ─ ©cmt        length (2), language (2), text                              source mp4:udta
 *      └ meta ─ ilst ─ ©cmt ─ data    type (4), locale (4), text                 source mp4:ilst
 *                    └ ---- ─ mean, name, data
 *      └ date, loci, Xtra          when, where (3GPP), what Windows' Explorer writes
 * meta ─ keys        full box, count (4), each: size (4), namespace (4), name    source mp4:mdta
 *      └ ilst ─ 1… ─ data             the box's type is the number of its key
 * </pre>
 *
 * A {@code meta} box is a full box in MP4 and none in QuickTime; whether a box begins in its first bytes tells.
 */
final class MovieTags {
    private static final int MAX_KEYS = 1_000;
    private static final int LONGEST_KEY = 1_000;
    private static final int LONGEST_DATE = 100;
    private static final int LONGEST_PLACE = 10_000;
    private static final Pattern ISO_6709 =
            Pattern.compile("([+-]\\d+\\.?\\d*)([+-]\\d+\\.?\\d*)([+-]\\d+\\.?\\d*)?.*");

    private final FileBytes bytes;
    private final Boxes boxes;
    private final Gathered found;
    private final List<String> keys = new ArrayList<>();

    MovieTags(FileBytes bytes, Boxes boxes, Gathered found) {
        this.bytes = bytes;
        this.boxes = boxes;
        this.found = found;
    }

    void userData(Box udta) throws IOException {
        boxes.each(udta, box -> {
            switch (box.type()) {
                case "meta" -> meta(box);
                case "XMP_" -> found.xmpPacket(bytes, box.at(), box.length());
                case "date" -> date(box);
                case "loci" -> place(box);
                case "Xtra" -> new XtraBox(bytes, found).read(box);
                default -> userText(box);
            }
        });
    }

    // date: text, bare or behind version and flags (4), or those and a language (2)
    private void date(Box box) throws IOException {
        for (int head : new int[] {0, 4, 6}) {
            long length = box.length() - head;
            if (length > 0 && length <= LONGEST_DATE) {
                String text = Text.clean(Text.utf8OrWindows1252(bytes.bytes(box.at() + head, (int) length)));
                Optional<CapturedAt> date = CapturedAt.ofText(text, CapturedAt.Source.CONTAINER);
                if (date.isPresent()) {
                    found.facts.capturedAt(date);
                    return;
                }
            }
        }
    }

    // loci (3GPP TS 26.244, 8.10): version and flags (4), language (2), name, NUL, role (1), longitude, latitude,
    // altitude (16.16 each), body, NUL, notes, NUL; the name is UTF-8, or UTF-16 with a mark
    private void place(Box box) throws IOException {
        if (!box.has(6, 14) || box.length() > LONGEST_PLACE) {
            return;
        }
        byte[] data = bytes.bytes(box.at() + 6, (int) box.length() - 6);
        boolean wide = (data[0] & 0xff) >= 0xfe && (data[1] & 0xff) >= 0xfe;
        int role = behindText(data, wide);
        if (role + 13 > data.length) {
            return;
        }
        double longitude = fixed(data, role + 1);
        double latitude = fixed(data, role + 5);
        double altitude = fixed(data, role + 9);
        if (found.facts.location == null && Location.isPossible(latitude, longitude)) {
            found.facts.location = new Location(latitude, longitude, altitude == 0 ? null : (Double) altitude);
        }
        String name = wide
                ? new String(data, 0, role - 2, StandardCharsets.UTF_16)
                : Text.utf8OrWindows1252(data, 0, role - 1);
        found.text("mp4:loci", "location", name);
    }

    /** Where the bytes behind a text and its NUL begin. */
    private static int behindText(byte[] data, boolean wide) {
        int width = wide ? 2 : 1;
        for (int i = 0; i + width <= data.length; i += width) {
            if (data[i] == 0 && data[i + width - 1] == 0) {
                return i + width;
            }
        }
        return data.length;
    }

    private static double fixed(byte[] data, int at) {
        return ByteBuffer.wrap(data).getInt(at) / 65_536.0;
    }

    private void userText(Box box) throws IOException {
        if (!box.type().startsWith("\u00a9") || !box.has(0, 4)) {
            return;
        }
        long length = Math.min(bytes.u16be(box.at()), box.length() - 4);
        text("mp4:udta", box.type(), new Box(box.type(), box.at() + 4, box.at() + 4 + length));
    }

    void meta(Box meta) throws IOException {
        boolean isFullBox = meta.has(0, 12) && bytes.u32be(meta.at()) == 0;
        boxes.each(isFullBox ? meta.from(4) : meta, box -> {
            switch (box.type()) {
                case "keys" -> keys(box);
                case "ilst" -> boxes.each(box, this::item);
                default -> {
                    // handler and free space
                }
            }
        });
    }

    private void keys(Box box) throws IOException {
        long count = box.has(0, 8) ? bytes.u32be(box.at() + 4) : 0;
        long at = 8;
        while (keys.size() < Math.min(count, MAX_KEYS) && box.has(at, 8)) {
            long size = bytes.u32be(box.at() + at);
            if (size < 8 || size > LONGEST_KEY || !box.has(at, size)) {
                found.note(FailureCode.DAMAGED, "metadata key of " + size + " bytes");
                return;
            }
            byte[] name = bytes.bytes(box.at() + at + 8, (int) size - 8);
            keys.add(new String(name, StandardCharsets.UTF_8));
            at += size;
        }
    }

    private void item(Box item) throws IOException {
        if (item.type().equals("----")) {
            freeform(item);
            return;
        }
        int key = fourBytes(item.type());
        boolean isKey = key >= 1 && key <= keys.size();
        String source = isKey ? "mp4:mdta" : "mp4:ilst";
        String name = isKey ? keys.get(key - 1) : item.type();
        boxes.each(item, data -> data(source, name, data));
    }

    private static int fourBytes(String type) {
        return type.charAt(0) << 24 | type.charAt(1) << 16 | type.charAt(2) << 8 | type.charAt(3);
    }

    // ----: mean (full box), name (full box), data
    private void freeform(Box item) throws IOException {
        String[] name = {""};
        boxes.each(item, box -> {
            if (box.type().equals("name") && box.has(4, 0) && box.length() <= LONGEST_KEY) {
                byte[] text = bytes.bytes(box.at() + 4, (int) box.length() - 4);
                name[0] = Text.utf8OrWindows1252(text);
            } else {
                data("mp4:ilst", name[0], box);
            }
        });
    }

    // data: type (4): 1 is UTF-8, 2 UTF-16, the others numbers and pictures; locale (4); value
    private void data(String source, String key, Box data) throws IOException {
        boolean isText = data.type().equals("data") && data.has(0, 8) && isText((int) bytes.u32be(data.at()));
        if (isText && !key.isEmpty()) {
            text(source, key, data.from(8));
        }
    }

    private static boolean isText(int type) {
        return type == 1;
    }

    private void text(String source, String key, Box value) throws IOException {
        if (!found.reserve(value.length(), "tag " + key)) {
            return;
        }
        String text = Text.utf8OrWindows1252(bytes.bytes(value.at(), (int) value.length()));
        found.text(source, nameOf(key), text);
        fact(key, text);
    }

    /** ffmpeg's names for the two ways of writing a tag of four characters; any other key stays as written. */
    private static String nameOf(String key) {
        return switch (key) {
            case "\u00a9cmt" -> "comment";
            case "\u00a9nam" -> "title";
            case "\u00a9ART", "\u00a9aut" -> "artist";
            case "\u00a9alb" -> "album";
            case "\u00a9day" -> "date";
            case "\u00a9des", "\u00a9inf", "desc" -> "description";
            case "\u00a9gen" -> "genre";
            case "\u00a9too", "\u00a9swr" -> "encoder";
            case "\u00a9xyz" -> "location";
            case "\u00a9mak" -> "make";
            case "\u00a9mod" -> "model";
            case "\u00a9cpy", "cprt" -> "copyright";
            case "\u00a9key", "keyw" -> "keywords";
            default -> Text.commonName(key);
        };
    }

    private void fact(String key, String text) {
        switch (key) {
            case "com.apple.quicktime.creationdate", "\u00a9day" ->
                found.facts.capturedAt(CapturedAt.ofText(text, CapturedAt.Source.CONTAINER));
            case "com.apple.quicktime.location.ISO6709", "\u00a9xyz" -> location(text);
            case "com.apple.quicktime.make", "\u00a9mak" -> found.facts.make(text);
            case "com.apple.quicktime.model", "\u00a9mod" -> found.facts.model(text);
            default -> {
                // a text, no fact
            }
        }
    }

    // ISO 6709: +48.8577+002.295+035.000/
    private void location(String text) {
        Matcher place = ISO_6709.matcher(text.length() > 100 ? "" : text.strip());
        if (!place.matches()) {
            return;
        }
        double latitude = Double.parseDouble(place.group(1));
        double longitude = Double.parseDouble(place.group(2));
        if (Location.isPossible(latitude, longitude)) {
            String height = place.group(3);
            found.facts.location = new Location(latitude, longitude, height == null ? null : Double.valueOf(height));
        }
    }
}

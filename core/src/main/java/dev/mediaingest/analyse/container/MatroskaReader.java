package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.isobmff.HeifItems;
import dev.mediaingest.analyse.content.Codecs;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FactDraft;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Header facts and tags of Matroska and WebM (RFC 9559; elements are RFC 8794, 4 to 6):
 *
 * <pre>
 * element: identifier (1 to 4), size (1 to 8; its first set bit tells how many; all ones: unknown), data
 * EBML
 * Segment ─ Info ─ TimestampScale, Duration, DateUTC, Title
 *         ├ Tracks ─ TrackEntry ─ TrackType, CodecID, DefaultDuration, Video ─ PixelWidth, PixelHeight
 *         ├ Cluster…                              pixels
 *         └ Tags ─ Tag ─ SimpleTag ─ TagName, TagString, SimpleTag…
 * </pre>
 *
 * An element of unknown size, as live recordings have, ends where an element begins that cannot lie in it; here its
 * children are walked as if they were its siblings, which comes to the same.
 */
final class MatroskaReader {
    private static final long UNKNOWN = -1;
    private static final int MAX_ELEMENTS = 2_000_000;
    private static final int MAX_DEPTH = 8;
    private static final long SECONDS_TO_2001 = 978_307_200L;
    private static final int VIDEO = 1;

    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1f43b675;
    private static final int INFO = 0x1549a966;
    private static final int TRACKS = 0x1654ae6b;
    private static final int TAGS = 0x1254c367;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private int elements;
    private long timestampScale = 1_000_000;
    private double duration;
    private String tagName = "";
    private Track track = new Track();
    private boolean hasSegment;
    private boolean hasInfo;
    private boolean hasVideo;

    private MatroskaReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** What one TrackEntry says. */
    private static final class Track {
        private long type;
        private String codec = "";
        private long defaultDuration;
        private long width;
        private long height;
        private boolean alpha;
        private double roll;
    }

    /** What is done with one element: its identifier, and where its data begins and ends. */
    private interface ElementReader {
        void read(int id, long at, long end) throws IOException;
    }

    static Contents read(MediaType type, FileBytes bytes) throws IOException {
        MatroskaReader reader = new MatroskaReader(bytes);
        reader.each(0, bytes.size(), 0, reader::segmentChild);
        reader.finish();
        return reader.found.contents(type);
    }

    private void each(long from, long end, int depth, ElementReader reader) throws IOException {
        long at = from;
        while (at < end && depth <= MAX_DEPTH) {
            if (++elements > MAX_ELEMENTS) {
                found.note(FailureCode.OVER_LIMIT, "more than " + MAX_ELEMENTS + " elements");
                return;
            }
            int idLength = length(at);
            int sizeLength = at + idLength < end ? length(at + idLength) : 9;
            long data = at + idLength + sizeLength;
            if (idLength > 4 || sizeLength > 8) {
                noElement(at, idLength <= 4 && at + idLength >= end);
                return;
            }
            if (data > end) {
                found.truncated("element at byte " + at + " goes beyond the end");
                return;
            }
            int id = (int) number(at, idLength);
            long size = size(at + idLength, sizeLength);
            boolean open = size == UNKNOWN || (id == SEGMENT && depth == 0);
            if (size > end - data) {
                found.truncated("element " + Integer.toHexString(id) + " at byte " + at + " goes beyond the end");
                size = end - data;
            }
            if (id == SEGMENT) {
                hasSegment = true;
            }
            if (!open) {
                reader.read(id, data, data + size);
            }
            at = open ? data : data + size;
        }
    }

    private void noElement(long at, boolean cut) {
        if (cut) {
            found.truncated("element at byte " + at + " goes beyond the end");
        } else {
            found.damaged("no element at byte " + at);
        }
    }

    /** How many bytes a number has, by the zeros it begins with; 9 if that is impossible. */
    private int length(long at) throws IOException {
        return Integer.numberOfLeadingZeros(bytes.u8(at)) - 23;
    }

    private long number(long at, int length) throws IOException {
        return HeifItems.number(bytes, at, length);
    }

    private long size(long at, int length) throws IOException {
        long mask = (1L << (7 * length)) - 1;
        long value = number(at, length) & mask;
        return value == mask ? UNKNOWN : value;
    }

    /** Also what lies in a cluster of unknown size: blocks and time stamps, which have other identifiers. */
    private void segmentChild(int id, long at, long end) throws IOException {
        switch (id) {
            case INFO -> {
                hasInfo = true;
                each(at, end, 1, this::infoChild);
            }
            case TRACKS -> each(at, end, 1, this::tracksChild);
            case TAGS -> each(at, end, 1, this::tagsChild);
            case CLUSTER -> {
                // pixels
            }
            default -> {
                // indexes, attachments, chapters
            }
        }
    }

    private void infoChild(int id, long at, long end) throws IOException {
        switch (id) {
            case 0x2ad7b1 -> timestampScale = unsigned(at, end);
            case 0x4489 -> duration = real(at, end);
            case 0x4461 -> created(at, end);
            case 0x7ba9 -> text("title", at, end);
            case 0x5741 -> text("encoder", at, end);
            default -> {
                // the segment's names and its place in a series
            }
        }
    }

    /** Nanoseconds since the beginning of 2001; a writer without a clock leaves 0. */
    private void created(long at, long end) throws IOException {
        long nanos = end - at == 8 ? number(at, 8) : 0;
        if (nanos != 0) {
            Instant date = Instant.ofEpochSecond(SECONDS_TO_2001 + Math.floorDiv(nanos, 1_000_000_000L));
            found.facts.capturedAt(CapturedAt.of(date, true, CapturedAt.Source.CONTAINER));
        }
    }

    private void tracksChild(int id, long at, long end) throws IOException {
        if (id == 0xae) {
            track = new Track();
            each(at, end, 2, this::trackChild);
            if (track.type == VIDEO && !hasVideo) {
                hasVideo = true;
                video(track);
            }
        }
    }

    private void trackChild(int id, long at, long end) throws IOException {
        switch (id) {
            case 0x83 -> track.type = unsigned(at, end);
            case 0x86 -> track.codec = string(at, end);
            case 0x23e383 -> track.defaultDuration = unsigned(at, end);
            case 0xe0 -> each(at, end, 3, this::videoChild);
            default -> {
                // languages and codec set-up
            }
        }
    }

    private void videoChild(int id, long at, long end) throws IOException {
        switch (id) {
            case 0xb0 -> track.width = unsigned(at, end);
            case 0xba -> track.height = unsigned(at, end);
            case 0x53c0 -> track.alpha = unsigned(at, end) == 1;
            case 0x7670 -> each(at, end, 4, this::projectionChild);
            default -> {
                // display size, colours
            }
        }
    }

    /** Degrees, counter-clockwise. */
    private void projectionChild(int id, long at, long end) throws IOException {
        if (id == 0x7675) {
            track.roll = real(at, end);
        }
    }

    private void video(Track track) {
        FactDraft facts = found.facts;
        if (track.width != 0 || track.height != 0) {
            facts.dimensions = Headers.dimensions(track.width, track.height, found);
        }
        facts.codec = track.codec.isEmpty() ? null : Codecs.ofMatroska(track.codec);
        facts.frameRate = track.defaultDuration > 0 ? (Double) (1e9 / track.defaultDuration) : null;
        facts.hasAlpha = track.alpha ? Boolean.TRUE : null;
        boolean isTurned = Math.abs(track.roll) <= 360 && track.roll != 0;
        facts.orientation = isTurned
                ? Orientation.ofTurn((int) Math.round(-track.roll), false).orElse(null)
                : null;
    }

    private void tagsChild(int id, long at, long end) throws IOException {
        if (id == 0x7373) {
            each(at, end, 2, (child, from, to) -> tagChild(child, from, to, 3));
        }
    }

    private void tagChild(int id, long at, long end, int depth) throws IOException {
        if (id == 0x67c8) {
            tagName = "";
            each(at, end, depth, (child, from, to) -> simpleTagChild(child, from, to, depth));
        }
    }

    private void simpleTagChild(int id, long at, long end, int depth) throws IOException {
        switch (id) {
            case 0x45a3 -> tagName = string(at, end);
            case 0x4487 -> text(tagName, at, end);
            case 0x67c8 -> tagChild(id, at, end, depth + 1);
            default -> {
                // its language, and binary values
            }
        }
    }

    private void text(String key, long at, long end) throws IOException {
        if (!found.reserve(end - at, "tag " + key)) {
            return;
        }
        String value = Text.utf8OrWindows1252(bytes.bytes(at, (int) (end - at)));
        String name = nameOf(key);
        found.text("matroska:tag", name, value);
        if (name.equals("creation_time") || name.equals("date_recorded") || name.equals("date_digitized")) {
            found.facts.capturedAt(CapturedAt.ofText(value, CapturedAt.Source.CONTAINER));
        }
    }

    /** Matroska's own names are capitals, so writers turn theirs into them: {@code comment} is stored as {@code COMMENT}. */
    private static String nameOf(String key) {
        return key.equals(key.toUpperCase(Locale.ROOT)) ? key.toLowerCase(Locale.ROOT) : Text.commonName(key);
    }

    private void finish() {
        if (!hasSegment || !hasInfo) {
            found.damaged("no segment with an Info element");
        }
        double seconds = duration * timestampScale / 1e9;
        if (seconds > 0 && seconds < Integer.MAX_VALUE) {
            found.facts.duration = seconds;
        }
        found.facts.bitRateOf(bytes.size());
    }

    private String string(long at, long end) throws IOException {
        int length = (int) Math.min(end - at, 1_000);
        byte[] text = bytes.bytes(at, length);
        int nul = Text.nul(text, 0);
        return new String(text, 0, nul < 0 ? length : nul, StandardCharsets.UTF_8);
    }

    private long unsigned(long at, long end) throws IOException {
        return end - at <= 8 ? number(at, (int) (end - at)) : 0;
    }

    private double real(long at, long end) throws IOException {
        long value = unsigned(at, end);
        return end - at == 8 ? Double.longBitsToDouble(value) : end - at == 4 ? Float.intBitsToFloat((int) value) : 0;
    }
}

package dev.mediaingest.analyse.container;

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
import java.io.IOException;

/**
 * Header facts and texts of an AVI (Microsoft, "AVI RIFF File Reference"; OpenDML 1.02, 3 for files of more than 1 GB):
 *
 * <pre>
 * RIFF, size (4), "AVI "
 * LIST hdrl ─ avih                     microseconds a frame, frames, width, height
 *           ├ LIST strl ─ strh         kind, codec, scale, rate, frames
 *           │           └ strf         BITMAPINFOHEADER
 *           └ LIST odml ─ dmlh         frames of all parts
 * LIST INFO ─ ICMT, INAM, …            texts
 * LIST movi                            pixels
 * RIFF, size (4), "AVIX"               further parts
 * </pre>
 */
final class AviReader {
    private static final int MAX_CHUNKS = 100_000;
    private static final int MAX_DEPTH = 4;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private int chunks;
    private long microseconds;
    private long frames;
    private long videoFrames;
    private double rate;
    private long width;
    private long height;
    private String handler = "";
    private boolean inVideo;
    private boolean hasVideo;
    private boolean hasPixels;

    private AviReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        AviReader reader = new AviReader(bytes);
        reader.chunks(0, bytes.size(), 0);
        reader.finish();
        return reader.found.contents(MediaType.AVI);
    }

    // chunk: name (4), size (4), data, one byte of padding if odd; RIFF and LIST: their kind (4) first
    private void chunks(long from, long end, int depth) throws IOException {
        long at = from;
        while (at < end && depth <= MAX_DEPTH) {
            if (end - at < 8) {
                trailing(at, end);
                return;
            }
            if (++chunks > MAX_CHUNKS) {
                found.note(FailureCode.OVER_LIMIT, "more than " + MAX_CHUNKS + " chunks");
                return;
            }
            String name = bytes.ascii(at, 4);
            long length = bytes.u32le(at + 4);
            if (length > end - at - 8) {
                found.truncated("chunk " + name + " at byte " + at + " goes beyond the end");
                length = end - at - 8;
            }
            chunk(name, at + 8, at + 8 + length, depth);
            at += 8 + length + (length & 1);
        }
    }

    private void trailing(long at, long end) throws IOException {
        for (long i = at; i < end; i++) {
            if (bytes.u8(i) != 0) {
                found.note(FailureCode.DAMAGED, "bytes behind the last chunk at byte " + at);
                return;
            }
        }
    }

    private void chunk(String name, long at, long end, int depth) throws IOException {
        boolean isList = name.equals("RIFF") || name.equals("LIST");
        if (isList && end - at >= 4) {
            list(bytes.ascii(at, 4), at + 4, end, depth);
            return;
        }
        switch (name) {
            case "avih" -> mainHeader(at, end - at);
            case "strh" -> streamHeader(at, end - at);
            case "strf" -> streamFormat(at, end - at);
            case "dmlh" -> frames = end - at >= 4 ? Math.max(frames, bytes.u32le(at)) : frames;
            case "IDIT" -> text("IDIT", at, end);
            default -> {
                // indexes and padding
            }
        }
    }

    private void list(String kind, long at, long end, int depth) throws IOException {
        switch (kind) {
            case "AVI ", "AVIX", "hdrl", "strl", "odml" -> chunks(at, end, depth + 1);
            case "INFO" -> texts(at, end);
            case "movi" -> hasPixels = true;
            default -> {
                // lists of other programs
            }
        }
    }

    // avih: microseconds a frame (4), …, flags at 12, frames (4) at 16, …, width (4) at 32, height (4) at 36
    private void mainHeader(long at, long length) throws IOException {
        if (length >= 40) {
            microseconds = bytes.u32le(at);
            frames = Math.max(frames, bytes.u32le(at + 16));
            width = bytes.u32le(at + 32);
            height = bytes.u32le(at + 36);
        }
    }

    // strh: kind (4), codec (4), …, scale (4) at 20, rate (4) at 24, start (4), frames (4) at 32
    private void streamHeader(long at, long length) throws IOException {
        inVideo = !hasVideo && length >= 36 && bytes.isAscii(at, "vids");
        if (inVideo) {
            hasVideo = true;
            handler = bytes.ascii(at + 4, 4);
            long scale = bytes.u32le(at + 20);
            rate = scale == 0 ? 0 : (double) bytes.u32le(at + 24) / scale;
            videoFrames = bytes.u32le(at + 32);
        }
    }

    // BITMAPINFOHEADER: size (4), width (4), height (4, negative if top-down), planes (2), bits (2), compression (4)
    private void streamFormat(long at, long length) throws IOException {
        if (!inVideo || length < 20) {
            return;
        }
        inVideo = false;
        width = bytes.u32le(at + 4);
        height = Math.abs((long) (int) bytes.u32le(at + 8));
        String compression = bytes.ascii(at + 16, 4);
        found.facts.codec = Codecs.ofFourCharacters(compression.isBlank() ? handler : compression);
    }

    private void texts(long from, long end) throws IOException {
        long at = from;
        while (end - at >= 8 && ++chunks <= MAX_CHUNKS) {
            long length = bytes.u32le(at + 4);
            if (length > end - at - 8) {
                found.note(FailureCode.DAMAGED, "INFO text goes beyond its list");
                return;
            }
            text(bytes.ascii(at, 4), at + 8, at + 8 + length);
            at += 8 + length + (length & 1);
        }
    }

    private void text(String key, long at, long end) throws IOException {
        if (!found.reserve(end - at, "text " + key)) {
            return;
        }
        String text = Text.utf8OrWindows1252(bytes.bytes(at, (int) (end - at)));
        found.text("avi:info", nameOf(key), text);
        if (key.equals("ICRD") || key.equals("IDIT")) {
            date(Text.clean(text).strip());
        }
    }

    /** ffmpeg's names for the usual keys; any other stays as written. */
    private static String nameOf(String key) {
        return switch (key) {
            case "ICMT" -> "comment";
            case "INAM" -> "title";
            case "IART" -> "artist";
            case "ICRD", "IDIT" -> "date";
            case "ISFT" -> "encoder";
            case "ICOP" -> "copyright";
            case "IKEY" -> "keywords";
            case "ISBJ" -> "subject";
            default -> key;
        };
    }

    private void date(String text) {
        found.facts.capturedAt(CapturedAt.ofText(text, CapturedAt.Source.CONTAINER));
    }

    private void finish() {
        if (!hasPixels) {
            found.truncated("no pixels");
        }
        FactDraft facts = found.facts;
        if (width != 0 || height != 0) {
            facts.dimensions = Headers.dimensions(width, height, found);
        }
        double perSecond = rate > 0 ? rate : microseconds > 0 ? 1e6 / microseconds : 0;
        long count = Math.max(videoFrames, frames);
        facts.frameRate = perSecond > 0 ? (Double) perSecond : null;
        facts.frameCount = count > 0 ? (Long) count : null;
        facts.duration = perSecond > 0 && count > 0 ? (Double) (count / perSecond) : null;
        facts.bitRateOf(bytes.size());
    }
}

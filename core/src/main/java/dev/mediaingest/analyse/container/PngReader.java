package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.metadata.ContentCredentials;
import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.analyse.content.Inflation;
import dev.mediaingest.analyse.content.Text;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and texts of a PNG (PNG third edition, 5.2 to 5.3 and 11). Reads to IEND: texts may follow the pixels.
 * Every chunk's CRC is checked, that of the pixels only where every byte is read anyway; pixels are not inflated.
 */
final class PngReader {
    private static final long MAX_CHUNKS = 1_000_000;
    private static final int HEADER = 13;
    private static final int SIGNATURE = 8;

    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int FDAT = 0x66644154;
    private static final int IEND = 0x49454e44;
    private static final int TRNS = 0x74524e53;
    private static final int TEXT = 0x74455874;
    private static final int ZTXT = 0x7a545874;
    private static final int ITXT = 0x69545874;
    private static final int ICCP = 0x69434350;
    private static final int EXIF = 0x65584966;
    private static final int FCTL = 0x6663544c;
    private static final int CABX = 0x63614258;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private @Nullable Dimensions dimensions;
    private @Nullable String colorMode;
    private @Nullable Boolean hasAlpha;
    private double duration;
    private int frames;

    private PngReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        PngReader reader = new PngReader(bytes);
        reader.chunks();
        return reader.contents();
    }

    private Contents contents() {
        found.facts.dimensions = dimensions;
        found.facts.colorMode = colorMode;
        found.facts.hasAlpha = hasAlpha;
        found.facts.animation(frames, duration);
        return found.contents(MediaType.PNG);
    }

    // chunk: length (4), type (4), data (length), CRC over type and data (4)
    private void chunks() throws IOException {
        long at = SIGNATURE;
        for (long count = 0; count < MAX_CHUNKS; count++) {
            if (!bytes.has(at, 12)) {
                found.truncated("no IEND chunk before the end at byte " + bytes.size());
                return;
            }
            long length = bytes.u32be(at);
            int type = (int) bytes.u32be(at + 4);
            if (length > Integer.MAX_VALUE || !isName(type)) {
                found.damaged("no chunk at byte " + at);
                return;
            }
            if (count == 0 && type != IHDR) {
                found.damaged("the first chunk is " + name(type) + ", not IHDR");
            }
            if (!bytes.has(at + 8, length + 4)) {
                found.truncated(name(type) + " chunk at byte " + at + " goes beyond the end");
                return;
            }
            if (isChecked(type) && bytes.crc32(at + 4, length + 4) != bytes.u32be(at + 8 + length)) {
                found.damaged(name(type) + " chunk at byte " + at + ": wrong CRC");
            }
            if (type == IEND) {
                return;
            }
            chunk(type, at + 8, length);
            at += length + 12;
        }
        found.note(FailureCode.OVER_LIMIT, "more than " + MAX_CHUNKS + " chunks");
    }

    private boolean isChecked(int type) {
        return !bytes.isReadInPieces() || (type != IDAT && type != FDAT);
    }

    private void chunk(int type, long at, long length) throws IOException {
        switch (type) {
            case IHDR -> header(at, length);
            case TRNS -> hasAlpha = true;
            case FCTL -> frame(at, length);
            case ICCP -> profileName(at, length);
            case TEXT, ZTXT, ITXT, EXIF -> metadata(type, at, length);
            case CABX -> credentials(at, length);
            default -> {
                // pixels, colour management and private chunks say nothing we keep
            }
        }
    }

    // IHDR: width (4), height (4), bit depth (1), colour type (1), compression, filter, interlace
    private void header(long at, long length) throws IOException {
        if (length != HEADER) {
            found.damaged("IHDR chunk of " + length + " bytes");
            return;
        }
        dimensions = Headers.dimensions(bytes.u32be(at), bytes.u32be(at + 4), found);
        int depth = bytes.u8(at + 8);
        int colorType = bytes.u8(at + 9);
        colorMode = colorMode(depth, colorType);
        if (colorMode == null) {
            found.damaged("colour type " + colorType + " with " + depth + " bits");
        } else if (hasAlpha == null) {
            hasAlpha = colorType == 4 || colorType == 6;
        }
    }

    /** As Pillow opens it; 16-bit grey with alpha becomes RGBA there. */
    private static @Nullable String colorMode(int depth, int colorType) {
        boolean deep = depth == 8 || depth == 16;
        boolean shallow = depth == 1 || depth == 2 || depth == 4 || depth == 8;
        return switch (colorType) {
            case 0 -> depth == 1 ? "1" : depth == 16 ? "I;16" : shallow ? "L" : null;
            case 2 -> deep ? "RGB" : null;
            case 3 -> shallow ? "P" : null;
            case 4 -> depth == 8 ? "LA" : depth == 16 ? "RGBA" : null;
            case 6 -> deep ? "RGBA" : null;
            default -> null;
        };
    }

    // fcTL: sequence (4), width, height, x, y (4 each), delay numerator (2), denominator (2, 0 means 100), two bytes
    private void frame(long at, long length) throws IOException {
        if (length == 26) {
            int denominator = bytes.u16be(at + 22);
            duration += bytes.u16be(at + 20) / (denominator == 0 ? 100.0 : denominator);
            frames++;
        }
    }

    private void credentials(long at, long length) throws IOException {
        ContentCredentials credentials = new ContentCredentials();
        credentials.manifest(bytes, at, length);
        credentials.gatherInto(found);
    }

    // iCCP: name (1 to 79), NUL, compression method (1), profile, which is not inflated
    private void profileName(long at, long length) throws IOException {
        byte[] start = bytes.bytes(at, (int) Math.min(length, 80));
        int end = Text.nul(start, 0);
        if (end > 0) {
            found.facts.iccProfile(keyword(start, end));
        }
    }

    private void metadata(int type, long at, long length) throws IOException {
        if (!found.reserve(length, name(type) + " chunk")) {
            return;
        }
        byte[] data = bytes.bytes(at, (int) length);
        switch (type) {
            case TEXT -> text(data);
            case ZTXT -> compressedText(data);
            case ITXT -> internationalText(data);
            default -> Exif.read(data, found);
        }
    }

    // tEXt: keyword, NUL, text
    private void text(byte[] data) throws IOException {
        int end = keywordEnd("tEXt", data);
        if (end > 0) {
            keep("png:tEXt", keyword(data, end), Text.utf8OrWindows1252(data, end + 1, data.length));
        }
    }

    // zTXt: keyword, NUL, compression method (1), zlib stream
    private void compressedText(byte[] data) throws IOException {
        int end = keywordEnd("zTXt", data);
        if (end > 0) {
            inflate("zTXt", keyword(data, end), data, end + 2);
        }
    }

    // iTXt: keyword, NUL, compressed? (1), method (1), language tag, NUL, translated keyword, NUL, text
    private void internationalText(byte[] data) throws IOException {
        int end = keywordEnd("iTXt", data);
        if (end < 0) {
            return;
        }
        int language = Text.nul(data, end + 3);
        int translated = language < 0 ? -1 : Text.nul(data, language + 1);
        if (translated < 0) {
            found.note(FailureCode.DAMAGED, "iTXt chunk without its separators");
        } else if (data[end + 1] == 0) {
            keep("png:iTXt", keyword(data, end), Text.utf8OrWindows1252(data, translated + 1, data.length));
        } else {
            inflate("iTXt", keyword(data, end), data, translated + 1);
        }
    }

    private void keep(String source, String keyword, String text) throws IOException {
        found.text(source, keyword, text);
        if (keyword.equalsIgnoreCase("Creation Time")) {
            found.facts.capturedAt(CapturedAt.ofText(Text.clean(text), CapturedAt.Source.CONTAINER));
        }
        RawProfile.read(keyword, text, found);
    }

    private void inflate(String chunk, String keyword, byte[] data, int from) throws IOException {
        if (from >= data.length) {
            found.note(FailureCode.DAMAGED, chunk + " chunk " + keyword + " ends before its text");
            return;
        }
        byte[] text = found.inflate(limit -> Inflation.inflate(data, from, limit), chunk + " chunk " + keyword);
        if (text != null) {
            keep("png:" + chunk, keyword, Text.utf8OrWindows1252(text));
        }
    }

    private int keywordEnd(String chunk, byte[] data) {
        int end = Text.nul(data, 0);
        if (end <= 0) {
            found.note(FailureCode.DAMAGED, chunk + " chunk without a keyword");
        }
        return end <= 0 ? -1 : end;
    }

    private static String keyword(byte[] data, int end) {
        return new String(data, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static boolean isName(int type) {
        return isLetter(type >>> 24) && isLetter(type >>> 16) && isLetter(type >>> 8) && isLetter(type);
    }

    private static boolean isLetter(int character) {
        int lower = (character & 0xff) | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static String name(int type) {
        char[] name = {
            (char) (type >>> 24), (char) (type >>> 16 & 0xff), (char) (type >>> 8 & 0xff), (char) (type & 0xff)
        };
        return new String(name);
    }
}

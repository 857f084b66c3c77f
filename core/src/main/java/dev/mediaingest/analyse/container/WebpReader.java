package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.metadata.ContentCredentials;
import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.container.metadata.IccProfile;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and texts of a WebP (RFC 9649, 2.3 to 2.7; the VP8 frame header is RFC 6386, 9.1; the VP8L header is
 * RFC 9649, 3.4). The extended header's canvas wins over a frame's own size.
 */
final class WebpReader {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ALPHA = 0x10;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private @Nullable Dimensions dimensions;
    private @Nullable Boolean hasAlpha;
    private boolean extended;
    private boolean hasPicture;
    private long milliseconds;
    private int frames;

    private WebpReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        WebpReader reader = new WebpReader(bytes);
        reader.chunks();
        return reader.contents();
    }

    private Contents contents() {
        found.facts.dimensions = dimensions;
        found.facts.colorMode = hasAlpha == null ? null : hasAlpha ? "RGBA" : "RGB";
        found.facts.hasAlpha = hasAlpha;
        found.facts.animation(frames, milliseconds / 1000.0);
        return found.contents(MediaType.WEBP);
    }

    // RIFF, size of what follows (4), WEBP, chunks: name (4), length (4), data, one byte of padding if odd
    private void chunks() throws IOException {
        long end = CHUNK_HEADER + bytes.u32le(4);
        if (end > bytes.size()) {
            found.truncated("RIFF size goes " + (end - bytes.size()) + " bytes beyond the end");
        }
        long limit = Math.min(end, bytes.size());
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= limit) {
            long length = bytes.u32le(at + 4);
            if (length > limit - at - CHUNK_HEADER) {
                found.truncated(bytes.ascii(at, 4) + " chunk at byte " + at + " goes beyond the end");
                partOf(at, limit - at - CHUNK_HEADER);
                return;
            }
            chunk(bytes.ascii(at, 4), at + CHUNK_HEADER, length);
            at += CHUNK_HEADER + length + (length & 1);
        }
        if (!hasPicture) {
            found.damaged("no picture chunk");
        }
    }

    /** A picture's header is believed even if its pixels are cut off. */
    private void partOf(long at, long available) throws IOException {
        String name = bytes.ascii(at, 4);
        if (name.equals("VP8 ") || name.equals("VP8L")) {
            chunk(name, at + CHUNK_HEADER, available);
        }
    }

    private void chunk(String name, long at, long length) throws IOException {
        switch (name) {
            case "VP8X" -> extendedHeader(at, length);
            case "VP8 " -> lossyHeader(at, length);
            case "VP8L" -> losslessHeader(at, length);
            case "ANMF" -> frame(at, length);
            case "EXIF" -> exif(at, length);
            case "XMP " -> found.xmpPacket(bytes, at, length);
            case "ICCP" -> profile(at, length);
            case "C2PA" -> credentials(at, length);
            default -> {
                // the alpha plane and unknown chunks say nothing we keep
            }
        }
    }

    // VP8X: flags (1), reserved (3), canvas width - 1 (3), canvas height - 1 (3)
    private void extendedHeader(long at, long length) throws IOException {
        if (length < 10) {
            found.damaged("VP8X chunk of " + length + " bytes");
            return;
        }
        extended = true;
        hasAlpha = (bytes.u8(at) & ALPHA) != 0;
        dimensions = Headers.dimensions(1L + bytes.u24le(at + 4), 1L + bytes.u24le(at + 7), found);
    }

    // VP8 key frame: frame tag (3, lowest bit 0), 9d 01 2a, width (14 bits) and scale (2), height and scale
    private void lossyHeader(long at, long length) throws IOException {
        hasPicture = true;
        boolean keyFrame = length >= 10 && (bytes.u8(at) & 1) == 0 && bytes.u24le(at + 3) == 0x2a019d;
        if (!keyFrame) {
            found.damaged("VP8 chunk does not start with a key frame");
        } else if (!extended) {
            hasAlpha = false;
            dimensions = Headers.dimensions(bytes.u16le(at + 6) & 0x3fff, bytes.u16le(at + 8) & 0x3fff, found);
        }
    }

    // VP8L: 2f, width - 1 (14 bits), height - 1 (14 bits), alpha is used (1 bit), version (3 bits)
    private void losslessHeader(long at, long length) throws IOException {
        hasPicture = true;
        if (length < 5 || bytes.u8(at) != 0x2f) {
            found.damaged("VP8L chunk without its signature");
        } else if (!extended) {
            long bits = bytes.u32le(at + 1);
            hasAlpha = (bits >> 28 & 1) == 1;
            dimensions = Headers.dimensions(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff), found);
        }
    }

    // ANMF: x, y, width - 1, height - 1 (3 each), duration in milliseconds (3), flags (1), chunks
    private void frame(long at, long length) throws IOException {
        hasPicture = true;
        if (length < 16) {
            found.damaged("ANMF chunk of " + length + " bytes");
            return;
        }
        milliseconds += bytes.u24le(at + 12);
        frames++;
    }

    private void profile(long at, long length) throws IOException {
        byte[] profile = found.piece(bytes, at, length, "ICCP chunk");
        if (profile != null) {
            IccProfile.read(profile, found);
        }
    }

    private void exif(long at, long length) throws IOException {
        byte[] block = found.piece(bytes, at, length, "EXIF chunk");
        if (block != null) {
            Exif.read(block, found);
        }
    }

    private void credentials(long at, long length) throws IOException {
        ContentCredentials credentials = new ContentCredentials();
        credentials.manifest(bytes, at, length);
        credentials.gatherInto(found);
    }
}

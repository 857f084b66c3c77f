package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.failure.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The XMP packets of a JPEG (XMP part 3, 1.1.3): one of at most 64 kB, and what did not fit into it in parts:
 *
 * <pre>
 * APP1: http://ns.adobe.com/xap/1.0/ NUL, packet
 * APP1: http://ns.adobe.com/xmp/extension/ NUL, digest (32), full length (4), offset (4), part
 * </pre>
 *
 * Parts are joined if they carry one digest the packet names and cover every byte once; their claims only decide where a
 * part goes, never how much memory is taken.
 */
final class JpegXmp {
    private static final String PACKET = "http://ns.adobe.com/xap/1.0/\0";
    private static final String EXTENSION = "http://ns.adobe.com/xmp/extension/\0";
    private static final int EXTENSION_HEAD = EXTENSION.length() + 40;
    private static final int MAX_DIGESTS = 4;

    private final FileBytes bytes;
    private final Gathered found;
    private final Map<String, TreeMap<Long, Part>> extensions = new HashMap<>();
    private String packet = "";

    JpegXmp(FileBytes bytes, Gathered found) {
        this.bytes = bytes;
        this.found = found;
    }

    private record Part(long at, int length, long fullLength) {}

    /** Looks at an APP1 segment's data; one that is no XMP is left alone. */
    void segment(long at, int length) throws IOException {
        if (bytes.isAscii(at, PACKET) && length > PACKET.length()) {
            packet = bytes.ascii(at + PACKET.length(), length - PACKET.length());
            found.xmpPacket(bytes, at + PACKET.length(), length - PACKET.length());
        } else if (bytes.isAscii(at, EXTENSION) && length > EXTENSION_HEAD) {
            extension(at + EXTENSION.length(), length - EXTENSION_HEAD);
        }
    }

    private void extension(long at, int length) throws IOException {
        String digest = bytes.ascii(at, 32);
        long fullLength = bytes.u32be(at + 32);
        long offset = bytes.u32be(at + 36);
        if (extensions.size() < MAX_DIGESTS || extensions.containsKey(digest)) {
            extensions
                    .computeIfAbsent(digest, unknown -> new TreeMap<>())
                    .putIfAbsent(offset, new Part(at + 40, length, fullLength));
        }
    }

    /** Joins the parts once all segments were seen. */
    void finish() throws IOException {
        for (Map.Entry<String, TreeMap<Long, Part>> extension : extensions.entrySet()) {
            if (packet.contains(extension.getKey())) {
                join(extension.getValue());
            }
        }
    }

    private void join(SortedMap<Long, Part> parts) throws IOException {
        long fullLength = parts.values().iterator().next().fullLength();
        if (!found.reserve(fullLength, "extended XMP")) {
            return;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Map.Entry<Long, Part> part : parts.entrySet()) {
            Part piece = part.getValue();
            if (part.getKey() != joined.size() || joined.size() + (long) piece.length() > fullLength) {
                break;
            }
            joined.writeBytes(bytes.bytes(piece.at(), piece.length()));
        }
        if (joined.size() == fullLength) {
            found.xmpPacket(joined.toByteArray());
        } else {
            found.note(FailureCode.DAMAGED, "extended XMP has " + joined.size() + " of " + fullLength + " bytes");
        }
    }
}

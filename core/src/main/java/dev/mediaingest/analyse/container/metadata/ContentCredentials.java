package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few facts worth having of a C2PA manifest (C2PA 2.1: JUMBF boxes of CBOR): what made the claim, what kind of source
 * it names, which organisations its certificates name. Found by their marks within the first {@value #MAX_MANIFEST}
 * bytes, without taking the boxes apart; no signature is verified. Confined to one turn.
 */
public final class ContentCredentials {
    private static final int MAX_MANIFEST = 1 << 20;
    private static final int MAX_FACTS = 50;
    private static final int MAX_VALUE = 512;

    /** JPEG: identifier JP (2), box instance (2), packet sequence (4), and from the second packet on the box header again (8). */
    private static final int PACKET_HEADER = 8;

    private static final int BOX_HEADER = 8;

    /** An organisation's name in a certificate: the object identifier 2.5.4.10, then a string. */
    private static final byte[] ORGANISATION = {0x06, 0x03, 0x55, 0x04, 0x0a};

    private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();

    public void manifest(FileBytes bytes, long at, long length) throws IOException {
        int room = MAX_MANIFEST - manifest.size();
        if (length > 0 && room > 0) {
            manifest.writeBytes(bytes.bytes(at, (int) Math.min(length, room)));
        }
    }

    /** One of the segments a manifest is cut into in a JPEG. */
    public void segment(FileBytes bytes, long at, int length) throws IOException {
        if (length <= PACKET_HEADER + BOX_HEADER || !bytes.isAscii(at, "JP")) {
            return;
        }
        boolean continued = bytes.u32be(at + 4) > 1;
        int header = continued ? PACKET_HEADER + BOX_HEADER : PACKET_HEADER;
        manifest(bytes, at + header, length - header);
    }

    /** Adds one text of a line for each fact; nothing if there are none. */
    public void gatherInto(Gathered found) {
        byte[] bytes = manifest.toByteArray();
        Set<String> facts = new LinkedHashSet<>();
        valuesBehind(bytes, "claim_generator", "claim_generator", facts);
        valuesBehind(bytes, "digitalSourceType", "digital_source_type", facts);
        valuesBehind(bytes, "softwareAgent", "software_agent", facts);
        organisations(bytes, facts);
        String text = String.join("\n", facts);
        if (!facts.isEmpty() && found.reserve(text.length(), "content credentials")) {
            found.text("c2pa:manifest", "c2pa", text);
        }
    }

    /** A CBOR text behind a key of that name or, where a map follows ({@code …_info}), behind the key "name" in it. */
    private static void valuesBehind(byte[] bytes, String key, String fact, Set<String> facts) {
        byte[] mark = key.getBytes(StandardCharsets.US_ASCII);
        byte[] name = "dname".getBytes(StandardCharsets.US_ASCII);
        for (int at = indexOf(bytes, mark, 0, bytes.length);
                at >= 0 && facts.size() < MAX_FACTS;
                at = indexOf(bytes, mark, at + mark.length, bytes.length)) {
            int behind = at + mark.length;
            String value = text(bytes, behind);
            if (value == null) {
                int inner = indexOf(bytes, name, behind, Math.min(bytes.length, behind + 64));
                value = inner < 0 ? null : text(bytes, inner + name.length);
            }
            add(fact, value, facts);
        }
    }

    private static void organisations(byte[] bytes, Set<String> facts) {
        for (int at = indexOf(bytes, ORGANISATION, 0, bytes.length);
                at >= 0 && facts.size() < MAX_FACTS;
                at = indexOf(bytes, ORGANISATION, at + ORGANISATION.length, bytes.length)) {
            int length = at + 6 < bytes.length ? bytes[at + 6] : -1;
            if (length > 0 && at + 7 + length <= bytes.length) {
                add("organisation", new String(bytes, at + 7, length, StandardCharsets.UTF_8), facts);
            }
        }
    }

    private static void add(String fact, @Nullable String value, Set<String> facts) {
        if (value != null && !value.isBlank() && value.indexOf('\n') < 0) {
            facts.add(fact + ": " + value);
        }
    }

    // CBOR text: 0x60 + length up to 23, or 0x78 and one byte, or 0x79 and two bytes of length
    private static @Nullable String text(byte[] bytes, int at) {
        if (at + 3 >= bytes.length) {
            return null;
        }
        int head = bytes[at] & 0xff;
        int length = switch (head) {
            case 0x78 -> bytes[at + 1] & 0xff;
            case 0x79 -> (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
            default -> head >= 0x60 && head <= 0x77 ? head - 0x60 : -1;
        };
        int start = at + (head == 0x78 ? 2 : head == 0x79 ? 3 : 1);
        boolean sane = length > 0 && length <= MAX_VALUE && start + length <= bytes.length;
        return sane ? new String(bytes, start, length, StandardCharsets.UTF_8) : null;
    }

    private static int indexOf(byte[] bytes, byte[] mark, int from, int to) {
        for (int i = from; i <= to - mark.length; i++) {
            int j = 0;
            while (j < mark.length && bytes[i + j] == mark[j]) {
                j++;
            }
            if (j == mark.length) {
                return i;
            }
        }
        return -1;
    }
}

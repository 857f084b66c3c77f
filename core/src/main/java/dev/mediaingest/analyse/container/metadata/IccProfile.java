package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The name of a colour profile (ICC.1:2022, 7.2, 7.3, 10.15; textDescriptionType is ICC.1:2001, 6.5.17):
 *
 * <pre>
 * header (128), tags (4), each: signature (4), offset (4), size (4)
 * desc: 'desc' (4), 0 (4), length (4), ASCII      or 'mluc' (4), 0 (4), records (4), 12 (4), each:
 *                                                 language (2), country (2), length (4), offset (4), in UTF-16BE
 * </pre>
 *
 * A profile that is wrong has no name; that is no trouble of the picture.
 */
public final class IccProfile {
    private static final int HEADER = 128;
    private static final int MAX_TAGS = 200;
    private static final int LONGEST_NAME = 1_000;

    private IccProfile() {}

    public static void read(byte[] profile, Gathered found) throws IOException {
        FileBytes bytes = FileBytes.of(profile);
        long tags = bytes.has(HEADER, 4) ? Math.min(bytes.u32be(HEADER), MAX_TAGS) : 0;
        for (long i = 0; i < tags && bytes.has(HEADER + 4 + 12 * i, 12); i++) {
            long tag = HEADER + 4 + 12 * i;
            if (bytes.isAscii(tag, "desc")) {
                description(bytes, bytes.u32be(tag + 4), found);
                return;
            }
        }
    }

    private static void description(FileBytes bytes, long at, Gathered found) throws IOException {
        if (bytes.isAscii(at, "desc") && bytes.has(at, 12)) {
            name(bytes, at + 12, bytes.u32be(at + 8), false, found);
        } else if (bytes.isAscii(at, "mluc") && bytes.has(at, 28)) {
            name(bytes, at + bytes.u32be(at + 24), bytes.u32be(at + 20), true, found);
        }
    }

    private static void name(FileBytes bytes, long at, long length, boolean wide, Gathered found) throws IOException {
        if (length <= LONGEST_NAME && bytes.has(at, length)) {
            byte[] name = bytes.bytes(at, (int) length);
            found.facts.iccProfile(
                    wide ? new String(name, StandardCharsets.UTF_16BE) : Text.utf8OrWindows1252(name, 0, name.length));
        }
    }
}

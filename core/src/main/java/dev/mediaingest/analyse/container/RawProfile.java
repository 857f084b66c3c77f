package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.container.metadata.PhotoshopBlock;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.failure.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Metadata of other formats as ImageMagick and ExifTool put it into PNG text: under {@code Raw profile type …} the kind, the
 * number of bytes and the bytes in hexadecimal, a line each:
 *
 * <pre>
 * NL iptc NL 36 NL 3842494d0404…
 * </pre>
 */
final class RawProfile {
    private static final String KEY = "Raw profile type ";

    private RawProfile() {}

    /** Reads a text if its keyword says that it is one of those. */
    static void read(String keyword, String text, Gathered found) throws IOException {
        if (!keyword.startsWith(KEY)) {
            return;
        }
        byte[] profile = bytes(text);
        if (profile.length == 0) {
            found.note(FailureCode.DAMAGED, "PNG text " + keyword + " is no profile");
            return;
        }
        switch (keyword.substring(KEY.length())) {
            case "iptc", "8bim", "APP13" -> PhotoshopBlock.readAny(profile, found);
            case "exif", "EXIF", "APP1" -> exif(profile, found);
            case "xmp" -> found.xmpPacket(profile);
            default -> {
                // colour profiles have a chunk of their own
            }
        }
    }

    private static void exif(byte[] profile, Gathered found) throws IOException {
        boolean isXmp = FileBytes.of(profile).isAscii(0, "http://ns.adobe.com/xap/1.0/\0");
        if (isXmp) {
            found.xmpPacket(Arrays.copyOfRange(profile, 29, profile.length));
        } else {
            Exif.read(profile, found);
        }
    }

    /** The bytes behind the line with their number; none if anything there is no hexadecimal digit. */
    private static byte[] bytes(String text) {
        String stripped = text.strip();
        int kind = stripped.indexOf('\n');
        int number = stripped.indexOf('\n', kind + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int high = -1;
        for (int i = number; kind > 0 && i > 0 && i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            int digit = Character.digit(c, 16);
            if (digit < 0 && !Character.isWhitespace(c)) {
                return new byte[0];
            }
            if (digit >= 0) {
                if (high >= 0) {
                    bytes.write(high << 4 | digit);
                }
                high = high >= 0 ? -1 : digit;
            }
        }
        return bytes.toByteArray();
    }
}

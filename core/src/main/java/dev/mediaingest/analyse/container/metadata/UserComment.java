package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of an EXIF UserComment (Exif 2.32, 4.6.5): eight bytes naming the character code, then the text. What the
 * standard leaves to the TIFF byte order, writers decide on their own, so the byte order is found from the text itself.
 */
public final class UserComment {
    private static final int CODE_LENGTH = 8;
    private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ASCII = "ASCII\0\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JIS = "JIS\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNDEFINED = new byte[CODE_LENGTH];

    private UserComment() {}

    static String decode(byte[] comment) {
        if (Text.startsWith(comment, UNICODE)) {
            return detect(comment, CODE_LENGTH);
        }
        if (Text.startsWith(comment, ASCII) || Text.startsWith(comment, JIS)) {
            return Text.utf8OrWindows1252(comment, CODE_LENGTH, comment.length);
        }
        return detect(comment, Text.startsWith(comment, UNDEFINED) ? CODE_LENGTH : 0);
    }

    private static String detect(byte[] bytes, int from) {
        int to = withoutTrailingNuls(bytes, from);
        int nulsBigEndian = nuls(bytes, from, to);
        int nulsLittleEndian = nuls(bytes, from + 1, to);
        boolean marked = to - from >= 2 && isMark(bytes[from], bytes[from + 1]);
        if (!marked && nulsBigEndian + nulsLittleEndian == 0) {
            if (Text.isUtf8(bytes, from, to) || !isEven(bytes.length - from)) {
                return Text.utf8OrWindows1252(bytes, from, to);
            }
        }
        return utf16(bytes, from, nulsBigEndian, nulsLittleEndian);
    }

    /** The NULs of Latin letters tell the order; where they are too few or ambiguous, the better text wins. */
    private static String utf16(byte[] bytes, int from, int nulsBigEndian, int nulsLittleEndian) {
        if (bytes.length - from >= 2 && isMark(bytes[from], bytes[from + 1])) {
            boolean bigEndian = bytes[from] == (byte) 0xfe;
            return decode(bytes, from, bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
        }
        if (nulsBigEndian > 4 * nulsLittleEndian + 4) {
            return decode(bytes, from, StandardCharsets.UTF_16BE);
        }
        if (nulsLittleEndian > 4 * nulsBigEndian + 4) {
            return decode(bytes, from, StandardCharsets.UTF_16LE);
        }
        String bigEndian = decode(bytes, from, StandardCharsets.UTF_16BE);
        String littleEndian = decode(bytes, from, StandardCharsets.UTF_16LE);
        return plausibility(bigEndian) >= plausibility(littleEndian) ? bigEndian : littleEndian;
    }

    private static String decode(byte[] bytes, int from, Charset charset) {
        int even = (bytes.length - from) & ~1;
        return new String(bytes, from, even, charset);
    }

    /** How much a text looks like one; swapped bytes give unassigned characters and a wild mix of scripts. */
    private static long plausibility(String text) {
        long score = text.contains("Steps:") ? text.length() : 0;
        for (int i = 0; i < text.length(); i++) {
            score += plausibility(text.charAt(i));
        }
        return score;
    }

    private static int plausibility(char c) {
        if (c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c < 0x7f)) {
            return 4;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE, Character.FORMAT -> c == 0 ? 0 : -4;
            default -> isCommonScript(c) ? 2 : 0;
        };
    }

    private static boolean isCommonScript(char c) {
        return (c < 0x0600 && Character.isLetter(c)) || (c >= 0x3000 && c < 0x3100) || (c >= 0xff00 && c < 0xfff0);
    }

    private static int withoutTrailingNuls(byte[] bytes, int from) {
        int to = bytes.length;
        while (to > from && bytes[to - 1] == 0) {
            to--;
        }
        return to;
    }

    private static int nuls(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i += 2) {
            count += bytes[i] == 0 ? 1 : 0;
        }
        return count;
    }

    private static boolean isMark(byte first, byte second) {
        return (first == (byte) 0xfe && second == (byte) 0xff) || (first == (byte) 0xff && second == (byte) 0xfe);
    }

    private static boolean isEven(int length) {
        return (length & 1) == 0;
    }
}

package dev.mediaingest.media;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Paths as text that leads back to them. File names are bytes and need not be UTF-8; Java shows what it cannot decode as U+FFFD, so that
 * different files have one text. Here each byte that is not part of a UTF-8 letter is written as {@code �} and two hexadecimal digits,
 * as is each byte of a {@code �} that is really in a name: {@code caf�E9.png}. All other paths are written as they are.
 *
 * <p>Text that comes from elsewhere and has a {@code �} without digits is taken as it stands.
 */
public final class PathText {
    private static final char MARK = '\uFFFD';
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathText() {}

    /** A path as text. */
    public static String of(Path path) {
        String text = path.toString();
        if (text.indexOf(MARK) < 0) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (Path name : path) {
            escaped.append(name(name)).append('/');
        }
        escaped.setLength(escaped.length() - 1);
        return escaped.toString();
    }

    /** A file's own name as text, as in {@link #of}. */
    public static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : of(name);
    }

    /**
     * The path that a text stands for.
     *
     * @throws InvalidPathException if it can be none
     */
    public static Path parse(String text) {
        if (text.indexOf(MARK) < 0) {
            return Path.of(text);
        }
        Path absolute = Path.of(URI.create("file://" + percentEncoded(text.startsWith("/") ? text : "/" + text)));
        return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /** An entry of a folder, by its name as text. */
    public static Path resolve(Path folder, String name) {
        return name.indexOf(MARK) < 0 ? folder.resolve(name) : folder.resolve(parse(name));
    }

    private static String name(Path name) {
        return name.toString().indexOf(MARK) < 0 ? name.toString() : decoded(bytesOf(name));
    }

    /** A URI has each byte of a name that is no ASCII letter as a percent sign and two digits. */
    private static byte[] bytesOf(Path name) {
        String path = name.toUri().getRawPath();
        int end = path.endsWith("/") ? path.length() - 1 : path.length(); // as of a folder of that name
        String last = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        ByteBuffer bytes = ByteBuffer.allocate(last.length());
        for (int at = 0; at < last.length(); at++) {
            boolean encoded = last.charAt(at) == '%';
            bytes.put(encoded ? (byte) HexFormat.fromHexDigits(last, at + 1, at + 3) : (byte) last.charAt(at));
            at += encoded ? 2 : 0;
        }
        byte[] exact = new byte[bytes.flip().remaining()];
        bytes.get(exact);
        return exact;
    }

    private static String decoded(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        StringBuilder text = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(escapedMarks(out.flip().toString()));
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escape(text, in.get());
            }
            decoder.reset();
        }
    }

    private static String escapedMarks(String text) {
        if (text.indexOf(MARK) < 0) {
            return text;
        }
        StringBuilder mark = new StringBuilder();
        for (byte one : String.valueOf(MARK).getBytes(StandardCharsets.UTF_8)) {
            escape(mark, one);
        }
        return text.replace(String.valueOf(MARK), mark);
    }

    private static void escape(StringBuilder text, byte one) {
        text.append(MARK);
        HEX.toHexDigits(text, one);
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            if (letter == MARK && isEscape(text, at)) {
                encoded.append('%').append(text, at + 1, at + 3);
                at += 3;
            } else {
                append(encoded, letter);
                at += Character.charCount(letter);
            }
        }
        return encoded.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static void append(StringBuilder encoded, int letter) {
        boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || "/._-~".indexOf(letter) >= 0);
        if (plain) {
            encoded.append((char) letter);
            return;
        }
        for (byte one : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%');
            HEX.toHexDigits(encoded, one);
        }
    }
}

package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A small file beside a media file. Whatever is wrong with it is a note on the media file, never its failure. Links are
 * not followed: they may lead out of the roots.
 *
 * @param what how notes call it
 * @param mostBytes a larger one is not read
 */
record SmallFile(Path path, String what, int mostBytes) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Its bytes; empty without a note if there is no such file. */
    Optional<byte[]> read(List<Failure> notes) {
        if (!isReadable(notes)) {
            return Optional.empty();
        }
        try (InputStream input = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = input.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                return refused(notes, FailureCode.OVER_LIMIT, "is larger than " + mostBytes + " bytes");
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            return refused(notes, FailureCode.UNREADABLE, e.getClass().getSimpleName());
        }
    }

    /** Its text without NULs: UTF-8 or UTF-16 with a mark, else UTF-8, and Windows-1252 for what is no UTF-8. */
    Optional<String> text(List<Failure> notes) {
        return read(notes).map(SmallFile::text);
    }

    /** Whether there is such a file and it is a regular one. */
    boolean isReadable(List<Failure> notes) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            refused(notes, FailureCode.OUTSIDE_ROOTS, "is a link or no regular file and was not followed");
            return false;
        }
        return true;
    }

    <T> Optional<T> refused(List<Failure> notes, FailureCode code, String why) {
        notes.add(new Failure(code, what + " " + why));
        return Optional.empty();
    }

    static String text(byte[] bytes) {
        String text = new String(bytes, charsetOf(bytes));
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        return text.substring(start).replace("\0", "");
    }

    private static Charset charsetOf(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        return isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

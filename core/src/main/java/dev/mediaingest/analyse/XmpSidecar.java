package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The XMP beside a file: {@code name.ext.xmp} (darktable, digiKam) and {@code name.xmp} (Adobe), the first one first.
 * Whatever is wrong with a sidecar is a note on the file, never its failure. Links are not followed: they may lead out of
 * the roots.
 */
final class XmpSidecar {
    private static final int MAX_SIZE = 1 << 20;

    private XmpSidecar() {}

    static XmpProperties read(Path file, List<Failure> notes) {
        XmpProperties properties = new XmpProperties();
        for (Path sidecar : candidates(file)) {
            if (Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS)) {
                read(sidecar, properties, notes);
            }
        }
        return properties;
    }

    private static Set<Path> candidates(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Set<Path> candidates = new LinkedHashSet<>();
        candidates.add(file.resolveSibling(name + ".xmp"));
        if (dot > 0) {
            candidates.add(file.resolveSibling(name.substring(0, dot) + ".xmp"));
        }
        return candidates;
    }

    private static void read(Path sidecar, XmpProperties into, List<Failure> notes) {
        if (!Files.isRegularFile(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            notes.add(new Failure(FailureCode.OUTSIDE_ROOTS, "XMP sidecar is no regular file and was not followed"));
            return;
        }
        try (InputStream input = Files.newInputStream(sidecar, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] packet = input.readNBytes(MAX_SIZE + 1);
            if (packet.length > MAX_SIZE) {
                notes.add(new Failure(FailureCode.OVER_LIMIT, "XMP sidecar is larger than " + MAX_SIZE + " bytes"));
            } else {
                XmpReader.read(new String(packet, charsetOf(packet)), into, notes);
            }
        } catch (IOException e) {
            notes.add(new Failure(
                    FailureCode.UNREADABLE, "XMP sidecar: " + e.getClass().getSimpleName()));
        }
    }

    private static Charset charsetOf(byte[] packet) {
        boolean littleEndian = packet.length > 1 && packet[0] == (byte) 0xff && packet[1] == (byte) 0xfe;
        boolean bigEndian = packet.length > 1 && packet[0] == (byte) 0xfe && packet[1] == (byte) 0xff;
        return littleEndian
                ? StandardCharsets.UTF_16LE
                : bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}

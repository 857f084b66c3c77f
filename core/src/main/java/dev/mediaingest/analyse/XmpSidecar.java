package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Sidecars;
import java.nio.file.Path;
import java.util.List;

/**
 * The XMP beside a file: {@code name.ext.xmp} (darktable, digiKam) and {@code name.xmp} (Adobe), the first one first.
 * Whatever is wrong with a sidecar is a note on the file, never its failure.
 */
final class XmpSidecar {
    private static final int MAX_SIZE = 1 << 20;

    private XmpSidecar() {}

    static XmpProperties read(Path file, List<Failure> notes) {
        XmpProperties properties = new XmpProperties();
        for (String name : Sidecars.xmp(PathText.nameOf(file))) {
            new SmallFile(PathText.resolve(file.resolveSibling(""), name), "XMP sidecar", MAX_SIZE)
                    .text(notes)
                    .ifPresent(packet -> XmpReader.read(packet, properties, notes));
        }
        return properties;
    }
}

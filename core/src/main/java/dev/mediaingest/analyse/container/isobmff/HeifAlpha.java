package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The item of a HEIC or AVIF that holds the opacity of its picture: an auxiliary image whose luma is the opacity (ISO/IEC 23008-12,
 * auxC and auxl). That the item exists, or has pixels, is not promised: the header only says so.
 *
 * @param item its number
 * @param premultiplied whether the picture's colours were multiplied by it (ISO/IEC 23000-22, prem)
 */
public record HeifAlpha(long item, boolean premultiplied) {
    private static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";
    private static final String HEVC_ALPHA = "urn:mpeg:hevc:2015:auxid:1";

    /** That of the file's picture; none if no other item claims to be it. */
    public static Optional<HeifAlpha> read(Path file) throws IOException {
        try (FileBytes bytes = FileBytes.openInPieces(file)) {
            return new Search(bytes).alpha();
        }
    }

    static boolean isAlpha(FileBytes bytes, Box property) throws IOException {
        return property.type().equals("auxC")
                && (bytes.isAscii(property.at() + 4, ALPHA) || bytes.isAscii(property.at() + 4, HEVC_ALPHA));
    }

    /** One look at a file's meta box; what else is wrong with it is {@link HeifReader}'s to say. */
    private static final class Search {
        private final FileBytes bytes;
        private final Gathered found = new Gathered();
        private final Boxes boxes;
        private final Map<String, Box> meta = new HashMap<>();
        private final Set<Long> auxiliaries = new LinkedHashSet<>();
        private final Set<Long> multipliers = new HashSet<>();
        private final Set<Long> alphas = new HashSet<>();

        private Search(FileBytes bytes) {
            this.bytes = bytes;
            this.boxes = new Boxes(bytes, found);
        }

        private Optional<HeifAlpha> alpha() throws IOException {
            boxes.each(boxes.file(), box -> {
                if (box.type().equals("meta")) {
                    boxes.each(box.from(4), child -> meta.putIfAbsent(child.type(), child));
                }
            });
            Box references = meta.get("iref");
            Box properties = meta.get("iprp");
            if (references == null || properties == null) {
                return Optional.empty();
            }
            HeifStructure structure = new HeifStructure(bytes, boxes);
            long picture = HeifItems.primary(bytes, meta);
            structure.references(references, (type, from, to) -> reference(picture, type, from, to));
            structure.properties(properties, this::property);
            return auxiliaries.stream()
                    .filter(alphas::contains)
                    .findFirst()
                    .map(item -> new HeifAlpha(item, multipliers.contains(item)));
        }

        private void reference(long picture, String type, long from, long to) {
            if (type.equals("auxl") && to == picture && from != picture) {
                auxiliaries.add(from);
            } else if (type.equals("prem") && from == picture) {
                multipliers.add(to);
            }
        }

        private void property(long item, Box property) throws IOException {
            if (auxiliaries.contains(item) && isAlpha(bytes, property)) {
                alphas.add(item);
            }
        }
    }
}

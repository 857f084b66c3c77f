package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.container.isobmff.HeifItems.Item;
import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.container.metadata.IccProfile;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FactDraft;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and metadata of HEIC and AVIF (ISO/IEC 23008-12; the meta box is ISO/IEC 14496-12, 8.11; AVIF 1.1):
 *
 * <pre>
 * ftyp
 * meta ─ pitm           which item is the picture
 *      ├ iinf, iloc     {@link HeifItems}: the items and where they lie: pictures, Exif, XMP
 *      ├ iref           {@link HeifStructure}: an alpha plane belongs to a picture
 *      └ iprp           and which item has which property: ispe size, pixi channels, irot and imir turns, colr profile, auxC alpha
 * moov                  an image sequence
 * mdat                  pixels
 * </pre>
 *
 * A picture's turns are irot and imir alone: the orientation in its EXIF is ignored, as the standard says.
 */
public final class HeifReader {
    private static final int MAX_ASSOCIATIONS = 1_000;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private final Boxes boxes;
    private final MovieBox movie;
    private final Map<String, Box> meta = new HashMap<>();
    private final Set<Long> auxiliaries = new HashSet<>();
    private final HeifItems items;
    private final HeifStructure structure;
    private int associations;
    private boolean mirrored;
    private int turn;

    private HeifReader(FileBytes bytes) {
        this.bytes = bytes;
        boxes = new Boxes(bytes, found);
        movie = new MovieBox(bytes, boxes, found);
        items = new HeifItems(bytes, boxes, found);
        structure = new HeifStructure(bytes, boxes);
    }

    public static Contents read(MediaType type, FileBytes bytes) throws IOException {
        HeifReader reader = new HeifReader(bytes);
        reader.boxes.each(reader.boxes.file(), reader::topLevel);
        reader.pictures();
        reader.movie.finish();
        if (reader.found.facts.codec == null) {
            reader.found.facts.codec = type == MediaType.AVIF ? "av1" : "hevc";
        }
        return reader.found.contents(type);
    }

    private void topLevel(Box box) throws IOException {
        if (box.type().equals("meta")) {
            boxes.each(box.from(4), child -> meta.putIfAbsent(child.type(), child));
        } else if (box.type().equals("moov")) {
            movie.read(box);
        }
    }

    /** In an order that does not depend on the file's. */
    private void pictures() throws IOException {
        if (!meta.containsKey("iinf") && !meta.containsKey("pitm")) {
            found.damaged("no meta box with items");
            return;
        }
        items.read(meta);
        metadata();
        Box references = meta.get("iref");
        if (references != null) {
            references(references);
        }
        Box itemProperties = meta.get("iprp");
        if (itemProperties != null) {
            structure.properties(itemProperties, this::associated);
        }
        found.facts.orientation = Orientation.ofTurn(turn, mirrored).orElse(null);
        colorMode();
    }

    /** The first EXIF block and the first XMP packet: a picture has one of each. */
    private void metadata() throws IOException {
        for (Item item : items.all()) {
            if (item.type().equals("Exif")) {
                exif(item);
                break;
            }
        }
        for (Item item : items.all()) {
            if (item.isXmp()) {
                xmp(item);
                break;
            }
        }
    }

    private void xmp(Item item) throws IOException {
        byte[] packet = data(item);
        if (packet != null) {
            found.xmpPacket(packet);
        }
    }

    // Exif item: offset of the TIFF header behind these four bytes (4), often "Exif\0\0", TIFF structure
    private void exif(Item item) throws IOException {
        byte[] block = data(item);
        if (block == null || block.length < 8) {
            return;
        }
        long start = 4 + FileBytes.of(block).u32be(0);
        if (start > block.length) {
            found.note(FailureCode.DAMAGED, "EXIF should begin behind its end");
            return;
        }
        Exif.read(Arrays.copyOfRange(block, (int) start, block.length), found);
    }

    private byte @Nullable [] data(Item item) throws IOException {
        long length = items.lengthOf(item);
        if (!found.reserve(length, item.type() + " item")) {
            return null;
        }
        byte[] data = new byte[(int) length];
        int filled = 0;
        for (HeifItems.Extent extent : item.extents()) {
            int piece = (int) extent.length();
            System.arraycopy(bytes.bytes(extent.at(), piece), 0, data, filled, piece);
            filled += piece;
        }
        return data;
    }

    private void references(Box iref) throws IOException {
        structure.references(iref, (type, from, to) -> {
            if (type.equals("auxl") && to == items.primary()) {
                auxiliaries.add(from);
            }
        });
    }

    private void associated(long item, Box property) throws IOException {
        boolean matters = item == items.primary() || auxiliaries.contains(item);
        if (!matters || ++associations > MAX_ASSOCIATIONS) {
            return;
        }
        if (item == items.primary()) {
            ofPicture(property);
        } else if (HeifAlpha.isAlpha(bytes, property)) {
            found.facts.hasAlpha = Boolean.TRUE;
        }
    }

    // ispe: full box, width (4), height (4); pixi: full box, channels (1); irot: quarter turns to the left (2 bits);
    // imir: 0 exchanges top and bottom, 1 left and right (1 bit); colr: kind (4), profile
    private void ofPicture(Box property) throws IOException {
        switch (property.type()) {
            case "ispe" -> size(property);
            case "pixi" -> found.facts.colorMode = property.has(4, 1) && bytes.u8(property.at() + 4) == 1 ? "L" : "RGB";
            case "irot" -> turn -= property.has(0, 1) ? 90 * (bytes.u8(property.at()) & 3) : 0;
            case "imir" -> mirror(property.has(0, 1) && (bytes.u8(property.at()) & 1) == 0);
            case "colr" -> profile(property);
            default -> {
                // how to decode it
            }
        }
    }

    private void size(Box property) throws IOException {
        if (property.has(0, 12)) {
            found.facts.dimensions =
                    Headers.dimensions(bytes.u32be(property.at() + 4), bytes.u32be(property.at() + 8), found);
        }
    }

    private void mirror(boolean topAndBottom) {
        mirrored = !mirrored;
        turn = (topAndBottom ? 180 : 0) - turn;
    }

    private void profile(Box property) throws IOException {
        boolean isProfile = bytes.isAscii(property.at(), "prof") || bytes.isAscii(property.at(), "rICC");
        byte[] profile =
                isProfile ? found.piece(bytes, property.at() + 4, property.length() - 4, "colour profile") : null;
        if (profile != null) {
            IccProfile.read(profile, found);
        }
    }

    private void colorMode() {
        FactDraft facts = found.facts;
        if (facts.dimensions == null) {
            return;
        }
        boolean alpha = facts.hasAlpha != null;
        facts.hasAlpha = alpha;
        facts.colorMode = (facts.colorMode == null ? "RGB" : facts.colorMode) + (alpha ? "A" : "");
    }
}

package dev.mediaingest.analyse.container;

import dev.mediaingest.analyse.container.metadata.Exif;
import dev.mediaingest.analyse.container.metadata.ExifFacts;
import dev.mediaingest.analyse.container.metadata.IccProfile;
import dev.mediaingest.analyse.container.metadata.PhotoshopBlock;
import dev.mediaingest.analyse.container.metadata.TiffBlock;
import dev.mediaingest.analyse.container.metadata.TiffBlock.Entry;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.media.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header facts and metadata of a TIFF (TIFF 6.0, sections 2 and 8; the layout is drawn at {@link TiffBlock}): those of its
 * first page. Whether the pixels are there is computed from the strips and tiles the directory names.
 */
final class TiffReader {
    private static final int MAX_STRIPS = 1_000;

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private long width;
    private long height;
    private long bits = 1;
    private long samples = 1;
    private long photometric = -1;
    private long sampleFormat = 1;
    private boolean extraSample;
    private @Nullable Entry offsets;
    private @Nullable Entry lengths;

    private TiffReader(FileBytes bytes) {
        this.bytes = bytes;
    }

    static Contents read(FileBytes bytes) throws IOException {
        TiffReader reader = new TiffReader(bytes);
        reader.pages();
        return reader.found.contents(MediaType.TIFF);
    }

    private void pages() throws IOException {
        TiffBlock block = TiffBlock.of(bytes);
        if (block == null) {
            found.truncated("no TIFF header");
            return;
        }
        long next = block.directory(block.firstDirectory(), entry -> entry(block, entry));
        facts(block);
        long pages = 1;
        for (; next != 0; pages++) {
            next = block.skip(next);
        }
        found.facts.animation(pages, 0);
        if (block.isBig()) {
            ExifFacts.read(bytes, found);
        } else {
            Exif.readFile(bytes, found);
        }
    }

    private void entry(TiffBlock block, Entry entry) throws IOException {
        switch (entry.tag()) {
            case 0x0100 -> width = block.integer(entry, 0);
            case 0x0101 -> height = block.integer(entry, 0);
            case 0x0102 -> bits = block.integer(entry, 0);
            case 0x0106 -> photometric = block.integer(entry, 0);
            case 0x0111, 0x0144 -> offsets = entry;
            case 0x0115 -> samples = block.integer(entry, 0);
            case 0x0117, 0x0145 -> lengths = entry;
            case 0x0152 -> extraSample = block.integer(entry, 0) > 0;
            case 0x0153 -> sampleFormat = block.integer(entry, 0);
            case 0x02bc -> found.xmpPacket(bytes, entry.at(), entry.count());
            case 0x8773, 0x8649, 0x83bb -> metadata(entry);
            default -> {
                // how the pixels are packed, and texts, which are EXIF's
            }
        }
    }

    private void metadata(Entry entry) throws IOException {
        long length = entry.type() == 4 ? 4 * entry.count() : entry.count();
        byte[] block = found.piece(bytes, entry.at(), length, "TIFF tag " + entry.tag());
        if (block == null) {
            return;
        }
        switch (entry.tag()) {
            case 0x8773 -> IccProfile.read(block, found);
            default -> PhotoshopBlock.readAny(block, found);
        }
    }

    private void facts(TiffBlock block) throws IOException {
        if (width == 0 && height == 0) {
            found.truncated("no directory with a picture");
            return;
        }
        found.facts.dimensions = Headers.dimensions(width, height, found);
        found.facts.colorMode = colorMode();
        String mode = found.facts.colorMode;
        found.facts.hasAlpha = mode == null ? null : mode.endsWith("A");
        pixels(block);
    }

    /** As Pillow opens it. */
    private @Nullable String colorMode() {
        return switch ((int) photometric) {
            case 0, 1 -> grey();
            case 2 -> extraSample && samples == 4 ? "RGBA" : "RGB";
            case 3 -> "P";
            case 5 -> "CMYK";
            case 6 -> "RGB"; // turned on the way out of the decoder
            case 8 -> "LAB";
            default -> null;
        };
    }

    private String grey() {
        if (extraSample && samples == 2) {
            return "LA";
        }
        if (bits == 32) {
            return sampleFormat == 3 ? "F" : "I";
        }
        return bits == 1 ? "1" : bits == 16 ? "I;16" : "L";
    }

    /** Looks at every strip, or at a thousand of them. */
    private void pixels(TiffBlock block) throws IOException {
        if (offsets == null || lengths == null) {
            found.damaged("no strips or tiles");
            return;
        }
        long step = 1 + offsets.count() / MAX_STRIPS;
        for (long i = 0; i < offsets.count(); i += step) {
            long at = block.integer(offsets, i);
            if (!bytes.has(at, Math.max(0, block.integer(lengths, i)))) {
                found.truncated("pixels should lie at byte " + at);
                return;
            }
        }
    }
}

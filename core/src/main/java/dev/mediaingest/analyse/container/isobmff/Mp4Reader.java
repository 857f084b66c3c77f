package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.media.MediaType;
import java.io.IOException;

/**
 * Header facts and texts of MP4, M4V and MOV (ISO/IEC 14496-12; QuickTime File Format). The movie box may lie before or
 * behind the pixels:
 *
 * <pre>
 * ftyp, moov, mdat              or ftyp, mdat, moov            or ftyp, moov, (moof, mdat)…
 * uuid be7acfcb-…               XMP packet
 * meta                          tags of the file
 * </pre>
 */
public final class Mp4Reader {
    private static final String XMP =
            "\u00bez\u00cf\u00cb\u0097\u00a9B\u00e8\u009cq\u0099\u0094\u0091\u00e3\u00af\u00ac";

    private final FileBytes bytes;
    private final Gathered found = new Gathered();
    private final Boxes boxes;
    private final MovieBox movie;
    private boolean hasMovie;

    private Mp4Reader(FileBytes bytes) {
        this.bytes = bytes;
        boxes = new Boxes(bytes, found);
        movie = new MovieBox(bytes, boxes, found);
    }

    public static Contents read(MediaType type, FileBytes bytes) throws IOException {
        Mp4Reader reader = new Mp4Reader(bytes);
        reader.boxes.each(reader.boxes.file(), reader::box);
        reader.finish();
        return reader.found.contents(type);
    }

    private void box(Box box) throws IOException {
        switch (box.type()) {
            case "moov" -> {
                hasMovie = true;
                movie.read(box);
            }
            case "moof" -> movie.readFragment(box);
            case "meta" -> new MovieTags(bytes, boxes, found).meta(box);
            case "uuid" -> xmp(box);
            default -> {
                // pixels, indexes and free space say nothing we keep
            }
        }
    }

    private void xmp(Box box) throws IOException {
        if (box.has(0, 16) && bytes.isAscii(box.at(), XMP)) {
            found.xmpPacket(bytes, box.at() + 16, box.length() - 16);
        }
    }

    private void finish() {
        if (!hasMovie) {
            found.damaged("no moov box");
        }
        movie.finish();
        found.facts.bitRateOf(bytes.size());
    }
}

package dev.mediaingest.analyse.container.isobmff;

import dev.mediaingest.analyse.container.isobmff.Boxes.Box;
import dev.mediaingest.analyse.content.Codecs;
import dev.mediaingest.analyse.content.FactDraft;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.analyse.content.Headers;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Orientation;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The movie box and its fragments (ISO/IEC 14496-12, 8.2 to 8.8), for videos and for the image sequences of AVIF and HEIC:
 *
 * <pre>
 * moov ─ mvhd                         creation, time scale, duration
 *      ├ trak ─ tkhd                  matrix (rotation)
 *      │      └ mdia ─ mdhd           time scale, duration
 *      │             ├ hdlr           vide, soun, …
 *      │             └ minf ─ stbl ─ stsd   codec, width, height
 *      │                           ├ stts   how many frames, how long each
 *      │                           └ stco   where they lie
 *      ├ mvex ─ trex                  how long a frame of a fragment is
 *      └ udta, meta                   tags
 * moof ─ traf ─ tfhd, trun            frames of a fragment
 * </pre>
 *
 * The first video track counts; a track of still cover art does not.
 */
final class MovieBox {
    /** Seconds from 1904 to 1970. */
    private static final long QUICKTIME_EPOCH = 2_082_844_800L;

    private static final int MAX_RUNS = 100_000;

    private final FileBytes bytes;
    private final Boxes boxes;
    private final Gathered found;
    private double movieDuration;
    private @Nullable Track video;
    private long fragmentFrames;
    private long fragmentUnits;
    private long defaultUnits;
    private long unitsInFragment;
    private long trackOfFragment;

    MovieBox(FileBytes bytes, Boxes boxes, Gathered found) {
        this.bytes = bytes;
        this.boxes = boxes;
        this.found = found;
    }

    /** What one trak box says. */
    private static final class Track {
        private long id;
        private String handler = "";
        private long timeScale;
        private long duration;
        private String codec = "";
        private int width;
        private int height;
        private long frames;
        private long units;
        private @Nullable Orientation orientation;

        private double seconds() {
            return timeScale > 0 ? (double) duration / timeScale : 0;
        }
    }

    void read(Box moov) throws IOException {
        boxes.each(moov, this::movieChild);
    }

    private void movieChild(Box box) throws IOException {
        switch (box.type()) {
            case "mvhd" -> header(box);
            case "trak" -> track(box);
            case "mvex" -> boxes.each(box, this::extendsChild);
            case "udta" -> new MovieTags(bytes, boxes, found).userData(box);
            case "meta" -> new MovieTags(bytes, boxes, found).meta(box);
            default -> {
                // object descriptors and the like
            }
        }
    }

    // version 0: creation (4), modification (4), time scale (4), duration (4); version 1: 8, 8, 4, 8
    private void header(Box box) throws IOException {
        boolean wide = box.has(0, 32) && bytes.u8(box.at()) == 1;
        if (!box.has(4, wide ? 28 : 16)) {
            return;
        }
        long at = box.at() + 4;
        created(wide ? u64(at) : bytes.u32be(at));
        long timeScale = bytes.u32be(at + (wide ? 16 : 8));
        long duration = duration(at + (wide ? 20 : 12), wide);
        movieDuration = timeScale > 0 ? (double) duration / timeScale : 0;
    }

    /** All bits set means unknown. */
    private long duration(long at, boolean wide) throws IOException {
        long duration = wide ? u64(at) : bytes.u32be(at);
        return duration < 0 || (!wide && duration == 0xffff_ffffL) ? 0 : duration;
    }

    /** Some writers count from 1970 against the standard. */
    private void created(long seconds) {
        boolean sinceEpoch = seconds > 0 && seconds < QUICKTIME_EPOCH;
        if (seconds > 0 && seconds < Integer.MAX_VALUE * 4L) {
            Instant at = Instant.ofEpochSecond(sinceEpoch ? seconds : seconds - QUICKTIME_EPOCH);
            found.facts.capturedAt(CapturedAt.of(at, true, CapturedAt.Source.CONTAINER));
        }
    }

    private void track(Box trak) throws IOException {
        Track track = new Track();
        boxes.each(trak, box -> {
            switch (box.type()) {
                case "tkhd" -> trackHeader(box, track);
                case "mdia" -> boxes.each(box, child -> media(child, track));
                case "udta" -> new MovieTags(bytes, boxes, found).userData(box);
                case "meta" -> new MovieTags(bytes, boxes, found).meta(box);
                default -> {
                    // edit lists and references
                }
            }
        });
        boolean isVideo = track.handler.equals("vide") || track.handler.equals("pict");
        if (isVideo && (video == null || (video.frames <= 1 && track.frames > 1))) {
            video = track;
        }
    }

    // creation, modification (4 or 8 each), track (4), reserved (4), duration (4 or 8), reserved (8), layer, group,
    // volume,
    // reserved (2 each), matrix (9 x 4), width, height (16.16)
    private void trackHeader(Box box, Track track) throws IOException {
        boolean wide = box.has(0, 1) && bytes.u8(box.at()) == 1;
        long matrix = wide ? 52 : 40;
        if (!box.has(0, matrix + 44)) {
            return;
        }
        track.id = bytes.u32be(box.at() + (wide ? 20 : 12));
        track.orientation = orientation(box.at() + matrix);
        track.width = bytes.u16be(box.at() + matrix + 36);
        track.height = bytes.u16be(box.at() + matrix + 40);
    }

    // matrix: a b u, c d v, x y w; a = d = cos, b = -c = sin of the clockwise turn; mirrored if a·d - b·c is negative
    private @Nullable Orientation orientation(long at) throws IOException {
        int a = Integer.signum((int) bytes.u32be(at));
        int b = Integer.signum((int) bytes.u32be(at + 4));
        int c = Integer.signum((int) bytes.u32be(at + 12));
        int d = Integer.signum((int) bytes.u32be(at + 16));
        boolean mirrored = a * d - b * c < 0;
        int turned = mirrored ? -a : a;
        int turn = b == 0 && c == 0 ? (turned < 0 ? 180 : 0) : (mirrored ? -b : b) > 0 ? 90 : 270;
        return a == 0 && b == 0 ? null : Orientation.ofTurn(turn, mirrored).orElse(null);
    }

    private void media(Box box, Track track) throws IOException {
        switch (box.type()) {
            case "mdhd" -> mediaHeader(box, track);
            case "hdlr" -> track.handler = box.has(8, 4) ? bytes.ascii(box.at() + 8, 4) : "";
            case "minf" ->
                boxes.each(box, child -> {
                    if (child.type().equals("stbl")) {
                        boxes.each(child, table -> samples(table, track));
                    }
                });
            default -> {
                // extended languages
            }
        }
    }

    private void mediaHeader(Box box, Track track) throws IOException {
        boolean wide = box.has(0, 32) && bytes.u8(box.at()) == 1;
        if (box.has(4, wide ? 28 : 16)) {
            track.timeScale = bytes.u32be(box.at() + (wide ? 20 : 12));
            track.duration = duration(box.at() + (wide ? 24 : 16), wide);
        }
    }

    private void samples(Box box, Track track) throws IOException {
        switch (box.type()) {
            case "stsd" -> description(box, track);
            case "stts" -> times(box, track);
            case "stco" -> chunks(box, 4);
            case "co64" -> chunks(box, 8);
            default -> {
                // sizes and key frames
            }
        }
    }

    // full box, entries (4), then of the first: size (4), type (4), reserved (6), index (2), 16 bytes, width (2),
    // height (2)
    private void description(Box box, Track track) throws IOException {
        if (!box.has(0, 44) || !(track.handler.equals("vide") || track.handler.equals("pict"))) {
            return;
        }
        track.codec = Codecs.ofFourCharacters(bytes.ascii(box.at() + 12, 4));
        int width = bytes.u16be(box.at() + 40);
        int height = bytes.u16be(box.at() + 42);
        if (width > 0 && height > 0) {
            track.width = width;
            track.height = height;
        }
    }

    // full box, entries (4), each: frames (4), units a frame (4)
    private void times(Box box, Track track) throws IOException {
        long entries = box.has(0, 8) ? bytes.u32be(box.at() + 4) : 0;
        for (long i = 0; i < Math.min(entries, MAX_RUNS) && box.has(8 + 8 * i, 8); i++) {
            long frames = bytes.u32be(box.at() + 8 + 8 * i);
            track.frames += frames;
            track.units += frames * Math.min(bytes.u32be(box.at() + 12 + 8 * i), Integer.MAX_VALUE);
        }
    }

    /** Pixels that should lie behind the end tell that the file was cut at the edge of a box. */
    private void chunks(Box box, int width) throws IOException {
        long entries = box.has(0, 8) ? bytes.u32be(box.at() + 4) : 0;
        if (entries > 0 && box.has(8, entries * width)) {
            long last = box.at() + 8 + (entries - 1) * width;
            long offset = width == 4 ? bytes.u32be(last) : u64(last);
            if (!bytes.has(offset, 1)) {
                found.truncated("pixels should lie at byte " + offset);
            }
        }
    }

    // trex: full box, track (4), description (4), units a frame (4)
    private void extendsChild(Box box) throws IOException {
        boolean isVideo = video == null || (box.has(0, 8) && bytes.u32be(box.at() + 4) == video.id);
        if (box.type().equals("trex") && box.has(0, 16) && isVideo) {
            defaultUnits = bytes.u32be(box.at() + 12);
        }
    }

    /** Counts the frames of one fragment. */
    void readFragment(Box moof) throws IOException {
        boxes.each(moof, traf -> {
            if (traf.type().equals("traf")) {
                trackOfFragment = -1;
                boxes.each(traf, this::fragmentChild);
            }
        });
    }

    private void fragmentChild(Box box) throws IOException {
        if (box.type().equals("tfhd") && box.has(0, 8)) {
            fragmentHeader(box);
        } else if (box.type().equals("trun") && video != null && trackOfFragment == video.id && box.has(0, 8)) {
            run(box);
        }
    }

    // tfhd: flags (4), track (4), [base (8)], [description (4)], [units a frame (4)]
    private void fragmentHeader(Box box) throws IOException {
        int flags = (int) bytes.u32be(box.at());
        int at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
        trackOfFragment = bytes.u32be(box.at() + 4);
        unitsInFragment = (flags & 8) != 0 && box.has(at, 4) ? bytes.u32be(box.at() + at) : defaultUnits;
    }

    // trun: flags (4), frames (4), [offset (4)], [first flags (4)], each: [units (4)], [size (4)], [flags (4)], [shift
    // (4)]
    private void run(Box box) throws IOException {
        int flags = (int) bytes.u32be(box.at());
        long frames = bytes.u32be(box.at() + 4);
        fragmentFrames += frames;
        if ((flags & 0x100) == 0) {
            fragmentUnits += frames * unitsInFragment;
            return;
        }
        int first = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
        int length = 4 * Integer.bitCount(flags & 0xf00);
        for (long i = 0; i < Math.min(frames, MAX_RUNS) && box.has(first + i * length, 4); i++) {
            fragmentUnits += bytes.u32be(box.at() + first + i * length);
        }
    }

    /** Puts together what the boxes said, wherever they lay. */
    void finish() {
        FactDraft facts = found.facts;
        Track track = video;
        if (track == null) {
            facts.duration = movieDuration > 0 ? (Double) movieDuration : null;
            return;
        }
        if (facts.dimensions == null && track.width > 0 && track.height > 0) {
            facts.dimensions = Headers.dimensions(track.width, track.height, found);
        }
        facts.codec = track.codec.isEmpty() ? facts.codec : track.codec;
        facts.orientation = facts.orientation == null ? track.orientation : facts.orientation;
        long frames = track.frames + fragmentFrames;
        long units = track.units + fragmentUnits;
        double seconds = movieDuration > 0 ? movieDuration : track.seconds();
        double ofFrames = track.timeScale > 0 && units > 0 ? (double) units / track.timeScale : 0;
        timing(frames, seconds > 0 ? seconds : ofFrames, ofFrames);
    }

    private void timing(long frames, double seconds, double ofFrames) {
        FactDraft facts = found.facts;
        facts.duration = seconds > 0 ? (Double) seconds : null;
        facts.frameCount = frames > 0 ? (Long) frames : null;
        facts.frameRate = frames > 0 && ofFrames > 0 ? (Double) (frames / ofFrames) : null;
    }

    private long u64(long at) throws IOException {
        return bytes.u32be(at) << 32 | bytes.u32be(at + 4);
    }
}

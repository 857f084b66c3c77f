package dev.mediaingest.engines.image;

import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.pixels.decode.DecodeFailure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JPEG's markers say, walked from its beginning to the end of its first picture (ITU-T T.81, Annex B):
 *
 * <pre>
 * FFD8                       begin
 * FFxx length(2) data        segments; SOFn: precision(1) height(2) width(2) components(1)
 * FFDA length(2) data, then coded bytes up to the next marker: a scan; FF00 and FFD0 to FFD7 belong to it
 * FFD9                       end; what follows is another picture's, or nobody's
 * </pre>
 *
 * The coded bytes themselves are not checked.
 *
 * @param gaps bytes before the first scan that belong to no segment, and so to no pixel
 */
record JpegMarkers(int width, int height, int components, int scans, List<Gap> gaps) {
    /**
     * Ten times what libjpeg's own script writes (10), and far above what mozjpeg's optimiser and jpegtran scripts come to
     * (about 20). Each scan costs a pass over the picture, so three thousand keep libjpeg busy for minutes.
     */
    static final int MOST_SCANS = 100;

    private static final int BEGIN = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;

    /** Bytes from one place up to another. */
    record Gap(int from, int to) {}

    /** The same picture without the gaps, which some decoders stumble over. */
    byte[] withoutGaps(byte[] data) {
        if (gaps.isEmpty()) {
            return data;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(data.length);
        int at = 0;
        for (Gap gap : gaps) {
            whole.write(data, at, gap.from() - at);
            at = gap.to();
        }
        whole.write(data, at, data.length - at);
        return whole.toByteArray();
    }

    static JpegMarkers read(byte[] data, long maxPixels) throws DecodeFailure {
        return new Walk(data, maxPixels).run();
    }

    private static final class Walk {
        private final byte[] data;
        private final long maxPixels;
        private int at;
        private int width;
        private int height;
        private int components;
        private int scans;
        private final List<Gap> gaps = new ArrayList<>();

        Walk(byte[] data, long maxPixels) {
            this.data = data;
            this.maxPixels = maxPixels;
        }

        JpegMarkers run() throws DecodeFailure {
            if (nextMarker() != BEGIN || at != 2) {
                throw new DecodeFailure(FailureCode.DAMAGED, "does not begin as a JPEG does");
            }
            for (int marker = nextMarker(); marker != END; marker = nextMarker()) {
                if (hasSegment(marker)) {
                    segment(marker);
                }
            }
            if (scans == 0) {
                throw new DecodeFailure(FailureCode.DAMAGED, "ends before its first scan");
            }
            return new JpegMarkers(width, height, components, scans, List.copyOf(gaps));
        }

        /** All but the restart markers, TEM, and a second begin, which libjpeg refuses by itself. */
        private static boolean hasSegment(int marker) {
            return marker != 0x01 && (marker < 0xd0 || marker > 0xd8);
        }

        private void segment(int marker) throws DecodeFailure {
            int length = u16(at);
            if (length < 2) {
                throw new DecodeFailure(FailureCode.DAMAGED, "a segment shorter than its length");
            }
            if (length > data.length - at) {
                throw truncated();
            }
            if (isFrame(marker)) {
                frame(marker);
            }
            if (marker == SCAN) {
                scan();
            }
            at += length;
        }

        /** SOF0 to SOF15; DHT, JPG and DAC lie among them. */
        private static boolean isFrame(int marker) {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }

        private void frame(int marker) throws DecodeFailure {
            if (u16(at) < 8) {
                throw new DecodeFailure(FailureCode.DAMAGED, "a frame header without a size");
            }
            int precision = data[at + 2];
            boolean known = marker <= 0xc2 || marker == 0xc9 || marker == 0xca;
            if (!known || precision != 8) {
                String coding = "SOF" + (marker - 0xc0) + " with " + precision + " bits a sample";
                throw new DecodeFailure(FailureCode.NO_DECODER, "for JPEG " + coding);
            }
            height = u16(at + 3);
            width = u16(at + 5);
            components = data[at + 7] & 0xff;
            PictureBytes.checkSize(width, height, maxPixels);
        }

        private void scan() throws DecodeFailure {
            if (width == 0) {
                throw new DecodeFailure(FailureCode.DAMAGED, "a scan before the size");
            }
            if (++scans > MOST_SCANS) {
                throw new DecodeFailure(FailureCode.TOO_MANY_SCANS, "more than " + MOST_SCANS);
            }
        }

        private int u16(int from) throws DecodeFailure {
            if (from + 2 > data.length) {
                throw truncated();
            }
            return (data[from] & 0xff) << 8 | (data[from + 1] & 0xff);
        }

        /** Skips coded bytes and anything else that is no marker, and moves behind the marker. */
        private int nextMarker() throws DecodeFailure {
            int i = at;
            int last = data.length - 1;
            while (i < last) {
                if (data[i] == (byte) 0xff) {
                    int code = data[i + 1] & 0xff;
                    boolean isRestart = code >= 0xd0 && code <= 0xd7;
                    if (code != 0 && code != 0xff && !isRestart) {
                        if (i > at && scans == 0) {
                            gaps.add(new Gap(at, i));
                        }
                        at = i + 2;
                        return code;
                    }
                }
                i++;
            }
            throw truncated();
        }

        private static DecodeFailure truncated() {
            return new DecodeFailure(FailureCode.TRUNCATED, "the file ends before the JPEG's end marker");
        }
    }
}

package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.parameters.Json;
import dev.mediaingest.media.TextEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A text hidden in the lowest bits of a picture's pixels ("stealth pnginfo", from an extension of that name, later also
 * NovelAI): fifteen bytes of signature, the text's length in bits (32), then the text, plain or as gzip. The bits are
 * those of alpha, or of red, green and blue, of one pixel after another, column by column. The signature alone decides,
 * so a picture without one costs some 150 pixels; size and inflated length are bounded. Thread-safe.
 */
public final class StealthText {
    private static final int SIGNATURE = 15;
    private static final int HEADER = SIGNATURE + 4;
    /** What "stealth_png…" and "stealth_rgb…" have before what follows. */
    private static final int COMMON_PREFIX = "stealth_png".length();
    /** Longest text, hidden and inflated. */
    private static final int MAX_TEXT = 4 << 20;

    private StealthText() {}

    /** The pixels of a decoded picture that lost nothing; a JPEG or a resized copy has no hidden text left. */
    public interface Pixels {
        /** Width in pixels. */
        int width();

        /** Height in pixels. */
        int height();

        /** Red, green, blue and alpha of a pixel as {@code 0xAARRGGBB}, alpha not multiplied in. */
        int argb(int x, int y);
    }

    /** Where the bits lie. */
    private enum Carrier {
        ALPHA("stealth_png", 1),
        COLOURS("stealth_rgb", 3);

        private final String name;
        private final int bitsPerPixel;

        Carrier(String name, int bitsPerPixel) {
            this.name = name;
            this.bitsPerPixel = bitsPerPixel;
        }

        /** The lowest bit of alpha, or of red, green, blue in this order. */
        int bit(int argb, int number) {
            return this == ALPHA ? argb >>> 24 & 1 : argb >>> (8 * (2 - number)) & 1;
        }
    }

    /** How many rows of the first column the beginning all signatures share takes at most. */
    public static int prefixRows(int height) {
        return Math.min(height, 8 * COMMON_PREFIX);
    }

    /**
     * Whether a picture of which only so many rows are known may still hold a text. False is certain; true is not.
     *
     * @param rows at least 1; {@code pixels} is asked for the first column of these rows only
     */
    public static boolean mayBegin(Pixels pixels, int rows) {
        for (Carrier carrier : Carrier.values()) {
            int known = Math.min(prefixRows(rows) * carrier.bitsPerPixel, 8 * COMMON_PREFIX);
            boolean same = true;
            for (int i = 0; same && i < known; i++) {
                int argb = pixels.argb(0, i / carrier.bitsPerPixel);
                int wanted = carrier.name.charAt(i / 8) >>> (7 - i % 8) & 1;
                same = carrier.bit(argb, i % carrier.bitsPerPixel) == wanted;
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** The hidden text, if there is one that is whole, under the key it would have as a text of the file. */
    public static Optional<TextEntry> read(Pixels pixels) {
        for (Carrier carrier : Carrier.values()) {
            Optional<String> text = read(pixels, carrier);
            if (text.isPresent()) {
                String key = Json.looksLikeObject(text.get()) ? "Comment" : "parameters";
                return Optional.of(new TextEntry("pixels:stealth", key, text.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Pixels pixels, Carrier carrier) {
        long room = (long) pixels.width() * pixels.height() * carrier.bitsPerPixel / 8;
        if (room < HEADER) {
            return Optional.empty();
        }
        byte[] header = bytes(pixels, carrier, 0, HEADER);
        String signature = new String(header, 0, SIGNATURE, StandardCharsets.ISO_8859_1);
        boolean compressed = signature.equals(carrier.name + "comp");
        if (!compressed && !signature.equals(carrier.name + "info")) {
            return Optional.empty();
        }
        long length = (ByteBuffer.wrap(header, SIGNATURE, 4).getInt() & 0xffffffffL) / 8;
        if (length == 0 || length > MAX_TEXT || length > room - HEADER) {
            return Optional.empty();
        }
        byte[] payload = bytes(pixels, carrier, HEADER, (int) length);
        return compressed ? inflated(payload) : text(payload);
    }

    /** Bits of the pixels from the top of each column down, the highest bit of a byte first. */
    private static byte[] bytes(Pixels pixels, Carrier carrier, int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < 8 * count; i++) {
            long bit = 8L * from + i;
            long pixel = bit / carrier.bitsPerPixel;
            int argb = pixels.argb((int) (pixel / pixels.height()), (int) (pixel % pixels.height()));
            bytes[i / 8] |= (byte) (carrier.bit(argb, (int) (bit % carrier.bitsPerPixel)) << (7 - i % 8));
        }
        return bytes;
    }

    private static Optional<String> inflated(byte[] payload) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            byte[] plain = stream.readNBytes(MAX_TEXT + 1);
            return plain.length > MAX_TEXT ? Optional.empty() : text(plain);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

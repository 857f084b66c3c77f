package dev.mediaingest.bench;

import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.Rendition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** What lies in folders of generated pictures, in the usual proportions. A file's pixels repeat, its bytes do not. */
final class MixedCorpus {
    private static final int VARIETY = 3;
    private static final int COMMENT = 0xfe;

    /** One kind of file and how many of a hundred are of it. */
    enum Kind {
        PNG("1024x1024 PNG of 1 MB", 62),
        JPEG("832x1216 JPEG", 12),
        WEBP("832x1216 WebP", 6),
        LARGE_JPEG("4000x3000 JPEG", 10),
        MP4("1080p H.264, 5 s", 10);

        private final String label;
        private final int percent;

        Kind(String label, int percent) {
            this.label = label;
            this.percent = percent;
        }

        String label() {
            return label;
        }

        boolean isPicture() {
            return this != MP4;
        }
    }

    private final JpegEncoder jpegEncoder =
            ServiceLoader.load(JpegEncoder.class).findFirst().orElseThrow();
    private final Map<Kind, List<byte[]>> originals = new EnumMap<>(Kind.class);

    /** Writes that many files, the kinds evenly mixed. */
    void write(Path folder, int files) throws IOException {
        Map<Kind, Integer> due = new EnumMap<>(Kind.class);
        for (int number = 0; number < files; number++) {
            for (Kind kind : Kind.values()) {
                due.merge(kind, kind.percent, Integer::sum);
            }
            Kind next = due.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            due.merge(next, -100, Integer::sum);
            writeOne(folder, next, number);
        }
    }

    /** Writes that many files of one kind. */
    void write(Path folder, Kind kind, int files) throws IOException {
        for (int number = 0; number < files; number++) {
            writeOne(folder, kind, number);
        }
    }

    private void writeOne(Path folder, Kind kind, int number) throws IOException {
        List<byte[]> known = originals.get(kind);
        if (known == null) {
            known = originals(folder, kind);
            originals.put(kind, known);
        }
        byte[] original = known.get(number % known.size());
        byte[] note = ("bench " + number).getBytes(StandardCharsets.US_ASCII);
        String name = String.format("%06d", number);
        switch (kind) {
            case PNG -> Files.write(folder.resolve(name + ".png"), withPngText(original, note));
            case JPEG, LARGE_JPEG -> Files.write(folder.resolve(name + ".jpg"), withComment(original, note));
            case WEBP -> Files.write(folder.resolve(name + ".webp"), withWebpChunk(original, note));
            case MP4 -> Files.write(folder.resolve(name + ".mp4"), withFreeBox(original, note));
        }
    }

    private List<byte[]> originals(Path folder, Kind kind) throws IOException {
        List<byte[]> made = new ArrayList<>();
        for (int seed = 1; seed <= (kind == Kind.MP4 ? 1 : VARIETY); seed++) {
            made.add(
                    switch (kind) {
                        case PNG -> BenchPictures.large(seed);
                        case JPEG -> jpegEncoder.encode(BenchPhoto.of(832, 1216, seed));
                        case LARGE_JPEG -> jpegEncoder.encode(BenchPhoto.of(4000, 3000, seed));
                        case WEBP -> WebpPicture.encode(BenchPhoto.of(832, 1216, seed));
                        case MP4 -> movie(folder);
                    });
        }
        return made;
    }

    private static byte[] movie(Path folder) throws IOException {
        Path file = folder.resolve("movie.tmp");
        int frames = 150;
        Rendition picture = BenchPhoto.of(1920 + 4 * frames, 1080, 1);
        Mp4Movie.write(file, picture, 1920, frames, /* keyEvery= */ 15);
        byte[] movie = Files.readAllBytes(file);
        Files.delete(file);
        return movie;
    }

    private static byte[] withPngText(byte[] png, byte[] note) throws IOException {
        int beforeEnd = png.length - 12;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(png, 0, beforeEnd);
        all.write(BenchPictures.textChunk("Comment", note));
        all.write(png, beforeEnd, png.length - beforeEnd);
        return all.toByteArray();
    }

    private static byte[] withComment(byte[] jpeg, byte[] note) {
        return ByteBuffer.allocate(jpeg.length + 4 + note.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) COMMENT)
                .putShort((short) (2 + note.length))
                .put(note)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] withWebpChunk(byte[] webp, byte[] note) {
        int padding = note.length & 1;
        ByteBuffer all = ByteBuffer.allocate(webp.length + 8 + note.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(webp)
                .put("NOTE".getBytes(StandardCharsets.US_ASCII))
                .putInt(note.length)
                .put(note);
        return all.putInt(4, all.capacity() - 8).array();
    }

    private static byte[] withFreeBox(byte[] mp4, byte[] note) {
        return ByteBuffer.allocate(mp4.length + 8 + note.length)
                .put(mp4)
                .putInt(8 + note.length)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .put(note)
                .array();
    }
}

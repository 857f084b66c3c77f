package dev.mediaingest.engines;

import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.PixelSink;
import dev.mediaingest.pixels.fingerprint.PixelHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pictures and videos made by scripts/decoder-fixtures.py, and what they should decode to. */
public final class Fixtures {
    private static final Path FOLDER =
            Path.of(System.getProperty("project.root", "."), "engines/src/test/resources/pictures");

    private Fixtures() {}

    /** A file and its pixels: the first frame's for videos. */
    public record Fixture(String name, Dimensions size, String hash) {
        public Path path() {
            return FOLDER.resolve(name);
        }

        public MediaType type() {
            return MediaType.ofFileName(name).orElseThrow();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Fixture> of(MediaType... types) {
        List<MediaType> wanted = List.of(types);
        try (Stream<String> lines = Files.lines(FOLDER.resolve("expected.txt"))) {
            return lines.map(Fixtures::parse)
                    .filter(fixture -> wanted.contains(fixture.type()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Fixture named(String name) {
        return of(MediaType.values()).stream()
                .filter(fixture -> fixture.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Fixture parse(String line) {
        String[] fields = line.split(" ");
        var size = new Dimensions(Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
        return new Fixture(fields[0], size, fields[3]);
    }

    /** The pixel hash and size, every pixel wanted. */
    public static Hashed decode(Decoder decoder, Path file) throws DecodeFailure, IOException {
        Hashed hashed = new Hashed();
        decoder.decode(file, DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS), hashed);
        return hashed;
    }

    /** Every cut at even distances that is neither refused nor gives the whole picture; none should be. */
    public static Optional<String> wrongCut(Decoder decoder, Fixture fixture, Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(fixture.path());
        for (int i = 0; i < 20; i++) {
            int length = Math.min(whole.length - 1, whole.length * i / 19);
            Path cut = folder.resolve("cut-" + fixture.name());
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            if (!isRefused(decoder, cut, fixture.hash())) {
                return Optional.of(fixture.name() + " cut at " + length + " of " + whole.length);
            }
        }
        return Optional.empty();
    }

    private static boolean isRefused(Decoder decoder, Path cut, String whole) throws IOException {
        try {
            return decode(decoder, cut).hex().equals(whole);
        } catch (DecodeFailure e) {
            return true;
        }
    }

    /** Hashes and remembers what it was told. */
    public static final class Hashed implements PixelSink {
        private final PixelHash hash = new PixelHash();
        private @Nullable Dimensions size;
        private int rows;
        private boolean alpha;

        @Override
        public void begin(Dimensions begun) {
            size = begun;
            hash.begin(begun);
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] opacity) {
            rows++;
            alpha |= opacity != null;
            hash.row(shown, exact, opacity);
        }

        public @Nullable Dimensions size() {
            return size;
        }

        public int rows() {
            return rows;
        }

        public boolean hasAlpha() {
            return alpha;
        }

        public String hex() {
            return hash.hex();
        }
    }
}

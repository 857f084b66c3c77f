package dev.mediaingest.pixels.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's zlib says what to expect. */
class InflateTest {
    private static final int MOST = 4 << 20;

    private static final Map<String, byte[]> CONTENTS = contents();

    /** How one of the contents is deflated. */
    record Deflated(String content, int level, int strategy) {}

    static Stream<Deflated> streams() {
        List<Integer> strategies = List.of(Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY);
        return CONTENTS.keySet().stream()
                .flatMap(content -> strategies.stream()
                        .flatMap(strategy ->
                                Stream.of(0, 1, 6, 9).map(level -> new Deflated(content, level, strategy))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void inflatesWhatZlibDeflates(Deflated stream) throws Exception {
        byte[] content = content(stream.content());
        byte[] deflated = deflate(content, stream.level(), stream.strategy());

        assertThat(inflate(deflated, new SplittableRandom(1))).isEqualTo(content);
    }

    private static byte[] content(String name) {
        return CONTENTS.getOrDefault(name, new byte[0]);
    }

    private static Map<String, byte[]> contents() {
        SplittableRandom random = new SplittableRandom(20261125);
        Map<String, byte[]> contents = new TreeMap<>();
        contents.put("nothing", new byte[0]);
        contents.put("one byte", new byte[] {7});
        contents.put("zeros", new byte[300_000]);
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        contents.put("noise", noise);
        byte[] words = new byte[400_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = (byte) "etaoin shrdlu\n".charAt((int) Math.min(13, Math.abs(random.nextGaussian() * 5)));
        }
        contents.put("words", words);
        byte[] repeats = new byte[500_000];
        for (int i = 0; i < repeats.length; ) {
            int distance = 1 + random.nextInt(random.nextInt(20) == 0 ? 32_768 : 40);
            int length = 3 + random.nextInt(256);
            for (int k = 0; k < length && i < repeats.length; k++, i++) {
                repeats[i] =
                        i < distance || random.nextInt(200) == 0 ? (byte) random.nextInt(256) : repeats[i - distance];
            }
        }
        contents.put("repeats at every distance", repeats);
        byte[] smooth = new byte[1_000_000];
        for (int i = 0; i < smooth.length; i++) {
            smooth[i] = (byte) Math.round(random.nextGaussian() * (1 + i / 50_000));
        }
        contents.put("filtered rows", smooth);
        return contents;
    }

    @Test
    void everyCutEndsTooEarly() throws Exception {
        byte[] deflated = deflate(Arrays.copyOf(content("words"), 3_000), 6, 0);
        for (int length = 0; length < deflated.length; length++) {
            byte[] cut = Arrays.copyOf(deflated, length);
            assertThatThrownBy(() -> inflate(cut, new SplittableRandom(2))).isInstanceOf(DataFormatException.class);
        }
    }

    /** Flips, cuts and overwrites: accepted exactly if zlib accepts it, and then with the same bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void agreesWithZlibOnDamagedStreams(int level) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("InflateTest: -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> streams = CONTENTS.values().stream()
                .map(content -> deflate(Arrays.copyOf(content, Math.min(content.length, 2_000)), level, 0))
                .toList();
        for (int round = 0; round < Integer.getInteger("mutations", 4_000); round++) {
            byte[] mutant = streams.get(random.nextInt(streams.size())).clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = random.nextInt(8) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
            assertThat(verdict(cut, random))
                    .as("round %d of seed %d", round, seed)
                    .isEqualTo(zlibs(cut));
        }
    }

    /** Bytes of no meaning, behind a header that is right: most of them are codes of some kind. */
    @Test
    void agreesWithZlibOnNoise() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("InflateTest: -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Integer.getInteger("mutations", 20_000); round++) {
            byte[] noise = new byte[2 + random.nextInt(400)];
            random.nextBytes(noise);
            noise[0] = 0x78;
            noise[1] = (byte) 0x9c;
            if (noise.length > 2) {
                noise[2] = (byte) ((noise[2] & 0xf8) | random.nextInt(2) | random.nextInt(3) << 1);
            }
            assertThat(verdict(noise, random))
                    .as("round %d of seed %d", round, seed)
                    .isEqualTo(zlibs(noise));
        }
    }

    /** Stored blocks of every length, block types, code lengths that are too many or too few; a header goes before them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000ffff",
                "010000ffff",
                "030000",
                "06",
                "0001000000",
                "fc0000",
                "04c0ff",
                "04002404",
                "04008049",
                "0480492449ffff",
                "027eff",
                "0c0081000000000090ff6b04",
                "05e08100000000000090ff6b04",
                "edc00901"
            })
    void agreesWithZlibOnOddCodes(String hex) {
        byte[] stream = HexFormat.of().parseHex("789c" + hex);

        assertThat(verdict(stream, new SplittableRandom(3))).isEqualTo(zlibs(stream));
    }

    @Test
    void aMatchBeforeTheBeginningIsRefused() {
        // fixed codes: literal "a", then length 3, distance 2
        byte[] stream = HexFormat.of().parseHex("789c4b044200");

        assertThatThrownBy(() -> inflate(stream, new SplittableRandom(4))).isInstanceOf(DataFormatException.class);
    }

    /** The content, or nothing if the stream is refused. */
    private static Optional<String> verdict(byte[] stream, SplittableRandom random) {
        try {
            return Optional.of(HexFormat.of().formatHex(inflate(stream, random)));
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> zlibs(byte[] stream) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stream);
            var content = new ByteArrayOutputStream();
            byte[] piece = new byte[8_192];
            for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
                content.write(piece, 0, count);
            }
            return inflater.finished()
                    ? Optional.of(HexFormat.of().formatHex(content.toByteArray()))
                    : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** Given in pieces of any length and taken in pieces of any length. */
    private static byte[] inflate(byte[] stream, SplittableRandom random) throws DataFormatException {
        int[] at = {0};
        var inflate = new Inflate((into, from, length) -> {
            if (at[0] == stream.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, stream.length - at[0]), 1 + random.nextInt(random.nextInt(20) + 1));
            count = random.nextInt(4) == 0 ? Math.min(length, stream.length - at[0]) : count;
            System.arraycopy(stream, at[0], into, from, count);
            at[0] += count;
            return count;
        });
        var content = new ByteArrayOutputStream();
        byte[] piece = new byte[10_000];
        try {
            for (int count = 0; count >= 0 && content.size() < MOST; ) {
                content.write(piece, 0, count);
                count = inflate.read(piece, 0, 1 + random.nextInt(piece.length));
            }
            inflate.finish();
        } catch (IOException | DecodeFailure e) {
            throw new AssertionError("an array cannot fail", e);
        }
        return content.toByteArray();
    }

    private static byte[] deflate(byte[] content, int level, int strategy) {
        Deflater deflater = new Deflater(level);
        try {
            deflater.setStrategy(strategy);
            deflater.setInput(content);
            deflater.finish();
            var deflated = new ByteArrayOutputStream();
            byte[] piece = new byte[8_192];
            while (!deflater.finished()) {
                deflated.write(piece, 0, deflater.deflate(piece));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }
}

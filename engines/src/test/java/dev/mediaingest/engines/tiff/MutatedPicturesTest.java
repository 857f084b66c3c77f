package dev.mediaingest.engines.tiff;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.Fixtures.Fixture;
import dev.mediaingest.engines.image.BmpDecoder;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pictures somebody tore at: they decode or fail as files do, and nothing else happens. */
class MutatedPicturesTest {
    static final List<Fixture> PICTURES = Fixtures.of(MediaType.BMP, MediaType.TIFF);

    private static final long SEED = Long.getLong("seed", 20_261_128L);
    private static final int MUTATIONS = Integer.getInteger("mutations", 40);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @FieldSource("PICTURES")
    void aTornPictureEndsAsAFileDoes(Fixture fixture) throws Exception {
        byte[] whole = Files.readAllBytes(fixture.path());
        Decoder decoder = fixture.type() == MediaType.BMP ? new BmpDecoder() : new TiffDecoder();
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] torn = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                int near = random.nextBoolean() ? torn.length : Math.min(torn.length, 400);
                torn[torn.length - 1 - random.nextInt(near)] = (byte) random.nextInt(256);
                torn[random.nextInt(near)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            }
            Path file = Files.write(folder.resolve(fixture.name()), torn);
            int number = i;
            assertThatCode(() -> decode(decoder, file))
                    .as("mutation %d of %s, seed %d", number, fixture, SEED)
                    .doesNotThrowAnyException();
        }
    }

    private static void decode(Decoder decoder, Path file) throws IOException {
        try {
            decoder.decode(file, DecodeOptions.exact(4_000_000), new Fixtures.Hashed());
        } catch (DecodeFailure e) {
            // as a damaged file does
        }
    }
}

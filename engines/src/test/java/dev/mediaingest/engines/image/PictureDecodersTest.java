package dev.mediaingest.engines.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.Fixtures.Fixture;
import dev.mediaingest.engines.tiff.TiffDecoder;
import dev.mediaingest.engines.video.FfmpegPictureDecoder;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PictureDecodersTest {
    static final List<Fixture> PICTURES = Fixtures.of(
            MediaType.JPEG,
            MediaType.WEBP,
            MediaType.GIF,
            MediaType.BMP,
            MediaType.TIFF,
            MediaType.AVIF,
            MediaType.HEIC);

    private static final List<Decoder> DECODERS = List.of(
            new JpegDecoder(),
            new WebpDecoder(),
            new BmpDecoder(),
            new ImageIoDecoder(),
            new TiffDecoder(),
            new FfmpegPictureDecoder());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @FieldSource("PICTURES")
    void hasPillowsPixels(Fixture fixture) throws Exception {
        Fixtures.Hashed hashed = Fixtures.decode(decoder(fixture), fixture.path());

        assertThat(hashed.size()).isEqualTo(fixture.size());
        assertThat(hashed.rows()).isEqualTo(fixture.size().height());
        assertThat(hashed.hex()).isEqualTo(fixture.hash());
    }

    @ParameterizedTest
    @FieldSource("PICTURES")
    void aCutFileHasNoPixelsOrTheSame(Fixture fixture) throws Exception {
        assertThat(Fixtures.wrongCut(decoder(fixture), fixture, folder)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PICTURES")
    void aClaimOverTheLimitIsRefused(Fixture fixture) {
        long tooFew = fixture.size().pixels() - 1;

        assertThatThrownBy(() ->
                        decoder(fixture).decode(fixture.path(), DecodeOptions.exact(tooFew), new Fixtures.Hashed()))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_MANY_PIXELS));
    }

    @Test
    void aFolderSwappedForALinkIsNotFollowed() throws Exception {
        Fixture fixture = PICTURES.getFirst();
        Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
        Files.copy(fixture.path(), real.resolve("a"));
        Path link = Files.createSymbolicLink(folder.toRealPath().resolve("link"), real);

        assertThatThrownBy(() -> PictureBytes.read(link.resolve("a")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("replaced by a link");
        assertThat(PictureBytes.read(real.resolve("a"))).isEqualTo(Files.readAllBytes(fixture.path()));
    }

    private static Decoder decoder(Fixture fixture) {
        return DECODERS.stream()
                .filter(decoder -> decoder.decodes(fixture.type()))
                .findFirst()
                .orElseThrow();
    }
}

package dev.mediaingest.engines.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.engines.image.LeptonicaJpegEncoder;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelRequest;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PngDecoder;
import dev.mediaingest.pixels.thumbnail.Rendition;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells videos apart that begin alike, and what is shown of them. The clips were made with ffmpeg's test sources. */
class VideoIdentityTest {
    private static final Path CLIPS =
            Path.of(System.getProperty("project.root", "."), "engines/src/test/resources/videos");
    private static final PixelOptions WITHOUT_SCORE = new PixelOptions(true, true, true, false);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private ThumbnailFolder thumbnails = new ThumbnailFolder(Path.of("."));
    private PixelPass pass = pass();

    @BeforeEach
    void openFolder() {
        thumbnails = new ThumbnailFolder(folder);
        pass = pass();
    }

    private PixelPass pass() {
        return new PixelPass(
                List.of(new PngDecoder()),
                List.of(new FfmpegVideoDecoder()),
                new LeptonicaJpegEncoder(),
                thumbnails,
                Optional::empty,
                DecodeOptions.DEFAULT_MAX_PIXELS);
    }

    @Test
    void clipsThatBeginBlackAreDifferentVideosWithOneFirstFrame() throws Exception {
        PixelFindings one = read("begins-black.mp4", MediaType.MP4);
        PixelFindings other = read("begins-black-too.mp4", MediaType.MP4);
        PixelFindings black = read("black.mp4", MediaType.MP4);

        assertThat(one.pixelSha256()).isEqualTo(other.pixelSha256()).isEqualTo(black.pixelSha256());
        assertThat(List.of(identity(one), identity(other), identity(black))).doesNotHaveDuplicates();
    }

    @Test
    void theSameVideoInAnotherContainerIsTheSame() throws Exception {
        assertThat(identity(read("begins-black.mkv", MediaType.MKV)))
                .isEqualTo(identity(read("begins-black.mp4", MediaType.MP4)));
    }

    @Test
    void aVideoCodedAnewIsAnotherWhoseFramesLookAlike() throws Exception {
        PixelFindings one = read("begins-black.mp4", MediaType.MP4);
        PixelFindings anew = read("begins-black-anew.mp4", MediaType.MP4);

        assertThat(identity(anew)).isNotEqualTo(identity(one));
        assertThat(anew.frameHashes()).hasSameSizeAs(one.frameHashes());
        for (int i = 0; i < one.frameHashes().size(); i++) {
            assertThat(Long.bitCount(
                            one.frameHashes().get(i) ^ anew.frameHashes().get(i)))
                    .isLessThanOrEqualTo(6);
        }
    }

    @Test
    void theStillOfAFirstFrameIsNotTheVideo() throws Exception {
        Path still = folder.resolve("still.png");
        ImageIO.write(new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB), "png", still.toFile());

        PixelFindings picture = read(still, MediaType.PNG);
        PixelFindings video = read("begins-black.mp4", MediaType.MP4);

        assertThat(picture.pixelSha256()).isEqualTo(video.pixelSha256());
        assertThat(picture.videoSha256()).isNull();
        assertThat(identity(video)).isNotEqualTo(picture.pixelSha256());
    }

    @Test
    void theThumbnailIsAFrameThatShowsSomething() throws Exception {
        read("begins-black.mp4", MediaType.MP4);
        BufferedImage thumbnail = thumbnail("begins-black.mp4");

        assertThat(brightest(thumbnail)).isGreaterThan(200);
        assertThat(thumbnail.getWidth()).isEqualTo(96);
    }

    @Test
    void aThumbnailFromBeforeFramesWereChosenIsMadeAnew() throws Exception {
        byte[] black = new LeptonicaJpegEncoder().encode(new Rendition(96, 64, new byte[3 * 96 * 64]));
        for (ThumbnailSize size : ThumbnailSize.values()) {
            thumbnails.write(hashOf("begins-black.mp4"), size, black);
        }

        read("begins-black.mp4", MediaType.MP4);

        assertThat(brightest(thumbnail("begins-black.mp4"))).isGreaterThan(200);
    }

    @Test
    void ofAVideoThatShowsNothingItIsTheFirst() throws Exception {
        read("black.mp4", MediaType.MP4);

        assertThat(brightest(thumbnail("black.mp4"))).isLessThan(20);
    }

    @Test
    void aFileWhoseNameIsNoTextIsOpenedByItsBytes() throws Exception {
        Path odd = Path.of(URI.create(folder.toUri() + "caf%E9.mp4"));
        Files.copy(CLIPS.resolve("black.mp4"), odd);

        assertThat(identity(read(odd, MediaType.MP4))).isEqualTo(identity(read("black.mp4", MediaType.MP4)));
    }

    private BufferedImage thumbnail(String name) throws IOException {
        return ImageIO.read(thumbnails.path(hashOf(name), ThumbnailSize.SMALL).toFile());
    }

    private static int brightest(BufferedImage image) {
        int brightest = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                brightest = Math.max(brightest, image.getRGB(x, y) >> 8 & 0xff);
            }
        }
        return brightest;
    }

    private static String identity(PixelFindings findings) {
        return Optional.ofNullable(findings.videoSha256()).orElseThrow();
    }

    private PixelFindings read(String name, MediaType type) throws IOException {
        return read(CLIPS.resolve(name), type);
    }

    private PixelFindings read(Path file, MediaType type) throws IOException {
        String name = hashOf(String.valueOf(file.getFileName()));
        PixelReading reading = pass.read(new PixelRequest(file, type, Orientation.UPRIGHT, name, WITHOUT_SCORE));
        assertThat(reading).isInstanceOf(PixelReading.Read.class);
        return ((PixelReading.Read) reading).findings();
    }

    /** Any name that looks like a hash. */
    private static String hashOf(String name) {
        return String.format("%064x", name.hashCode() & 0xffff_ffffL);
    }
}

package dev.mediaingest.engines.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.engines.Fixtures.Fixture;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.pixels.decode.DecodeFailure;
import dev.mediaingest.pixels.decode.DecodeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegVideoDecoderTest {
    static final List<Fixture> VIDEOS =
            Fixtures.of(MediaType.MP4, MediaType.MOV, MediaType.MKV, MediaType.WEBM, MediaType.AVI);

    private final FfmpegVideoDecoder decoder = new FfmpegVideoDecoder();
    private final List<Fixtures.Hashed> frames = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @FieldSource("VIDEOS")
    void firstFrameHasThePixelsOfFfmpegsOwnCommand(Fixture fixture) throws Exception {
        decode(fixture.path());

        assertThat(frames.getFirst().size()).isEqualTo(fixture.size());
        assertThat(frames.getFirst().hex()).isEqualTo(fixture.hash());
    }

    @ParameterizedTest
    @FieldSource("VIDEOS")
    void aCutFileHasNoFirstFrameOrTheSame(Fixture fixture) throws Exception {
        byte[] whole = Files.readAllBytes(fixture.path());
        for (int i = 0; i < 20; i++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length * i / 20));
            frames.clear();
            if (decodes(cut)) {
                assertThat(frames.getFirst().hex()).as("cut %d", i).isEqualTo(fixture.hash());
            }
        }
    }

    @Test
    void tellsWhatTheStreamsAre() throws Exception {
        Path file = Fixtures.named("h264.mp4").path();

        VideoStreams streams = decode(file);

        assertThat(streams)
                .isEqualTo(new VideoStreams(
                        new Dimensions(162, 90), 0, 2.0, 25.0, "h264", Math.round(Files.size(file) * 8 / 2.0), "aac"));
    }

    /** Key frames at 0, 0.4, 0.8, 1.2 and 1.6 s; the other moments share theirs with an earlier one. */
    @Test
    void handsOutKeyFramesAndWhereTheyDoNotSufficeTheFramesBehindThem() throws Exception {
        decode(Fixtures.named("h264.mp4").path());

        assertThat(times).hasSize(9).isSorted().contains(0.0, 0.4, 0.8, 1.2, 1.6);
        assertThat(frames.stream().map(Fixtures.Hashed::hex)).doesNotHaveDuplicates();
    }

    /** As x264 writes short videos. */
    @Test
    void aVideoWithOneKeyFrameHasAFrameForEachMomentToo() throws Exception {
        decode(Fixtures.named("one-key-frame.mp4").path());

        assertThat(times).hasSize(9).isSorted();
        for (int i = 0; i < 8; i++) {
            assertThat(times.get(i + 1)).isBetween((i + 0.5) / 8 * 2, (i + 1.5) / 8 * 2);
        }
        assertThat(frames.stream().map(Fixtures.Hashed::hex)).doesNotHaveDuplicates();
    }

    @Test
    void laterFramesComeReducedWhereThatIsEnough() throws Exception {
        decode(Fixtures.named("h264.mp4").path(), 30);

        assertThat(frames.getFirst().size()).isEqualTo(new Dimensions(162, 90));
        assertThat(frames.subList(1, 9))
                .allSatisfy(frame -> assertThat(frame.size()).isEqualTo(new Dimensions(54, 30)));
    }

    @Test
    void rotationIsThatOfTheDisplayMatrix() throws Exception {
        assertThat(decode(Fixtures.named("rotated90.mov").path()).rotation()).isEqualTo(90);
        assertThat(decode(Fixtures.named("rotated180.mp4").path()).rotation()).isEqualTo(180);
        assertThat(decode(Fixtures.named("rotated270.mp4").path()).rotation()).isEqualTo(270);
    }

    /** Decoders that advisories name, or that nothing has written for decades; the file chooses. */
    @ParameterizedTest
    @ValueSource(strings = {"flic", "SVQ3", "rpza", "WMV3", "vvc1"})
    void aCodecThatIsNotOnTheListIsNotDecoded(String codec) throws Exception {
        byte[] movie = Files.readAllBytes(Fixtures.named("h264.mp4").path());
        int place = new String(movie, StandardCharsets.ISO_8859_1).indexOf("avc1", 500);
        System.arraycopy(codec.getBytes(StandardCharsets.US_ASCII), 0, movie, place, 4);
        Path file = Files.write(folder.resolve(codec + ".mp4"), movie);

        assertThatThrownBy(() -> decode(file))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.NO_DECODER));
    }

    @Test
    void noDecoderThatAdvisoriesNameIsOnTheList() {
        assertThat(AllowedDecoders.WHITELIST.split(",", -1))
                .contains("h264", "hevc", "vp9")
                .doesNotContain("apac", "flic", "lcevc");
    }

    @Test
    void refusesClaimsOverTheLimit() {
        Path file = Fixtures.named("h264.mp4").path();

        assertThatThrownBy(() -> decoder.decode(
                        file,
                        DecodeOptions.exact(162 * 90 - 1),
                        0,
                        DecodeOptions.EXACT,
                        (index, seconds) -> new Fixtures.Hashed()))
                .isInstanceOfSatisfying(
                        DecodeFailure.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_MANY_PIXELS));
    }

    /** A playlist must not make ffmpeg open what it names. */
    @Test
    void aPlaylistIsNoVideo() throws Exception {
        Path playlist = Files.writeString(
                folder.resolve("list.mp4"),
                "ffconcat version 1.0\nfile '" + Fixtures.named("h264.mp4").path() + "'\n");

        assertThat(decodes(playlist)).isFalse();
    }

    private boolean decodes(Path file) throws IOException {
        try {
            decode(file);
            return true;
        } catch (DecodeFailure e) {
            return false;
        }
    }

    private VideoStreams decode(Path file) throws DecodeFailure, IOException {
        return decode(file, DecodeOptions.EXACT);
    }

    private VideoStreams decode(Path file, int laterSide) throws DecodeFailure, IOException {
        return decoder.decode(
                file, DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS), 8, laterSide, (index, seconds) -> {
                    var frame = new Fixtures.Hashed();
                    frames.add(frame);
                    times.add(Math.round(seconds * 1000) / 1000.0);
                    return frame;
                });
    }
}

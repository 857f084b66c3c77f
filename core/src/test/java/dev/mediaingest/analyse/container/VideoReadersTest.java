package dev.mediaingest.analyse.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.AviFile;
import dev.mediaingest.fixtures.MatroskaFile;
import dev.mediaingest.fixtures.Mp4File;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.TextEntry;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoReadersTest {
    private static final Instant MORNING = Instant.parse("2023-04-05T06:07:08Z");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAnMp4WhereverItsMovieBoxLies(boolean last) {
        Mp4File file = Mp4File.of(640, 360).created(MORNING);
        byte[] bytes = (last ? file.movieLast() : file).bytes();
        MediaFacts facts = Reading.of(bytes).facts();

        assertThat(facts.type()).isEqualTo(MediaType.MP4);
        assertThat(facts.dimensions()).isEqualTo(new Dimensions(640, 360));
        assertThat(facts.codec()).isEqualTo("h264");
        assertThat(facts.duration()).isEqualTo(2.0);
        assertThat(facts.frameRate()).isEqualTo(25.0);
        assertThat(facts.frameCount()).isEqualTo(50);
        assertThat(facts.bitRate()).isEqualTo(bytes.length * 8L / 2);
        assertThat(facts.origin().capturedAt()).isEqualTo(new CapturedAt(MORNING, true, CapturedAt.Source.CONTAINER));
        assertThat(Reading.of(bytes).trouble()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, UPRIGHT", "90, TURN_RIGHT", "180, UPSIDE_DOWN", "270, TURN_LEFT"})
    void readsTheRotationOfAPhone(int degrees, Orientation orientation) {
        MediaFacts facts =
                Reading.of(Mp4File.of(640, 360).rotation(degrees).bytes()).facts();

        assertThat(facts.orientation()).isEqualTo(orientation);
        assertThat(facts.dimensions()).isEqualTo(new Dimensions(640, 360));
        assertThat(facts.shownDimensions())
                .isEqualTo(degrees % 180 == 0 ? new Dimensions(640, 360) : new Dimensions(360, 640));
    }

    @Test
    void readsTheTagsOfAnMp4InEveryWayOfWriting() {
        Contents contents = Reading.of(Mp4File.of(16, 16)
                .tag("\u00a9cmt", "{\"prompt\": 1}")
                .freeform("own name", "freeform")
                .keyed("prompt", "{}")
                .keyed("com.apple.quicktime.creationdate", "2022-01-02T03:04:05+0200")
                .userText("\u00a9nam", "T\u00eftle")
                .userText("\u00a9xyz", "+48.8577+002.2950+035.5/")
                .bytes());

        assertThat(contents.texts())
                .contains(
                        new TextEntry("mp4:ilst", "comment", "{\"prompt\": 1}"),
                        new TextEntry("mp4:ilst", "own name", "freeform"),
                        new TextEntry("mp4:mdta", "prompt", "{}"),
                        new TextEntry("mp4:udta", "title", "T\u00eftle"));
        assertThat(contents.facts().origin().location()).isEqualTo(new Location(48.8577, 2.295, 35.5));
        assertThat(contents.facts().origin().capturedAt())
                .isEqualTo(new CapturedAt(
                        Instant.parse("2022-01-02T01:04:05Z"),
                        true,
                        CapturedAt.Source.CONTAINER,
                        LocalDateTime.parse("2022-01-02T03:04:05")));
    }

    @Test
    void readsAMovAndItsXmp() {
        Contents contents =
                Reading.of(Mp4File.of(16, 16).mov().codec("hvc1").xmp("<x/>").bytes());

        assertThat(contents.facts().type()).isEqualTo(MediaType.MOV);
        assertThat(contents.facts().codec()).isEqualTo("hevc");
        assertThat(contents.texts()).containsExactly(new TextEntry("xmp:packet", "XML:com.adobe.xmp", "<x/>"));
    }

    @Test
    void mp4WithoutItsPixelsIsTruncatedEvenIfItEndsWithABox() {
        byte[] file = Mp4File.of(16, 16).bytes();

        assertThat(Reading.of(Arrays.copyOf(file, file.length - 72)).trouble())
                .map(Failure::code)
                .contains(FailureCode.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsMatroskaWhetherItsSizesAreKnownOrNot(boolean live) {
        MatroskaFile file = MatroskaFile.mkv(320, 240)
                .codec("V_MPEG4/ISO/AVC")
                .created(MORNING)
                .tag("PROMPT", "{}")
                .tag("COMMENT", "Gr\u00fc\u00dfe");
        Contents contents = Reading.of((live ? file.live() : file).bytes());
        MediaFacts facts = contents.facts();

        assertThat(facts.type()).isEqualTo(MediaType.MKV);
        assertThat(facts.dimensions()).isEqualTo(new Dimensions(320, 240));
        assertThat(facts.codec()).isEqualTo("h264");
        assertThat(facts.duration()).isEqualTo(2.0);
        assertThat(facts.frameRate()).isEqualTo(25.0);
        assertThat(facts.origin().capturedAt()).isEqualTo(new CapturedAt(MORNING, true, CapturedAt.Source.CONTAINER));
        assertThat(contents.texts())
                .containsExactly(
                        new TextEntry("matroska:tag", "prompt", "{}"),
                        new TextEntry("matroska:tag", "comment", "Gr\u00fc\u00dfe"));
        assertThat(contents.trouble()).isEmpty();
    }

    @Test
    void readsAWebm() {
        assertThat(Reading.of(MatroskaFile.webm(320, 240).bytes()).facts().codec())
                .isEqualTo("vp9");
    }

    @Test
    void readsAnAviWithItsTexts() {
        Contents contents = Reading.of(AviFile.of(320, 240)
                .codec("XVID")
                .info("ICMT", "hello")
                .info("ISRC", "odd")
                .info("ICRD", "2020-02-03")
                .bytes());
        MediaFacts facts = contents.facts();

        assertThat(facts.dimensions()).isEqualTo(new Dimensions(320, 240));
        assertThat(facts.codec()).isEqualTo("mpeg4");
        assertThat(facts.duration()).isEqualTo(2.0);
        assertThat(facts.frameRate()).isEqualTo(25.0);
        assertThat(facts.frameCount()).isEqualTo(50);
        assertThat(contents.texts())
                .contains(new TextEntry("avi:info", "comment", "hello"), new TextEntry("avi:info", "ISRC", "odd"));
        assertThat(facts.origin().capturedAt())
                .isEqualTo(new CapturedAt(Instant.parse("2020-02-03T00:00:00Z"), false, CapturedAt.Source.CONTAINER));
    }
}

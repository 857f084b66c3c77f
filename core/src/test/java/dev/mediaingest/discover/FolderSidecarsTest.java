package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.media.SidecarStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSidecarsTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void resolveLinks() throws IOException {
        folder = folder.toRealPath();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.xmp",
                "a.png.xmp",
                "a.txt",
                "a.json",
                "a.png.json",
                "a.swarm.json",
                ".scores/a.png.json",
            })
    void everySidecarAltersTheStampWhenItIsThereChangesOrGoes(String sidecar) throws Exception {
        write("a.png", "picture");
        SidecarStamp without = stamps().get("a.png");
        write(sidecar, "1");
        SidecarStamp with = stamps().get("a.png");
        write(sidecar, "22");
        SidecarStamp larger = stamps().get("a.png");
        Files.setLastModifiedTime(folder.resolve(sidecar), FileTime.fromMillis(1_000));
        SidecarStamp older = stamps().get("a.png");

        assertThat(without).isEqualTo(SidecarStamp.NONE);
        assertThat(List.of(without, with, larger, older)).doesNotHaveDuplicates();
        Files.delete(folder.resolve(sidecar));
        assertThat(stamps()).containsEntry("a.png", SidecarStamp.NONE);
    }

    @ParameterizedTest
    @CsvSource({"a.png, ab.txt", "a.png, b.txt", "a.png, a.jpg", "a.png, log.html", "a.png, .scores/b.png.json"})
    void whatBelongsToOthersLeavesTheStampAlone(String picture, String other) throws Exception {
        write(picture, "picture");
        write(other, "x");

        assertThat(stamps()).containsEntry(picture, SidecarStamp.NONE);
    }

    @Test
    void thePictureBesideAVideoIsASidecarOfTheVideoAndNotTheOtherWayRound() throws Exception {
        write("a.mp4", "video");
        write("a.png", "picture");

        assertThat(stamps().get("a.mp4")).isNotEqualTo(SidecarStamp.NONE);
        assertThat(stamps()).containsEntry("a.png", SidecarStamp.NONE);
    }

    @Test
    void thePictureBesideAVideoIsASidecarOfTheSameVideoWithSoundToo() throws Exception {
        write("a-audio.mp4", "video");
        write("a-b.png", "picture");
        write("a-c.png", "picture");
        SidecarStamp without = stamps().get("a-audio.mp4");
        write("a.png", "picture");

        assertThat(without).isEqualTo(SidecarStamp.NONE);
        assertThat(stamps().get("a-audio.mp4")).isNotEqualTo(SidecarStamp.NONE);
    }

    @Test
    void sidecarsAreFoundAmongManyNeighboursAndForNamesWithoutExtension() throws Exception {
        for (int i = 0; i < 50; i++) {
            write("a." + i + ".png", "picture");
            write("a b" + i, "picture");
        }
        write("a", "picture");
        write("a.png", "picture");
        write("a.xmp", "x");

        assertThat(stamps().get("a")).isNotEqualTo(SidecarStamp.NONE);
        assertThat(stamps().get("a.png")).isNotEqualTo(SidecarStamp.NONE);
        assertThat(stamps()).containsEntry("a.7.png", SidecarStamp.NONE);
    }

    @Test
    void aFileReachedThroughALinkHasTheStampOfItsOwnFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path start = Files.createDirectory(folder.resolve("start"));
        write("elsewhere/a.png", "picture");
        write("elsewhere/a.xmp", "x");
        write("elsewhere/.scores/a.png.json", "x");
        Files.createSymbolicLink(start.resolve("link.png"), elsewhere.resolve("a.png"));

        SidecarStamp linked = walk(start).get("a.png");

        assertThat(linked).isNotNull().isEqualTo(walk(elsewhere).get("a.png")).isNotEqualTo(SidecarStamp.NONE);
    }

    @Test
    void aLinkInASidecarsPlaceIsLookedAtAndNotFollowed() throws Exception {
        write("a.png", "picture");
        Files.createSymbolicLink(folder.resolve("a.txt"), Path.of("/nowhere/at/all"));
        Files.createSymbolicLink(folder.resolve(".scores"), folder);

        assertThat(stamps().get("a.png")).isNotEqualTo(SidecarStamp.NONE);
    }

    private Map<String, SidecarStamp> stamps() throws Exception {
        return walk(folder);
    }

    private Map<String, SidecarStamp> walk(Path start) throws Exception {
        Map<String, SidecarStamp> stamps = new TreeMap<>();
        new Discoverer(MediaRoots.of(List.of(folder)))
                .walk(List.of(start), FilePattern.of("*"), false)
                .forEachRemaining(discovered -> {
                    if (discovered instanceof Found found) {
                        stamps.put(found.file().fileName(), found.file().sidecars());
                    }
                });
        return stamps;
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }
}

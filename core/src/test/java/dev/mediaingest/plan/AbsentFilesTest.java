package dev.mediaingest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.discover.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsentFilesTest {
    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");

    @BeforeEach
    void aRootWithAFile() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        Files.createFile(media.resolve("there.png"));
    }

    private AbsentFiles absent(Mount... mounts) throws NoSuchRoot {
        Discoverer discoverer = new Discoverer(MediaRoots.of(List.of(media)));
        return new AbsentFiles(discoverer.absenceCheck(Set.of(mounts)), FilePattern.of("*.png"));
    }

    private static void countAll(AbsentFiles absent, Path folder, int files) {
        IntStream.range(0, files).forEach(i -> absent.count(folder.resolve(i + ".png")));
    }

    @Test
    void aFileWhoseFolderListsOthersIsGone() throws Exception {
        AbsentFiles absent = absent();
        absent.count(media.resolve("gone.png"));

        assertThat(absent.isEmpty()).isFalse();
        assertThat(absent.isGone(media.resolve("gone.png"))).isTrue();
        assertThat(absent.away()).isEmpty();
    }

    @Test
    void ofFilesThatWereNotLookedForNothingIsSaid() throws Exception {
        AbsentFiles absent = absent();
        absent.count(media.resolve("gone.mp4"));

        assertThat(absent.isEmpty()).isTrue();
        assertThat(absent.isGone(media.resolve("gone.mp4"))).isFalse();
    }

    @Test
    void aFolderThatIsGoneWithFewFilesIsGone() throws Exception {
        AbsentFiles absent = absent();
        Path folder = media.resolve("few");
        countAll(absent, folder, (int) AbsentFiles.MANY - 1);

        assertThat(absent.isGone(folder.resolve("0.png"))).isTrue();
        assertThat(absent.away()).isEmpty();
    }

    @Test
    void oneThatIsGoneWithManyIsAwayUntilAPersonSaysOtherwise() throws Exception {
        AbsentFiles absent = absent();
        Path folder = media.resolve("many");
        countAll(absent, folder, (int) AbsentFiles.MANY);

        assertThat(absent.isGone(folder.resolve("0.png"))).isFalse();
        assertThat(absent.away()).containsExactly(new AwayFolder(folder, AbsentFiles.MANY, Why.GONE));
    }

    /** It is the uppermost folder that counts: a disk takes all of its folders along. */
    @Test
    void filesOfSeveralFoldersThatAreGoneTogetherCountTogether() throws Exception {
        AbsentFiles absent = absent();
        countAll(absent, media.resolve("disk/a"), 12);
        countAll(absent, media.resolve("disk/b"), 12);

        assertThat(absent.away()).containsExactly(new AwayFolder(media.resolve("disk"), 24, Why.GONE));
    }

    @Test
    void aFolderThatIsEmptyNowMayBeAnUnmountedDisk() throws Exception {
        Path folder = Files.createDirectory(media.resolve("empty"));
        AbsentFiles absent = absent();
        absent.count(folder.resolve("gone.png"));

        assertThat(absent.isGone(folder.resolve("gone.png"))).isFalse();
        assertThat(absent.away()).containsExactly(new AwayFolder(folder, 1, Why.EMPTY));
    }

    @Test
    void belowAMountThatIsNotThereNothingIsGone() throws Exception {
        Path folder = Files.createDirectory(media.resolve("disk"));
        Files.createFile(folder.resolve("of the folder below it.png"));
        AbsentFiles absent = absent(new Mount(folder, "/dev/sdz1 ext4"));
        absent.count(folder.resolve("gone.png"));

        assertThat(absent.isGone(folder.resolve("gone.png"))).isFalse();
        assertThat(absent.away()).containsExactly(new AwayFolder(folder, 1, Why.UNMOUNTED));
        assertThat(absent.away().getFirst().sentence())
                .contains("is away, with 1 file of the catalogue", "was mounted there is not");
    }

    @Test
    void aFileThatIsThereAfterAllIsNotGone() throws Exception {
        AbsentFiles absent = absent();
        absent.count(media.resolve("there.png"));

        assertThat(absent.isGone(media.resolve("there.png"))).isFalse();
    }
}

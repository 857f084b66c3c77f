package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a walk leaves out although it matches, each with its rule. */
class ExclusionsTest {
    @TempDir
    Path temporary = Path.of("");

    private Path root = Path.of("");
    private final List<String> found = new ArrayList<>();
    private final Map<String, LeftOut> leftOut = new TreeMap<>();

    @BeforeEach
    void realPath() throws IOException {
        root = temporary.toRealPath();
    }

    @Test
    void foldersOfSystemsAndNasAreLeftOut() throws Exception {
        files(
                "photo.png",
                "@eaDir/photo.png/SYNOPHOTO_THUMB_M.png",
                "album/@eaDir/x.png",
                "#recycle/a.png",
                "#snapshot/b.png",
                "$RECYCLE.BIN/c.png",
                "System Volume Information/d.png",
                "lost+found/e.png",
                "album/thumbs.DB",
                "eaDir/f.png");

        walk(Exclusions.DEFAULT);

        assertThat(found).containsExactlyInAnyOrder("photo.png", "eaDir/f.png");
        assertThat(leftOut).hasSize(8).allSatisfy((path, entry) -> {
            assertThat(entry.reason()).isEqualTo(Reason.SYSTEM);
            assertThat(entry.rule()).startsWith("usual ");
        });
        assertThat(out("@eaDir").rule()).isEqualTo("usual @eaDir/");
    }

    @Test
    void whatIsUsuallyLeftOutCanBeTakenBackIn() throws Exception {
        files("@eaDir/a.png", "lost+found/b.png", "lost+found/.ingestignore");

        walk(new Exclusions(List.of("!@eaDir/"), 0));

        assertThat(found).containsExactly("@eaDir/a.png");
    }

    @Test
    void rulesAskedForCountFromTheFoldersTheSessionWasGiven() throws Exception {
        files("a.png", "drafts/b.png", "sub/drafts/c.png", "sub/d.png", "keep/drafts.png");

        walk(new Exclusions(List.of("drafts/", "/sub/d.png"), 0));

        assertThat(found).containsExactlyInAnyOrder("a.png", "keep/drafts.png");
        assertThat(out("sub/drafts").rule()).isEqualTo("--exclude drafts/");
        assertThat(out("sub/d.png").reason()).isEqualTo(Reason.EXCLUDED);
    }

    @Test
    void aFileOfRulesCountsForItsFolderAndBelowAndTheNearestWins() throws Exception {
        files("a.png", "sub/a.png", "sub/b.png", "sub/deep/a.png", "other/b.png");
        Files.writeString(root.resolve(".ingestignore"), "# not these\r\n*a.png\r\n");
        Files.writeString(root.resolve("sub/.ingestignore"), "!a.png\n/b.png\n");

        walk(Exclusions.DEFAULT);

        assertThat(found).containsExactlyInAnyOrder("sub/a.png", "sub/deep/a.png", "other/b.png");
        assertThat(out("a.png").rule()).isEqualTo(root.resolve(".ingestignore") + ": *a.png");
        assertThat(out("sub/b.png").rule()).isEqualTo(root.resolve("sub/.ingestignore") + ": /b.png");
    }

    @Test
    void whatWasAskedForWinsOverFilesOfRules() throws Exception {
        files("a.png");
        Files.writeString(root.resolve(".ingestignore"), "!a.png\n");

        walk(new Exclusions(List.of("a.png"), 0));

        assertThat(found).isEmpty();
    }

    @Test
    void smallFilesAreLeftOutIfAskedFor() throws Exception {
        files("a.png");
        Files.write(root.resolve("b.png"), new byte[100]);

        walk(new Exclusions(List.of(), 100));

        assertThat(found).containsExactly("b.png");
        assertThat(out("a.png").reason()).isEqualTo(Reason.TOO_SMALL);
    }

    @Test
    void sidecarsThatAreUsedAreNotUnmatched() throws Exception {
        files("a.png", "a.png.xmp", "a.txt", "a.swarm.json", "b.txt", "notes.json");

        walk(Exclusions.DEFAULT);

        assertThat(out("a.png.xmp").reason()).isEqualTo(Reason.SIDECAR);
        assertThat(out("a.txt").reason()).isEqualTo(Reason.SIDECAR);
        assertThat(out("a.swarm.json").reason()).isEqualTo(Reason.SIDECAR);
        assertThat(out("b.txt").reason()).isEqualTo(Reason.NOT_MATCHED);
        assertThat(out("notes.json").reason()).isEqualTo(Reason.NOT_MATCHED);
    }

    private LeftOut out(String path) {
        return Objects.requireNonNull(leftOut.get(path), path);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }

    private void walk(Exclusions exclusions) throws Exception {
        new Discoverer(MediaRoots.of(List.of(root)))
                .walk(List.of(root), FilePattern.of("*.png"), true, exclusions)
                .forEachRemaining(entry -> {
                    switch (entry) {
                        case Found(var file) ->
                            found.add(root.relativize(file.path()).toString());
                        case LeftOut out ->
                            leftOut.merge(root.relativize(out.path()).toString(), out, (a, b) -> a);
                    }
                });
        leftOut.remove(".ingestignore");
        leftOut.remove("sub/.ingestignore");
    }
}

package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.discover.Discovered.Found;
import dev.mediaingest.discover.Discovered.LeftOut;
import dev.mediaingest.discover.Discovered.Reason;
import dev.mediaingest.discover.MediaRoots.Lookup;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscovererTest {
    @TempDir
    Path temporary = Path.of("");

    private Path root = Path.of("");
    private Path outside = Path.of("");
    private final List<String> found = new ArrayList<>();
    private final Map<String, Reason> leftOut = new HashMap<>();

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(temporary.resolve("root")).toRealPath();
        outside = Files.createDirectory(temporary.resolve("outside")).toRealPath();
    }

    @Test
    void findsMatchingFilesInAStableOrderFilesBeforeFolders() throws Exception {
        files("b.png", "a.jpg", "C.PNG", "z/1.png", "m/x/2.png", "m/1.png", "notes.txt");

        walk("*.png|*.jpg", true);

        assertThat(found).containsExactly("C.PNG", "a.jpg", "b.png", "m/1.png", "m/x/2.png", "z/1.png");
        assertThat(leftOut).isEqualTo(Map.of("notes.txt", Reason.NOT_MATCHED));
    }

    @Test
    void staysInTheFolderWhenNotRecursive() throws Exception {
        files("a.png", "sub/b.png");

        walk("*.png", false);

        assertThat(found).containsExactly("a.png");
        assertThat(leftOut).isEmpty();
    }

    @Test
    void leavesOutHiddenEntriesWithoutLookingInside() throws Exception {
        files("a.png", ".hidden.png", ".scores/a.png.json", ".trash/b.png");

        walk("*", true);

        assertThat(found).containsExactly("a.png");
        assertThat(leftOut)
                .isEqualTo(Map.of(".hidden.png", Reason.HIDDEN, ".scores", Reason.HIDDEN, ".trash", Reason.HIDDEN));
    }

    @Test
    void namesWithBlanksUmlautsAndEmojiAreFound() throws Exception {
        files("ein Bild.png", "Übermut.png", "sun 🌅.png", "猫.png", "new\nline.png", "100%.png", "it's.png");

        walk("*.png", true);

        assertThat(found).hasSize(7).contains("Übermut.png", "sun 🌅.png", "猫.png");
    }

    @Test
    void filesWhoseNamesAreNotUtf8AreFoundEachAsItself() throws Exception {
        files("good.png");
        run("sh", "-c", "printf x > \"$(printf 'bad\\377.png')\"; printf x > \"$(printf 'bad\\376.png')\"");

        walk("*.png", true);

        assertThat(found).hasSize(3).contains("good.png");
        assertThat(leftOut).isEmpty();
    }

    @Test
    void pipesAreNoFiles() throws Exception {
        files("a.png");
        run("mkfifo", "pipe.png");

        walk("*.png", true);

        assertThat(found).containsExactly("a.png");
        assertThat(leftOut).isEqualTo(Map.of("pipe.png", Reason.NOT_A_FILE));
    }

    @Test
    void linksOutOfTheRootsAreNotFollowed() throws Exception {
        Files.writeString(outside.resolve("secret.png"), "x");
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("file.png"), outside.resolve("secret.png"));
        Files.createSymbolicLink(root.resolve("nowhere.png"), root.resolve("gone.png"));

        walk("*.png", true);

        assertThat(found).isEmpty();
        assertThat(leftOut)
                .isEqualTo(Map.of(
                        "folder", Reason.OUTSIDE_ROOTS,
                        "file.png", Reason.OUTSIDE_ROOTS,
                        "nowhere.png", Reason.BROKEN_LINK));
    }

    @Test
    void aLoopOfLinksEndsAndEveryFileIsFoundOnce() throws Exception {
        files("a/one.png", "b/two.png");
        Files.createSymbolicLink(root.resolve("a/up"), root);
        Files.createSymbolicLink(root.resolve("a/sideways"), root.resolve("b"));
        Files.createSymbolicLink(root.resolve("b/same.png"), root.resolve("a/one.png"));

        walk("*.png", true);

        assertThat(found).containsExactly("a/one.png", "b/two.png");
        assertThat(leftOut.values()).containsOnly(Reason.DUPLICATE_PATH).hasSize(3);
    }

    @Test
    void aLinkToAnotherPlaceInTheRootsIsFollowedUnderItsRealPath() throws Exception {
        files("library/a.png", "elsewhere/b.png", "elsewhere/deep/c.png", "single/d.png");
        Files.createSymbolicLink(root.resolve("library/more"), root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("library/again"), root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("library/d.png"), root.resolve("single/d.png"));

        walk("*.png", true, root.resolve("library"));

        assertThat(found)
                .containsExactlyInAnyOrder("library/a.png", "single/d.png", "elsewhere/b.png", "elsewhere/deep/c.png");
        assertThat(leftOut.values()).containsExactly(Reason.DUPLICATE_PATH);
    }

    @Test
    void foldersGivenTwiceOrInsideEachOtherAreWalkedOnce() throws Exception {
        files("a.png", "sub/b.png");

        walk("*.png", true, root.resolve("sub"), root, root.resolve("sub"));

        assertThat(found).containsExactly("a.png", "sub/b.png");
    }

    @Test
    void aFolderThatVanishesDuringTheWalkIsLeftOut() throws Exception {
        files("a.png", "sub/b.png");
        Iterator<Discovered> walk = discoverer().walk(List.of(root), FilePattern.of("*.png"), true);
        walk.next();
        Files.delete(root.resolve("sub/b.png"));
        Files.delete(root.resolve("sub"));

        collect(walk);

        assertThat(leftOut).isEqualTo(Map.of("sub", Reason.UNREADABLE));
    }

    @Test
    void rootsTellInsideOutsideAndNowhereApart() throws Exception {
        files("sub/a.png");
        Files.createSymbolicLink(root.resolve("out"), outside);
        MediaRoots roots = MediaRoots.of(List.of(root));

        assertThat(roots.directory(root.toString())).isEqualTo(new Lookup.Inside(root));
        assertThat(roots.directory("sub")).isEqualTo(new Lookup.Inside(root.resolve("sub")));
        assertThat(roots.directory(root + "/sub/../sub/.")).isEqualTo(new Lookup.Inside(root.resolve("sub")));
        assertThat(roots.directory(root + "/sub/a.png")).isInstanceOf(Lookup.NotFound.class);
        assertThat(roots.directory(root + "/none")).isInstanceOf(Lookup.NotFound.class);
        assertThat(roots.directory("a\0b")).isInstanceOf(Lookup.NotFound.class);
        assertThat(roots.directory(root + "/..")).isInstanceOf(Lookup.Outside.class);
        assertThat(roots.directory(root + "/out")).isInstanceOf(Lookup.Outside.class);
        assertThat(roots.directory(outside.toString())).isInstanceOf(Lookup.Outside.class);
        assertThatThrownBy(() -> MediaRoots.of(List.of(root.resolve("none"))))
                .isInstanceOf(NoSuchRoot.class)
                .hasMessageContaining("No such directory");
    }

    @Test
    void patternsAreUnionsWithoutRegardToCase() {
        FilePattern pattern = FilePattern.of(" *.png | *.JPG|img_??.webp ");

        assertThat(pattern.matches("A.PnG")).isTrue();
        assertThat(pattern.matches("b.jpg")).isTrue();
        assertThat(pattern.matches("IMG_01.webp")).isTrue();
        assertThat(pattern.matches("IMG_1.webp")).isFalse();
        assertThat(pattern.matches("c.gif")).isFalse();
    }

    @Test
    void aPatternThatIsNoneSaysSo() {
        assertThatThrownBy(() -> FilePattern.of(" | ")).hasMessageContaining("pattern is empty");
        assertThatThrownBy(() -> FilePattern.of("*.{png")).hasMessageContaining("malformed");
        assertThatThrownBy(() -> FilePattern.of("a/*.png")).hasMessageContaining("'/'");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private void run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private Discoverer discoverer() throws NoSuchRoot {
        return new Discoverer(MediaRoots.of(List.of(root)));
    }

    private void walk(String pattern, boolean recursive, Path... directories) throws NoSuchRoot {
        List<Path> starts = directories.length == 0 ? List.of(root) : List.of(directories);
        collect(discoverer().walk(starts, FilePattern.of(pattern), recursive));
    }

    private void collect(Iterator<Discovered> walk) {
        walk.forEachRemaining(entry -> {
            switch (entry) {
                case Found(var file) -> found.add(root.relativize(file.path()).toString());
                case LeftOut(Path path, Reason reason, String rule) ->
                    leftOut.put(root.relativize(path).toString(), reason);
            }
        });
    }
}

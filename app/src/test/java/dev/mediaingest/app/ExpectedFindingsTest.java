package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.generation.ToolTexts;
import dev.mediaingest.app.report.FindingsJson;
import dev.mediaingest.fixtures.MediaFiles;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.fixtures.SampleFiles;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code inspect} says of every file the project makes, compared with what is in git and was read by a person. After
 * a change that is meant, the following writes the files anew; read the difference before you commit it.
 *
 * <pre>
 * mvn -B package -pl core,store,engines,app -Dtest=ExpectedFindingsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dexpected.write=true
 * </pre>
 */
class ExpectedFindingsTest {
    private static final Path EXPECTED =
            Path.of(System.getProperty("project.root", ".."), "app/src/test/resources/expected");
    private static final boolean WRITE = Boolean.getBoolean("expected.write");

    @TempDir
    static Path folder;

    static Set<String> files() {
        return all().keySet();
    }

    /** Without sidecars, and without content credentials, which are no text of a PNG. */
    private static SortedMap<String, byte[]> all() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        SampleFiles.all().forEach((name, content) -> files.put("samples/" + name, content));
        MediaFiles.all().forEach((name, content) -> files.put("containers/" + name, content));
        ToolTexts.all().forEach((tool, texts) -> files.put("tools/" + tool + ".png", picture(texts)));
        files.keySet().removeIf(name -> name.contains("/.scores/") || name.equals("tools/c2pa.png"));
        return files;
    }

    private static byte[] picture(List<TextEntry> texts) {
        PngFile picture = PngFile.of(8, 8);
        for (TextEntry text : texts) {
            String key = text.source().equals("xmp:packet") ? "XML:com.adobe.xmp" : text.key();
            picture.internationalText(key, text.value());
        }
        return picture.bytes();
    }

    @BeforeAll
    static void writeSidecars() throws IOException {
        SampleFiles.writeTo(folder.resolve("samples"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void fileIsReadAsExpected(String name) throws IOException {
        byte[] content = all().getOrDefault(name, new byte[0]);
        Analysis analysis =
                new Analyser().analyse(FileBytes.of(content), folder.resolve(name), AnalysisOptions.everything());
        String found = FindingsJson.write(analysis).toPrettyString() + "\n";
        Path expected = EXPECTED.resolve(name + ".json");
        if (WRITE) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, found);
        }

        assertThat(expected).content().isEqualTo(found);
    }

    @Test
    void nothingIsExpectedOfAFileThatIsNotThere() throws IOException {
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(EXPECTED)) {
            walk.filter(Files::isRegularFile)
                    .map(file -> EXPECTED.relativize(file).toString().replace('\\', '/'))
                    .forEach(expected::add);
        }

        assertThat(expected)
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().map(name -> name + ".json").toList());
    }
}

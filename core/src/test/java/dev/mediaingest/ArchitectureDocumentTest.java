package dev.mediaingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md enumerates is what is there. */
class ArchitectureDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path CORE = ROOT.resolve("core/src/main/java/dev/mediaingest");

    private final String document = read(ROOT.resolve("ARCHITECTURE.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<MatchResult> matches(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(document).results();
    }

    /** Simple names of all classes of all modules, with their sources. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("core", "store", "engines", "app", "bench", "dist")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), read(file), String::concat));
            }
        }
        return sources;
    }

    @Test
    void theTableOfStagesIsTheOrderThatIsChecked() {
        List<String> stages =
                matches("^\\| \\d \\| `(\\w+)` \\|").map(row -> row.group(1)).toList();

        assertThat(stages).isEqualTo(ArchitectureTest.STAGES);
        assertThat(stages)
                .allSatisfy(stage -> assertThat(CORE.resolve(stage).resolve("package-info.java"))
                        .content()
                        .contains("Stage " + (stages.indexOf(stage) + 1) + " of " + stages.size()));
    }

    @Test
    void theTableOfModulesIsThatOfTheBuild() {
        List<String> modules = matches("^\\| `(core|store|engines|app|bench|dist)` \\|")
                .map(row -> row.group(1))
                .toList();
        List<String> built = Pattern.compile("<module>(\\w+)</module>")
                .matcher(read(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .distinct()
                .toList();

        assertThat(modules).containsExactlyInAnyOrderElementsOf(built);
    }

    @Test
    void everyTestItNamesIsThere() throws Exception {
        Map<String, String> sources = sources();
        List<MatchResult> named =
                matches("`(\\w+(?:Test|Contract))(?:\\.(\\w+))?`").toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named).allSatisfy(name -> {
            assertThat(sources).containsKey(name.group(1));
            if (name.group(2) != null) {
                assertThat(sources.get(name.group(1))).contains(" " + name.group(2) + "(");
            }
        });
    }

    @Test
    void everyClassItNamesIsThere() throws Exception {
        Map<String, String> sources = sources();
        List<String> named = matches("`((?:[A-Z][a-z]+){2,})(?:\\.\\w+)?`")
                .map(name -> name.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(50);
        assertThat(named)
                .filteredOn(name -> !JDK.contains(name))
                .allSatisfy(name -> assertThat(sources.containsKey(name) || isNested(sources, name))
                        .as(name)
                        .isTrue());
    }

    private static final List<String> JDK = List.of("ServiceLoader");

    private static boolean isNested(Map<String, String> sources, String name) {
        Pattern declared = Pattern.compile("\\b(?:class|record|enum|interface) " + name + "\\b");
        return sources.values().stream()
                .anyMatch(source -> declared.matcher(source).find());
    }
}

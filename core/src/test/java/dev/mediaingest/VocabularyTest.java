package dev.mediaingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The last table of docs/vocabulary.md, held against the names of classes and the sentences people read. */
class VocabularyTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final List<String> MODULES = List.of("core", "store", "engines", "app", "bench");
    private static final List<String> SENTENCES = List.of("texts.properties", "messages_de.po");
    /** Words that a name may be made of, or a sentence say, in another sense. */
    private static final Set<String> AMBIGUOUS_IN_SENTENCES =
            Set.of("Kept", "Steps", "Keep", "Frame", "Looks", "Shown", "Told", "Verdicts");

    private static final Set<String> AMBIGUOUS_IN_NAMES = Set.of("Frame", "Shown");

    /** Those of the last column. */
    private static Set<String> retired() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/vocabulary.md"));
        String table = text.substring(text.indexOf("## Retired words"));
        return table.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word"))
                .map(line -> line.split("\\|"))
                .flatMap(cells -> Arrays.stream(cells[3].split(",")))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> mainFiles(String module) {
        Path main = ROOT.resolve(module).resolve("src/main");
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theTableSaysWhichWordsAreRetired() throws Exception {
        assertThat(retired())
                .contains("Patience", "InOneGo", "Manager", "passed over")
                .hasSizeGreaterThan(40);
    }

    @Test
    void noClassIsNamedByARetiredWord() throws Exception {
        Set<String> words = retired();
        words.removeAll(AMBIGUOUS_IN_NAMES);
        List<String> classes = MODULES.stream()
                .flatMap(VocabularyTest::mainFiles)
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .toList();

        assertThat(classes).hasSizeGreaterThan(500);
        assertThat(classes).allSatisfy(name -> assertThat(words).noneMatch(word -> isPartOf(name, word)));
    }

    /** As whole words of the name: {@code KeepAlive} has Keep, {@code Keeper} has not. */
    private static boolean isPartOf(String name, String word) {
        return Character.isUpperCase(word.charAt(0))
                && Pattern.compile(Pattern.quote(word) + "(?![a-z])")
                        .matcher(name)
                        .find();
    }

    @Test
    void noSentenceOfPagesOrMessagesSaysOne() throws Exception {
        Set<String> words = retired();
        words.removeAll(AMBIGUOUS_IN_SENTENCES);
        List<Path> bundles = mainFiles("app")
                .filter(file -> SENTENCES.contains(file.getFileName().toString()))
                .toList();

        assertThat(bundles).hasSize(SENTENCES.size());
        for (Path bundle : bundles) {
            List<String> sentences = english(bundle);
            assertThat(sentences).hasSizeGreaterThan(50);
            assertThat(words)
                    .allSatisfy(word -> assertThat(sentences)
                            .filteredOn(sentence -> says(sentence, word))
                            .as(word)
                            .isEmpty());
        }
    }

    private static boolean says(String sentence, String word) {
        return Pattern.compile("\\b" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "\\b")
                .matcher(sentence.toLowerCase(Locale.ROOT))
                .find();
    }

    /** Values of a bundle; of a catalogue of translations what is translated. */
    private static List<String> english(Path bundle) throws IOException {
        boolean translations = bundle.toString().endsWith(".po");
        return Files.readAllLines(bundle).stream()
                .filter(line -> translations ? line.startsWith("msgid ") : line.contains("=") && !line.startsWith("#"))
                .map(line -> translations ? line : line.substring(line.indexOf('=') + 1))
                .toList();
    }
}

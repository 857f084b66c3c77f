package dev.mediaingest.app.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What other parts say in English is said in German on the pages, and what they no longer say is not kept. */
class TranslationsTest {
    private static final Translations GERMAN = new Translations(Locale.GERMAN);
    private static final Pattern REFUSAL = Pattern.compile("new Problem\\(\\s*\\d+,\\s*\"([^\"]+)\"\\)");

    @Test
    void aSentenceKeepsWhatIsPutIntoIt() {
        assertThat(GERMAN.of("Paused by a person.")).isEqualTo("Von einer Person angehalten.");
        assertThat(GERMAN.of("limit must be a whole number between 1 and 500."))
                .isEqualTo("limit muss eine ganze Zahl zwischen 1 und 500 sein.");
        assertThat(GERMAN.of("There is nothing at /a {0} {1}."))
                .as("what is put in is only put in")
                .isEqualTo("Unter /a {0} {1} ist nichts.");
        assertThat(GERMAN.of("12 files in /media/in it")).isEqualTo("12 Dateien in /media/in it");
        assertThat(GERMAN.of("steps: takes a number, as steps:>=4 or steps:2..4."))
                .isEqualTo("steps: nimmt eine Zahl, wie steps:>=4 oder steps:2..4.");
    }

    @Test
    void whatHasNoTranslationStaysAsItIs() {
        assertThat(GERMAN.of("Something nobody thought of.")).isEqualTo("Something nobody thought of.");
        assertThat(GERMAN.of("")).isEmpty();
        assertThat(new Translations(Locale.ENGLISH).of("Paused by a person.")).isEqualTo("Paused by a person.");
        assertThat(new Translations(Locale.ENGLISH).all()).isEmpty();
    }

    @Test
    @Timeout(10)
    void aHostileNameCostsNoTime() {
        String name = "; there are . To look for it as words put it into quotes".repeat(2_000);

        assertThat(GERMAN.of("There is no filter " + name)).startsWith("There is no filter ");
    }

    @Test
    void everyTranslatedSentenceIsStillSaid() throws Exception {
        String sources = sources();
        for (List<String> pair : GERMAN.all()) {
            for (String literal : pair.getFirst().split("\\{\\d}")) {
                String words = literal.strip().replaceFirst("[.]$", "");
                assertThat(sources.contains(words.replace("\"", "\\\"")))
                        .as(pair.getFirst() + " > " + words)
                        .isTrue();
            }
            assertThat(places(pair.getLast())).as(pair.getFirst()).isEqualTo(places(pair.getFirst()));
        }
    }

    @Test
    void everySentenceThatRefusesARequestHasATranslation() throws Exception {
        List<String> missing = new ArrayList<>();
        Matcher said = REFUSAL.matcher(sources());
        while (said.find()) {
            if (GERMAN.of(said.group(1)).equals(said.group(1))) {
                missing.add(said.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyCodeOfAFailureHasItsSentenceAndItsNextStepInBothLanguages() {
        Texts english = Texts.in(Locale.ENGLISH);
        Texts german = Texts.in(Locale.GERMAN);
        for (FailureCode code : FailureCode.values()) {
            String key = "failure." + code.code();
            assertThat(english.of(key)).isEqualTo(code.sentence().replace('\'', '’'));
            assertThat(english.of(key + ".next")).isEqualTo(code.nextStep().replace('\'', '’'));
            assertThat(german.of(key)).isNotBlank().isNotEqualTo(english.of(key));
            assertThat(german.of(key + ".next")).isNotBlank().isNotEqualTo(english.of(key + ".next"));
        }
        long sentences =
                german.keys().stream().filter(key -> key.startsWith("failure.")).count();
        assertThat(sentences).isEqualTo(2L * FailureCode.values().length);
    }

    @Test
    void whatWasSeenInAFileStandsBesideTheSentenceOfItsCode() {
        Texts german = Texts.in(Locale.GERMAN);

        assertThat(ShownFailure.of(german, "empty", "The file is empty. (0 bytes)", "Restore it"))
                .isEqualTo(new ShownFailure(
                        "Die Datei ist leer.",
                        "0 bytes",
                        "Stellen Sie sie aus ihrer Quelle wieder her, oder löschen Sie sie."));
        assertThat(ShownFailure.of(german, "empty", "The file is empty.", null))
                .isEqualTo(new ShownFailure("Die Datei ist leer.", null, null));
        assertThat(ShownFailure.of(german, "empty", "Said otherwise.", null))
                .isEqualTo(new ShownFailure("Die Datei ist leer.", "Said otherwise.", null));
        assertThat(ShownFailure.of(german, "from-the-future", "The file sings.", "Listen."))
                .isEqualTo(new ShownFailure("The file sings.", null, "Listen."));
        assertThat(ShownFailure.of(german, null, null, null)).isNull();
    }

    @Test
    void durationsAreInTheReadersLanguage() {
        assertThat(ShownTime.of(Duration.ofMillis(20), Texts.in(Locale.GERMAN))).isEqualTo("unter 1 s");
    }

    private static Set<String> places(String sentence) {
        return Pattern.compile("\\{\\d}")
                .matcher(sentence)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    /** All that is said anywhere, sentences that go over several lines in one. */
    private static String sources() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("core", "store", "engines", "app")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    all.append(Files.readString(file)).append('\n');
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}

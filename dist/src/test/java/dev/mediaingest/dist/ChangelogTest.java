package dev.mediaingest.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangelogTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @Test
    void everyFragmentIsInTheChangelogOnce() throws Exception {
        List<String> headings = told().lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(headings).containsExactlyInAnyOrderElementsOf(sentences());
    }

    private static List<String> sentences() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("changelog"))) {
            return files.filter(file -> file.getNameCount() == ROOT.getNameCount() + 3)
                    .map(ChangelogTest::sentence)
                    .toList();
        }
    }

    private static String sentence(Path fragment) {
        try {
            String line = Files.readAllLines(fragment).getFirst();
            assertThat(line).as(fragment.toString()).matches("(Change|Enhancement|Bugfix): .+");
            String sentence = line.substring(line.indexOf(' ') + 1);
            return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(ROOT.resolve("scripts/changelog").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        return told;
    }
}

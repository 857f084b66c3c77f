package dev.mediaingest.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FailureDocumentTest {
    @Test
    void documentHasExactlyOneLineForEachCode() throws IOException {
        Path document = Path.of(System.getProperty("project.root", ".."), "docs", "failures.md");
        List<String> rows = Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(FailureCode.values())
                        .map(FailureDocumentTest::row)
                        .toList());
    }

    private static String row(FailureCode code) {
        return "| `" + code.code() + "` | " + code.type().name().toLowerCase(Locale.ROOT) + " | " + code.sentence()
                + " | " + code.nextStep() + " |";
    }
}

package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.generation.GenerationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of {@code samples/} come out as. */
class SampleAnalysisTest {
    private static final Path SAMPLES = Path.of(System.getProperty("project.root", ".."), "samples");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alpine-dawn.png|a1111|3141592653|5",
                "dune sea at noon.png|forge|18446744073709551615|3",
                "tower-portrait.png|forge-neo|42|",
                "wide-river.png|sd-next|2251068289|",
                "red-canyon.png|reforge|777|",
                "Grüne Hügel.png|a1111|20260401|4",
                "sunset 🌅.png|a1111|1234567890123|",
                "text-after-pixels.png|forge-classic|99|",
                "poppy-meadow.png|comfyui|156680208700286|",
                "poppy-meadow-saver.png|comfyui|156680208700286|",
                "misty-harbour.jpg|a1111|3623174757|",
                "civitai.jpeg|civitai|1311178179|",
                "winter-solstice.webp|a1111|2056443400|",
                "nested/river bend.png|a1111|5|",
                "nested/deeper/valley.png|a1111|6|2",
                "plain.png|||-1",
                "see-through.png|||",
                "holiday.jpg|||",
                "wandering-sun.gif|||",
                "paint.bmp|||"
            })
    void wholeSampleIsComplete(String name, String generator, String seed, Integer score) throws IOException {
        assertThat(analyse(name)).isInstanceOfSatisfying(Analysis.Complete.class, complete -> {
            Findings findings = complete.findings();
            assertThat(findings.notes()).isEmpty();
            assertThat(findings.facts().dimensions()).isNotNull();
            assertThat(findings.generation()
                            .map(GenerationParameters::generator)
                            .orElse(null))
                    .isEqualTo(generator);
            assertThat(findings.generation().map(GenerationParameters::seed).orElse(null))
                    .isEqualTo(seed);
            assertThat(findings.score().map(found -> found.value()).orElse(null))
                    .isEqualTo(score);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "cut-short.png, TRUNCATED",
        "cut-short.jpg, TRUNCATED",
        "empty.png, EMPTY",
        "not-a-picture.png, NOT_MEDIA"
    })
    void damagedSampleSaysWhy(String name, FailureCode code) throws IOException {
        FailureCode reason = switch (analyse("damaged/" + name)) {
            case Analysis.Partial(var findings, var failure) -> failure.code();
            case Analysis.Unsupported(var failure) -> failure.code();
            case Analysis.Unreadable(var failure) -> failure.code();
            case Analysis.Complete(var findings) -> null;
        };

        assertThat(reason).isEqualTo(code);
    }

    private static Analysis analyse(String name) throws IOException {
        Path path = SAMPLES.resolve(name);
        return new Analyser().analyse(FileBytes.of(Files.readAllBytes(path)), path, AnalysisOptions.everything());
    }
}

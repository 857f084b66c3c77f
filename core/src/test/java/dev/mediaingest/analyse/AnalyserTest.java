package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.JpegFile;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Score;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyserTest {
    private final Analyser analyser = new Analyser();

    @TempDir
    Path folder;

    @Test
    void contentThatIsNoMediaIsUnsupported() throws IOException {
        assertThat(analyse("a.png", "just a text".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new Analysis.Unsupported(Failure.of(FailureCode.NOT_MEDIA)));
    }

    @Test
    void nameThatPromisesAnotherTypeIsANote() throws IOException {
        Findings findings = findings("a.png", JpegFile.of(8, 8).bytes());

        assertThat(findings.facts().type()).isEqualTo(MediaType.JPEG);
        assertThat(findings.notes())
                .containsExactly(new Failure(FailureCode.EXTENSION_MISMATCH, "content is JPEG, name says png"));
        assertThat(findings("a", JpegFile.of(8, 8).bytes()).notes()).isEmpty();
        assertThat(findings("a.JPEG", JpegFile.of(8, 8).bytes()).notes()).isEmpty();
    }

    @Test
    void truncatedFileIsPartialWithWhatWasRead() throws IOException {
        byte[] png = PngFile.of(64, 64)
                .infotext("cat\nSteps: 1, Sampler: a, Seed: 1")
                .bytes();

        Analysis analysis = analyse("a.png", Arrays.copyOf(png, png.length - 30));

        assertThat(analysis).isInstanceOf(Analysis.Partial.class);
        assertThat(analysis.catalogued().orElseThrow().generation()).isPresent();
    }

    @Test
    void withoutMetadataOnlyTypeSizeAndHashAreRead() throws IOException {
        byte[] png =
                PngFile.of(8, 8).infotext("cat\nSteps: 1, Sampler: a, Seed: 1").bytes();
        Analysis analysis =
                analyser.analyse(FileBytes.of(png), folder.resolve("a.png"), new AnalysisOptions(false, false, false));

        Findings findings = analysis.catalogued().orElseThrow();
        assertThat(findings.hasMetadata()).isFalse();
        assertThat(findings.keywords()).isEmpty();
        assertThat(findings.size()).isEqualTo(png.length);
    }

    @Test
    void withoutHashDamageInsideThePixelsIsPassedOverAndTextsBehindThemAreRead() throws IOException {
        byte[] png = PngFile.of(512, 512).seed(1).bytes();
        byte[] text =
                PngFile.of(8, 8).infotext("cat\nSteps: 1, Sampler: a, Seed: 1").bytes();
        byte[] chunk = Arrays.copyOfRange(
                text, 33, 33 + 12 + ByteBuffer.wrap(text, 33, 4).getInt());
        byte[] both = Arrays.copyOf(png, png.length + chunk.length);
        System.arraycopy(chunk, 0, both, png.length - 12, chunk.length);
        System.arraycopy(png, png.length - 12, both, both.length - 12, 12);
        both[png.length / 2] ^= 1;
        Path path = Files.write(folder.resolve("a.png"), both);
        AnalysisOptions withoutHash = new AnalysisOptions(true, true, true, Fingerprint.NONE);

        try (FileBytes bytes = FileBytes.openInPieces(path);
                FileBytes whole = FileBytes.open(path)) {
            Analysis analysis = analyser.analyse(bytes, path, withoutHash);
            assertThat(analysis).isInstanceOf(Analysis.Complete.class);
            Findings findings = analysis.catalogued().orElseThrow();
            assertThat(findings.contentSha256()).isNull();
            assertThat(findings.generation()).isPresent();
            assertThat(analyser.analyse(whole, path, AnalysisOptions.everything()))
                    .isInstanceOf(Analysis.Partial.class);
        }
    }

    @Test
    void anAnalysisThatScoredPicturesIsSufficientForOneThatNeedNot() {
        AnalysisOptions everything = AnalysisOptions.everything();

        assertThat(AnalyserVersion.sufficientFor(everything, false))
                .contains(AnalyserVersion.with(everything, true), AnalyserVersion.with(everything, false));
        assertThat(AnalyserVersion.sufficientFor(everything, true))
                .doesNotContain(AnalyserVersion.with(everything, false));
    }

    @Test
    void aFingerprintThatIncludesTheWantedOneIsSufficient() {
        AnalysisOptions bytes = new AnalysisOptions(true, true, true, Fingerprint.BYTES);

        assertThat(AnalyserVersion.sufficientFor(bytes, true))
                .containsExactly(
                        AnalyserVersion.with(bytes, true), AnalyserVersion.with(AnalysisOptions.everything(), true))
                .doesNotContain(
                        AnalyserVersion.with(new AnalysisOptions(true, true, true, Fingerprint.NONE), true),
                        AnalyserVersion.with(new AnalysisOptions(true, false, true, Fingerprint.PIXELS), true));
    }

    @Test
    void aCutSettingOfTheSecondPassIsNoted() throws IOException {
        String upscaler = "u".repeat(201);
        Findings findings = findings(
                "a.png",
                PngFile.of(8, 8)
                        .infotext("cat\nSteps: 1, Sampler: a, Seed: 1, Hires upscaler: " + upscaler)
                        .bytes());

        assertThat(findings.notes()).contains(new Failure(FailureCode.VALUE_CUT, "hires_upscaler"));
    }

    @Test
    void makesKeywordsOfFactsPromptsAndLoras() throws IOException {
        Findings findings = findings(
                "a.png",
                PngFile.of(64, 32)
                        .infotext(
                                "A Cat, (Hat:1.2), a cat, ..., <lora:Soft:0.7>\nNegative prompt: Dog\nSteps: 1, Sampler: a, Seed: 1")
                        .bytes());

        assertThat(findings.keywords())
                .containsExactlyInAnyOrder(
                        new Keyword("landscape", Keyword.Type.AUTO, 1, "facts"),
                        new Keyword("64x32", Keyword.Type.AUTO, 1, "facts"),
                        new Keyword("a cat", Keyword.Type.PROMPT, 1, "prompt"),
                        new Keyword("hat", Keyword.Type.PROMPT, 1.2, "prompt"),
                        new Keyword("soft", Keyword.Type.WORKFLOW, 0.7, "lora"),
                        new Keyword("dog", Keyword.Type.NEGATIVE, 1, "negative_prompt"));
    }

    @Test
    void cutsLongKeywordsAtAWordAndBoundsTheirNumber() throws IOException {
        String terms = IntStream.range(0, 3_000).mapToObj(i -> "term" + i).collect(Collectors.joining(", "));
        Findings findings = findings(
                "a.png",
                PngFile.of(8, 8)
                        .infotext("word ".repeat(100) + ", " + terms + "\nSteps: 1, Sampler: a, Seed: 1")
                        .bytes());

        assertThat(findings.keywords()).hasSize(Keywords.MAX_KEYWORDS);
        assertThat(findings.keywords())
                .allMatch(keyword -> keyword.text().length() <= Keyword.MAX_LENGTH)
                .anyMatch(keyword -> keyword.text().endsWith("word word"));
        assertThat(findings.notes()).extracting(Failure::code).containsExactly(FailureCode.OVER_LIMIT);
    }

    @Test
    void aValueThatIsTooLongForItsColumnIsNotedAndWhole() throws IOException {
        String sampler = "x".repeat(101);
        Findings findings = findings(
                "a.png",
                PngFile.of(8, 8)
                        .infotext("cat\nSteps: 1, Sampler: " + sampler + ", Seed: 1")
                        .bytes());

        assertThat(findings.notes()).containsExactly(new Failure(FailureCode.VALUE_CUT, "sampler"));
        assertThat(findings.generation().orElseThrow().sampler()).isEqualTo(sampler);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5|5", "-1|-1", "0|0", "\"3\"|3", "3.0|3"})
    void readsTheScoreOfASidecar(String json, int value) throws IOException {
        sidecar("{\"file\": \"a.png\", \"score\": " + json + ", \"updated\": \"2026-01-01\"}");

        assertThat(findings("a.png", PngFile.of(8, 8).bytes()).score()).contains(new Score(value, "sidecar"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "[]",
                "5",
                "null",
                "{}",
                "{\"score\": 6}",
                "{\"score\": -2}",
                "{\"score\": 3.5}",
                "{\"score\": \"x\"}",
                "{\"score\": null}",
                "{\"score\": 1e999}",
                "{\"score\": true}",
                "{\"score\":",
                "{\"score\": [5]}"
            })
    void sidecarThatMakesNoSenseIsANote(String json) throws IOException {
        sidecar(json);
        Findings findings = findings("a.png", PngFile.of(8, 8).bytes());

        assertThat(findings.score()).isEmpty();
        assertThat(findings.notes()).extracting(Failure::code).containsExactly(FailureCode.DAMAGED);
    }

    @Test
    void hugeOrNestedOrLinkedSidecarIsANote() throws IOException {
        sidecar("[".repeat(60_000));
        assertThat(findings("a.png", PngFile.of(8, 8).bytes()).notes()).hasSize(1);
        sidecar(" ".repeat(70_000));
        assertThat(findings("a.png", PngFile.of(8, 8).bytes()).notes())
                .extracting(Failure::code)
                .containsExactly(FailureCode.OVER_LIMIT);
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.json"), "{\"score\": 5}");
        Files.delete(folder.resolve(".scores/a.png.json"));
        Files.createSymbolicLink(folder.resolve(".scores/a.png.json"), elsewhere);
        assertThat(findings("a.png", PngFile.of(8, 8).bytes()).notes())
                .extracting(Failure::code)
                .containsExactly(FailureCode.OUTSIDE_ROOTS);
    }

    private void sidecar(String json) throws IOException {
        Files.createDirectories(folder.resolve(".scores"));
        Files.writeString(folder.resolve(".scores/a.png.json"), json);
    }

    private Findings findings(String name, byte[] content) throws IOException {
        return analyse(name, content).catalogued().orElseThrow();
    }

    private Analysis analyse(String name, byte[] content) throws IOException {
        return analyser.analyse(FileBytes.of(content), folder.resolve(name), AnalysisOptions.everything());
    }
}

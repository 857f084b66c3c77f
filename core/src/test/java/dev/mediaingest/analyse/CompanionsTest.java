package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.AviFile;
import dev.mediaingest.fixtures.GifFile;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.Lora;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionsTest {
    private static final String INFOTEXT = "a red fox\nNegative prompt: snow\nSteps: 20, Sampler: Euler a, Seed: 5";

    private final Analyser analyser = new Analyser();

    @TempDir
    Path folder = Path.of("");

    @Test
    void anInfotextBesideAPictureGivesItsParametersAndIsNamed() throws IOException {
        write("fox.txt", INFOTEXT);

        GenerationParameters generation = generation("fox.png");

        assertThat(generation.prompt()).isEqualTo("a red fox");
        assertThat(generation.negativePrompt()).isEqualTo("snow");
        assertThat(generation.source()).isEqualTo("companion:fox.txt");
        assertThat(generation.rawText()).isEqualTo(INFOTEXT);
    }

    @Test
    void thePicturesOwnWordWins() throws IOException {
        write("fox.txt", INFOTEXT);
        write("fox.json", "{broken");
        byte[] own = PngFile.of(8, 8)
                .infotext("a white hare\nSteps: 1, Sampler: a, Seed: 1")
                .bytes();

        Findings findings = findings("fox.png", own);

        assertThat(findings.generation().orElseThrow().prompt()).isEqualTo("a white hare");
        assertThat(findings.texts()).noneMatch(text -> text.source().startsWith("companion:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1girl, solo, red hair, looking at viewer",
                "a photo of a fox: red, in snow",
                "{\"unrelated\": true}",
                "Steps: go up. Seed: none",
                "[1, 2"
            })
    void aCaptionIsKeptAndIsNoPrompt(String caption) throws IOException {
        write("fox.txt", caption);

        Findings findings = findings("fox.png");

        assertThat(findings.generation()).isEmpty();
        assertThat(findings.keywords()).noneMatch(keyword -> keyword.source().equals("prompt"));
        assertThat(findings.caption()).contains(caption);
        assertThat(findings.texts()).containsExactly(new TextEntry("companion:fox.txt", "caption", caption));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fox.swarm.json|swarmui|{\"sui_image_params\":{\"prompt\":\"a fox\",\"seed\":7,\"model\":\"m\"}}",
                "fox.txt|swarmui|{\"sui_image_params\":{\"prompt\":\"a fox\",\"seed\":7,\"model\":\"m\"}}",
                "fox.json|invokeai|{\"positive_prompt\":\"a fox\",\"seed\":7,\"app_version\":\"4.0\",\"model\":{\"name\":\"m\"}}",
                "fox.png.json|fooocus|{\"prompt\":\"a fox\",\"seed\":7,\"base_model\":\"m\",\"performance\":\"Speed\"}",
                "fox.json|easy-diffusion|{\"prompt\":\"a fox\",\"seed\":7,\"use_stable_diffusion_model\":\"m\"}",
                "fox.json|huggingface-space|{\"prompt\":\"a fox\",\"seed\":7,\"Model\":\"m\",\"guidance_scale\":7}",
                "fox.json|a1111|{\"parameters\":\"a fox\\nSteps: 20, Sampler: Euler, Seed: 7, Model: m\"}",
            })
    void jsonBesideAPictureIsReadInTheWayOfItsTool(String name, String tool, String json) throws IOException {
        write(name, json);

        GenerationParameters generation = generation("fox.png");

        assertThat(generation.generator()).isEqualTo(tool);
        assertThat(generation.prompt()).isEqualTo("a fox");
        assertThat(generation.seed()).isEqualTo("7");
        assertThat(generation.modelName()).isEqualTo("m");
        assertThat(generation.source()).isEqualTo("companion:" + name);
    }

    @Test
    void easyDiffusionsLinesAreRead() throws IOException {
        write("fox.txt", "Prompt: a fox\nSeed: 7\nStable Diffusion model: models/sd-v1.ckpt\nSteps: 25\n");

        GenerationParameters generation = generation("fox.png");

        assertThat(generation.generator()).isEqualTo("easy-diffusion");
        assertThat(generation.prompt()).isEqualTo("a fox");
        assertThat(generation.steps()).isEqualTo(25);
    }

    @Test
    void aWorkflowAsAFileIsKept() throws IOException {
        write("fox.json", "{\"nodes\": [], \"links\": [], \"extra\": {}}");

        assertThat(generation("fox.png").generator()).isEqualTo("comfyui");
        assertThat(generation("fox.png").workflow()).contains("\"nodes\"");
    }

    @Test
    void aVideoIsReadFromThePictureBesideItAndAStillPictureIsNot() throws IOException {
        PngFile.of(8, 8).infotext(INFOTEXT).writeTo(folder.resolve("fox.png"));

        GenerationParameters video = findings(
                        "fox.avi", AviFile.of(8, 8).frames(2).bytes())
                .generation()
                .orElseThrow();
        assertThat(video.prompt()).isEqualTo("a red fox");
        assertThat(video.source()).isEqualTo("companion:fox.png");
        assertThat(findings("fox.gif", GifFile.of(8, 8).frames(3, 10).bytes()).generation())
                .isPresent();
        assertThat(findings("fox.gif", GifFile.of(8, 8).bytes()).generation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox.txt", "fox.json", "log.html", "fox.swarm.json"})
    void aLinkIsNotFollowedAndNoted(String name) throws IOException {
        Path target = Files.writeString(folder.resolve("target"), INFOTEXT);
        Files.createSymbolicLink(folder.resolve(name), target);

        Findings findings = findings("fox.png");

        assertThat(findings.generation()).isEmpty();
        assertThat(findings.notes()).extracting(Failure::code).containsExactly(FailureCode.OUTSIDE_ROOTS);
    }

    @Test
    void aCompanionThatIsTooLargeIsANote() throws IOException {
        write("fox.txt", "a".repeat((1 << 20) + 1));

        assertThat(findings("fox.png").notes()).extracting(Failure::code).containsExactly(FailureCode.OVER_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1"})
    void textsAreReadInTheEncodingsEditorsWrite(String charset) throws IOException {
        String mark = charset.equals("UTF-16LE") ? "\uFEFF" : "";
        Files.write(
                folder.resolve("fox.txt"),
                (mark + "Füchse\nSteps: 2, Sampler: a, Seed: 1").getBytes(Charset.forName(charset)));

        assertThat(generation("fox.png").prompt()).isEqualTo("Füchse");
    }

    @Test
    void withoutMetadataNothingBesideIsRead() throws IOException {
        write("fox.txt", INFOTEXT);

        Analysis analysis = analyser.analyse(
                FileBytes.of(PngFile.of(8, 8).bytes()),
                folder.resolve("fox.png"),
                new AnalysisOptions(false, true, true));

        assertThat(analysis.catalogued().orElseThrow().texts()).isEmpty();
    }

    @Test
    void aFooocusLogGivesEachPictureItsOwnBlock() throws IOException {
        write(
                "log.html",
                "<!DOCTYPE html><html><!--fooocus-log-split-->\n"
                        + block(
                                "2026-01-01_1.png",
                                clipboard(
                                        "{\"prompt\":\"a fox + <b>hen</b>\",\"seed\":\"18446744073709551615\","
                                                + "\"base_model\":\"m\",\"performance\":\"Speed\",\"version\":\"Fooocus v2.5.5\"}"))
                        + block("2026-01-01_2.png", rows("label") + "</table>")
                        + block("2026-01-01_3.png", rows("key") + "</table>")
                        + "<div id=\"2026-01-01_4_png\"><hr>\n<p>2026-01-01_4.png</p>\n<p>Prompt: <b>an owl</b> </p>\n"
                        + "<p>Seed: <b>4</b>, Base Model: <b>m</b></p>\n<p>LoRA [sd.safetensors] weight: <b>0.5</b>, </div>"
                        + "\n<!--fooocus-log-split--></body></html>");

        GenerationParameters first = generation("2026-01-01_1.png");
        assertThat(first.prompt()).isEqualTo("a fox + <b>hen</b>");
        assertThat(first.seed()).isEqualTo("18446744073709551615");
        assertThat(first.source()).isEqualTo("companion:log.html");
        assertThat(first.generator()).isEqualTo("fooocus");
        for (String name : new String[] {"2026-01-01_2.png", "2026-01-01_3.png"}) {
            assertThat(generation(name).prompt()).isEqualTo("a hare\nin snow");
            assertThat(generation(name).loras()).containsExactly(new Lora("style", 0.25));
        }
        assertThat(generation("2026-01-01_4.png").prompt()).isEqualTo("an owl");
        assertThat(generation("2026-01-01_4.png").loras()).containsExactly(new Lora("sd", 0.5));
        assertThat(findings("2026-01-01_5.png").generation()).isEmpty();
    }

    @Test
    void aLogThatGrewIsReadAgain() throws IOException {
        write("log.html", block("1.png", rows("label")));
        assertThat(findings("2.png").generation()).isEmpty();

        write("log.html", block("2.png", rows("label")) + block("1.png", rows("label")));
        Files.setLastModifiedTime(folder.resolve("log.html"), FileTime.fromMillis(7_000));

        assertThat(generation("2.png").prompt()).isEqualTo("a hare\nin snow");
        assertThat(generation("1.png").prompt()).isEqualTo("a hare\nin snow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div id=\"fox_png\">",
                "<div id=\"fox_png\"><p>fox.png</p><b>",
                "<div id=\"fox_png\"><p>fox.png</p>to_clipboard('%zz')",
                "<div id=\"fox_png\"><p>fox.png</p>to_clipboard('%5B%5D')<td class='label'><td class='value'>",
                "<div id=\"fox_png\"><p>other.png</p><p>Prompt: <b>x</b></p><p>Base Model: <b>m</b></p>",
                "<div id=\"",
                "no log at all"
            })
    void aLogThatMakesNoSenseSaysNothing(String html) throws IOException {
        write("log.html", html);

        assertThat(findings("fox.png").generation()).isEmpty();
    }

    @Test
    @Timeout(20)
    void aHostileLogCostsTimeInProportionToItsSize() throws IOException {
        String tags = "<div id=\"fox_png\"><p>fox.png</p>" + "<td class='label'><b>".repeat(200_000);
        write("log.html", tags + "<div id=\"x_png".repeat(400_000));

        for (int i = 0; i < 200; i++) {
            assertThat(findings("fox.png").generation()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void aFolderOfTenThousandPicturesReadsItsLogOnce() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            log.append(block(i + ".png", rows("label") + "x".repeat(1_000)));
        }
        write("log.html", log.toString());

        for (int i = 0; i < 10_000; i++) {
            assertThat(generation(i + ".png").prompt()).isEqualTo("a hare\nin snow");
        }
    }

    private static String block(String name, String content) {
        return "<div id=\"" + name.replace('.', '_') + "\" class=\"image-container\"><hr><table><tr>\n<td><a href=\""
                + name + "\" target=\"_blank\"><img src='" + name + "'/></a><div>" + name + "</div></td><td>"
                + content + "</td></tr></table></div>\n\n";
    }

    private static String clipboard(String json) {
        String escaped = URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20");
        return "</br><button onclick=\"to_clipboard('" + escaped + "')\">Copy to Clipboard</button>";
    }

    private static String rows(String label) {
        return "<table class='metadata'>" + row(label, "Prompt", "a hare </br> in snow") + row(label, "Seed", "3")
                + row(label, "Base Model", "m.safetensors") + row(label, "LoRA 1", "style.safetensors : 0.25");
    }

    private static String row(String label, String key, String value) {
        return "<tr><td class='" + label + "'>" + key + "</td><td class='value'>" + value + "</td></tr>\n";
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private GenerationParameters generation(String name) throws IOException {
        return findings(name).generation().orElseThrow();
    }

    private Findings findings(String name) throws IOException {
        return findings(name, PngFile.of(8, 8).bytes());
    }

    private Findings findings(String name, byte[] content) throws IOException {
        return analyser.analyse(FileBytes.of(content), folder.resolve(name), AnalysisOptions.everything())
                .catalogued()
                .orElseThrow();
    }
}

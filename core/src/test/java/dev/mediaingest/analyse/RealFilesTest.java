package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.analyse.container.FileBytes;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.GenerationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real files of many tools, which are too large for the repository: the folder {@code shared/data} beside the checkout,
 * or the one the environment variable SHARED_DATA names. Skipped where it is not there. Another project's reader says
 * what to expect.
 */
class RealFilesTest {
    /** Ends inside its pixels, in the public collection too. */
    private static final String CUT_OFF = "invokeai-en.png";

    private static final Map<String, String> OUR_NAMES = Map.of("sd-webui", "a1111");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "civitai.jpeg",
                "forge-classic.jpeg",
                "forge-neo.webp",
                "forge.png",
                "sd-next-en.png",
                "sd-webui.jpg",
                "sd-webui.png",
                "sd-webui.webp"
            })
    void readsInfotextsAsAnotherReaderDoes(String name) throws IOException {
        GenerationParameters found = generation(name);
        JsonNode expected = expected(name);
        JsonNode sampling = expected.get("sampling");

        String software = expected.get("software").asString();
        assertThat(found.generator()).isEqualTo(OUR_NAMES.getOrDefault(software, software));
        assertThat(found.prompt()).isEqualTo(expected.get("prompt").asString().strip());
        assertThat(found.negativePrompt())
                .isEqualTo(expected.get("negativePrompt").asString().strip());
        assertThat(found.seed()).isEqualTo(sampling.get("seed").asString());
        assertThat(found.steps()).isEqualTo(sampling.get("steps").asInt());
        assertThat(found.cfgScale()).isEqualTo(sampling.get("cfg").asDouble());
        assertThat(found.sampler()).isEqualTo(text(sampling, "sampler"));
        assertThat(found.scheduler()).isEqualTo(text(sampling, "scheduler"));
        assertThat(found.modelName()).isEqualTo(expected.has("model") ? text(expected.get("model"), "name") : null);
        assertThat(found.size())
                .isEqualTo(expected.get("width").asString() + "x"
                        + expected.get("height").asString());
    }

    /** The other reader takes this file's JSON twin, which spells the sampler in another way. */
    @Test
    void readsTheInfotextOfStabilityMatrix() throws IOException {
        GenerationParameters found = generation("stability-matrix.png");

        assertThat(found.prompt()).contains("#テスト");
        assertThat(found.seed()).isEqualTo("395309383");
        assertThat(found.cfgScale()).isEqualTo(5);
        assertThat(found.modelName()).isEqualTo("waiIllustriousSDXL_v160.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comfyui.png",
                "comfyui-rgthree.png",
                "comfyui-save-image-extended.png",
                "comfyui-save-image-extended.jpeg",
                "krea2.png"
            })
    void keepsTheWorkflowOfComfy(String name) throws IOException {
        assertThat(generation(name).workflow()).contains("\"nodes\"");
    }

    @Test
    void noticesTheOneFileThatIsCutOff() throws IOException {
        assertThat(analyse(samples().resolve(CUT_OFF)))
                .isInstanceOfSatisfying(
                        Analysis.Partial.class,
                        partial -> assertThat(partial.reason().code()).isEqualTo(FailureCode.TRUNCATED));
    }

    @Test
    void everyOtherFileIsWhole() throws IOException {
        try (var files = Files.list(samples())) {
            List<Path> media = files.filter(file -> !file.toString().matches(".*\\.(md|json)"))
                    .filter(file -> !file.endsWith(CUT_OFF))
                    .toList();
            for (Path file : media) {
                assertThat(analyse(file))
                        .as(file.toString())
                        .isInstanceOfSatisfying(Analysis.Complete.class, complete -> {
                            assertThat(complete.findings().facts().dimensions()).isNotNull();
                            assertThat(complete.findings().notes()).isEmpty();
                        });
            }
        }
    }

    private static GenerationParameters generation(String name) throws IOException {
        return analyse(samples().resolve(name))
                .catalogued()
                .flatMap(Findings::generation)
                .orElseThrow();
    }

    private static Analysis analyse(Path file) throws IOException {
        try (FileBytes bytes = FileBytes.open(file)) {
            return new Analyser().analyse(bytes, file, AnalysisOptions.everything());
        }
    }

    private static JsonNode expected(String name) throws IOException {
        JsonNode all = JsonMapper.shared().readTree(Files.readString(samples().resolve("expected.json")));
        return all.get(name).get("metadata");
    }

    private static @org.jspecify.annotations.Nullable String text(JsonNode node, String key) {
        return node.has(key) ? node.get(key).asString() : null;
    }

    private static Path samples() {
        String named = System.getProperty("shared.data", System.getenv("SHARED_DATA"));
        Path shared = named == null
                ? Path.of(System.getProperty("project.root", "..")).resolve("../shared/data")
                : Path.of(named);
        Path samples = shared.resolve("ai-samples");
        assumeTrue(Files.isDirectory(samples), "the real files are not here");
        return samples;
    }
}

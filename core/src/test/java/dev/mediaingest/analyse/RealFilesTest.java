package dev.mediaingest.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.generation.GenerationReader;
import dev.mediaingest.analyse.generation.StealthText;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import dev.mediaingest.media.generation.PromptTerm;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** Names of tools; ours are those of the vocabulary, and a Space is one of many programs. */
    private static final Map<String, String> OUR_NAMES = Map.of("sd-webui", "a1111", "hf-space", "huggingface-space");

    /** Where we say something else on purpose: file and field, and what ours is. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            // The text names no model, but lists the checkpoint among its resources; the other reader leaves that.
            "civitai.jpeg model", "WAI-illustrious-SDXL",
            // "Source", in a WebP "Software", names the model and its hash; the other reader leaves that too.
            "novelai-curated.png model", "NovelAI Diffusion V4.5",
            "novelai-curated.webp model", "NovelAI Diffusion V4.5",
            "novelai-full.png model", "NovelAI Diffusion V4.5",
            // A node turns "1:1" and a megapixel into this picture's size while the graph runs; the size is not in
            // the file's texts, and the picture's own is among its facts.
            "krea2.png size", "null");

    static Stream<String> understoodByAnotherReader() throws IOException {
        return all().propertyStream()
                .filter(file -> file.getValue().path("status").asString("").equals("success"))
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("understoodByAnotherReader")
    void readsWhatAnotherReaderReads(String name) throws IOException {
        GenerationParameters found = generation(name);
        JsonNode expected = all().path(name).path("metadata");
        JsonNode sampling = expected.path("sampling");
        JsonNode model = expected.path("model");

        Map<String, @Nullable String> ours = new TreeMap<>();
        ours.put("generator", found.generator());
        ours.put("prompt", stripped(found.prompt()));
        ours.put("negative", stripped(found.negativePrompt()));
        ours.put("seed", found.seed());
        ours.put("steps", String.valueOf(found.steps()));
        ours.put("cfg", String.valueOf(found.cfgScale()));
        ours.put("sampler", found.sampler());
        ours.put("scheduler", found.scheduler());
        ours.put("size", found.size());
        ours.put("model", found.modelName());
        Map<String, @Nullable String> theirs = new TreeMap<>();
        String software = expected.path("software").asString();
        theirs.put("generator", OUR_NAMES.getOrDefault(software, software));
        theirs.put("prompt", stripped(text(expected, "prompt")));
        theirs.put("negative", stripped(text(expected, "negativePrompt")));
        theirs.put("seed", text(sampling, "seed"));
        theirs.put("steps", text(sampling, "steps"));
        theirs.put("cfg", String.valueOf(sampling.path("cfg").asDouble()));
        theirs.put("sampler", text(sampling, "sampler"));
        theirs.put("scheduler", text(sampling, "scheduler"));
        theirs.put("size", text(expected, "width") + "x" + text(expected, "height"));
        theirs.put("model", text(model, "name"));
        if (model.has("hash")) {
            theirs.put("hash", text(model, "hash"));
            ours.put("hash", found.modelHash());
        }
        if (sampling.has("clipSkip")) {
            theirs.put("clip skip", text(sampling, "clipSkip"));
            ours.put("clip skip", String.valueOf(found.clipSkip()));
        }
        theirs.replaceAll((field, value) -> DIFFERENCES.getOrDefault(name + " " + field, String.valueOf(value)));
        ours.replaceAll((field, value) -> String.valueOf(value));
        assertThat(ours).isEqualTo(theirs);
        assertThat(found.parseState()).isEqualTo(ParseState.FULL);
        assertThat(found.rawText()).isNotBlank();
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }

    /** The other reader refuses the file for its missing pixels; its texts come before them. */
    @Test
    void readsTheParametersOfTheFileThatIsCutOff() throws IOException {
        GenerationParameters found = generation(CUT_OFF);

        assertThat(found.generator()).isEqualTo("invokeai");
        assertThat(found.generatorVersion()).isEqualTo("6.10.0");
        assertThat(found.prompt()).startsWith("general, masterpiece");
        assertThat(found.negativePrompt()).startsWith("bad quality");
        assertThat(found.seed()).isEqualTo("1860920704");
        assertThat(found.sampler()).isEqualTo("euler_a");
        assertThat(found.size()).isEqualTo("1024x1024");
        assertThat(found.modelName()).isEqualTo("waiIllustriousSDXL_v160");
        assertThat(found.modelHash()).startsWith("blake3:7c1631b4");
        assertThat(found.workflow()).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty.jpg", "gimp.jpg", "gimp-en.png"})
    void findsNothingWhereNothingWasGenerated(String name) throws IOException {
        assertThat(analyse(samples().resolve(name)).catalogued().flatMap(Findings::generation))
                .isEmpty();
    }

    @Test
    void findsWhoDeclaresThatAModelMadeThePicture() throws IOException {
        GenerationParameters found = generation("chatgpt-image2.png");

        assertThat(found.generator()).isEqualTo("c2pa");
        assertThat(found.generatorVersion()).isEqualTo("OpenAI Media Service API");
        assertThat(found.prompt()).isNull();
        assertThat(found.other())
                .containsEntry("vendor", "openai")
                .containsEntry("ai_generated", "true")
                .containsEntry(
                        "digital_source_type",
                        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comfyui.png",
                "comfyui-rgthree.png",
                "comfyui-animated-webp.webp",
                "comfyui-save-image-extended.png",
                "comfyui-save-image-extended.jpeg",
                "comfyui-save-image-extended.webp",
                "comfyui-saveimage-plus.jpg",
                "krea2.png"
            })
    void keepsTheWorkflowOfComfy(String name) throws IOException {
        assertThat(generation(name).workflow()).contains("\"nodes\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comfyui.png",
                "comfyui-rgthree.png",
                "comfyui-animated-webp.webp",
                "comfyui-save-image-extended.jpeg",
                "comfyui-saveimage-plus.jpg",
                "krea2.png"
            })
    void theWorkflowAloneSaysTheSameAsTheGraphThatRan(String name) throws IOException {
        GenerationParameters both = generation(name);
        TextEntry workflow = new TextEntry("png:tEXt", "workflow", String.valueOf(both.workflow()));
        GenerationParameters alone =
                GenerationReader.standard().read(List.of(workflow)).orElseThrow();

        assertThat(alone.prompt()).isEqualTo(both.prompt());
        assertThat(alone.negativePrompt()).isEqualTo(both.negativePrompt());
        assertThat(alone.seed()).isEqualTo(both.seed());
        assertThat(alone.steps()).isEqualTo(both.steps());
        assertThat(alone.sampler()).isEqualTo(both.sampler());
        assertThat(alone.modelName()).isEqualTo(both.modelName());
        assertThat(alone.size()).isEqualTo(both.size());
        assertThat(alone.clipSkip()).isEqualTo(both.clipSkip());
    }

    @Test
    void readsTheModelOfNovelAi() throws IOException {
        assertThat(generation("novelai-curated.webp").modelHash()).isEqualTo("C02D4F98");
        assertThat(generation("novelai-curated.png").promptTerms()).contains(new PromptTerm("feet", -0.8));
    }

    /** The same as in the file's texts: what is left when a service strips those. */
    @ParameterizedTest
    @CsvSource({"novelai-full.png, novelai, 2043807047", "forge.png, forge, 747066619"})
    void findsTheTextHiddenInThePixels(String name, String generator, String seed) throws IOException {
        BufferedImage image = ImageIO.read(samples().resolve(name).toFile());
        Optional<TextEntry> hidden = StealthText.read(new StealthText.Pixels() {
            @Override
            public int width() {
                return image.getWidth();
            }

            @Override
            public int height() {
                return image.getHeight();
            }

            @Override
            public int argb(int x, int y) {
                return image.getRGB(x, y);
            }
        });
        GenerationParameters found =
                GenerationReader.standard().read(hidden.stream().toList()).orElseThrow();

        assertThat(found.generator()).isEqualTo(generator);
        assertThat(found.seed()).isEqualTo(seed);
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
                            // a model hash of InvokeAI is longer than the Python tool's column
                            assertThat(complete.findings().notes())
                                    .allMatch(note -> note.code() == FailureCode.VALUE_CUT);
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

    private static JsonNode all() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(samples().resolve("expected.json")));
    }

    private static @Nullable String text(JsonNode node, String key) {
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

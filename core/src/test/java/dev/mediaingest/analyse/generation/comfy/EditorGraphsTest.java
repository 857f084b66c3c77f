package dev.mediaingest.analyse.generation.comfy;

import static dev.mediaingest.analyse.generation.ToolTexts.png;
import static dev.mediaingest.analyse.generation.ToolTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.Lora;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The graphs of {@code editor-graphs.txt}, as ComfyUI's editor saves them. */
class EditorGraphsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PLAIN = """
            m | CheckpointLoaderSimple | ["m.safetensors"] | | MODEL CLIP VAE
            e | EmptyLatentImage | [640, 448, 1] | | LATENT
            k | KSampler | [7, "randomize", 20, 5, "euler", "normal", 1] | model:MODEL=m.0, positive:CONDITIONING=p.0, \
            negative:CONDITIONING=n.0, latent_image:LATENT=e.0 | LATENT
            d | VAEDecode | [] | samples:LATENT=k.0, vae:VAE=m.2 | IMAGE
            s | SaveImage | ["x"] | images:IMAGE=d.0 |""";
    private static final String BAD = "n | CLIPTextEncode | [\"bad\"] | clip:CLIP=m.1 | CONDITIONING";

    /** A graph and what is to be read of it, in the words of the file. */
    record Graph(String title, List<String> nodes, List<String> expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Graph> graphs() throws IOException {
        List<Graph> graphs = new ArrayList<>();
        try (InputStream file = EditorGraphsTest.class.getResourceAsStream("editor-graphs.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (line.startsWith("## ")) {
                    graphs.add(new Graph(line.substring(3), new ArrayList<>(), new ArrayList<>()));
                } else if (line.startsWith("= ")) {
                    graphs.getLast().expected().add(line.substring(2).replace("\\n", "\n"));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    String nodes = line.equals("+plain") ? PLAIN : line.equals("+bad") ? BAD : line;
                    graphs.getLast().nodes().addAll(nodes.lines().toList());
                }
            }
        }
        return graphs;
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void readsWhatAnEditorsGraphSays(Graph graph) {
        GenerationParameters found = read(List.of(
                        png("workflow", workflow(graph.nodes()).toString())))
                .orElseThrow();

        List<String> seen = graph.expected().stream()
                .filter(line -> !line.startsWith("lora "))
                .map(line -> line.split(" ", 2)[0] + " " + field(found, line))
                .toList();
        assertThat(seen)
                .isEqualTo(graph.expected().stream()
                        .filter(line -> !line.startsWith("lora "))
                        .map(line -> line.contains(" ") ? line : line + " ")
                        .toList());
        List<String> loras = graph.expected().stream()
                .filter(line -> line.startsWith("lora "))
                .map(line -> line.substring(5))
                .toList();
        if (!loras.isEmpty()) {
            assertThat(found.loras().stream().map(EditorGraphsTest::written)).containsExactlyElementsOf(loras);
        }
    }

    @Test
    void everyPackOfTheTableIsTriedByAtLeastOneGraph() throws IOException {
        String types =
                graphs().stream().flatMap(graph -> graph.nodes().stream()).collect(Collectors.joining("\n"));

        assertThat(graphs()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(types)
                .contains("Impact", "//Inspire", "(Efficient)", "(rgthree)", "easy ", "CR ", "Text String", "|pysssss")
                .contains("FluxSamplerParams+", "Swarm", "Image Saver", "(LoraManager)", "VHS_", "ADE_", "WanVideo")
                .contains("HyVideo", "Qwen", "Flux", "SD3", "GGUF", "Nunchaku", "JoinStringMulti")
                .contains("ttN pipe", "CogVideo", "Mikey", "(mtb)", "_Zho", "IF_Chat", "SUPIR_", "Storydiffusion");
    }

    private static String field(GenerationParameters found, String line) {
        Object value = switch (line.split(" ", 2)[0]) {
            case "prompt" -> found.prompt();
            case "negative" -> found.negativePrompt();
            case "seed" -> found.seed();
            case "steps" -> found.steps();
            case "cfg" -> plain(found.cfgScale());
            case "sampler" -> found.sampler();
            case "scheduler" -> found.scheduler();
            case "size" -> found.size();
            case "model" -> found.modelName();
            case "other" -> "texts " + found.other().get("texts");
            default -> throw new IllegalArgumentException(line);
        };
        return String.valueOf(value);
    }

    private static @Nullable String plain(@Nullable Double number) {
        return number == null ? null : String.valueOf(number).replaceAll("\\.0$", "");
    }

    private static String written(Lora lora) {
        return lora.name() + ":" + plain(lora.weight())
                + (lora.clipWeight() == null ? "" : ":" + plain(lora.clipWeight()));
    }

    static ObjectNode workflow(List<String> lines) {
        ObjectNode workflow = JSON.createObjectNode();
        ArrayNode nodes = workflow.putArray("nodes");
        ArrayNode links = workflow.putArray("links");
        Map<String, Integer> ids = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.startsWith("outputs "))
                .forEach(line -> ids.put(line.split(" ", 2)[0], ids.size() + 1));
        for (String line : lines) {
            String[] columns = columns(line);
            if (columns[0].startsWith("outputs ")) {
                int id = Objects.requireNonNull(ids.get(columns[0].substring(8)));
                name(nodes.get(id - 1).get("outputs"), columns[1].split(" "));
                continue;
            }
            ObjectNode node = nodes.addObject();
            node.put("id", ids.get(columns[0]));
            node.put("type", columns[1]);
            node.set("widgets_values", widgets(columns[2]));
            inputs(columns[3], node, links, ids);
            ArrayNode outputs = node.putArray("outputs");
            for (String type :
                    columns.length < 5 ? new String[0] : columns[4].strip().split(" ")) {
                if (!type.isEmpty()) {
                    outputs.addObject().put("name", type).put("type", type);
                }
            }
            if (columns.length > 5 && !columns[5].isBlank()) {
                node.put("mode", Integer.parseInt(columns[5].strip()));
            }
        }
        return workflow;
    }

    private static void name(JsonNode outputs, String... names) {
        for (int i = 0; i < names.length; i++) {
            ((ObjectNode) outputs.get(i)).put("name", names[i]);
        }
    }

    private static String[] columns(String line) {
        return Arrays.stream(line.split("(?<= )\\|(?= |$)", -1))
                .map(String::strip)
                .toArray(String[]::new);
    }

    private static JsonNode widgets(String json) {
        return JSON.readTree(json);
    }

    private static void inputs(String column, ObjectNode node, ArrayNode links, Map<String, Integer> ids) {
        ArrayNode inputs = node.putArray("inputs");
        for (String written : column.split(", ")) {
            if (written.isBlank()) {
                continue;
            }
            String[] parts = written.strip().split("[:=]", -1);
            String name = parts[0].replace("~", "");
            ObjectNode input = inputs.addObject().put("name", name).put("type", parts[1]);
            if (written.strip().startsWith("~")) {
                input.putObject("widget").put("name", name);
            }
            if (parts.length < 3) {
                input.putNull("link");
                continue;
            }
            int dot = parts[2].indexOf('.');
            input.put("link", links.size() + 1);
            links.addArray()
                    .add(links.size())
                    .add(ids.get(parts[2].substring(0, dot)))
                    .add(Integer.parseInt(parts[2].substring(dot + 1)))
                    .add(node.get("id"))
                    .add(inputs.size() - 1)
                    .add(parts[1]);
        }
    }
}

package dev.mediaingest.analyse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tool's texts, broken at random: always a value, never an exception. */
class HostileToolsTest {
    private static final String[] PIECES = {
        "\\u0000",
        "\\ud800",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\\",
        "null",
        "NaN",
        "-1",
        "1e999",
        "\0",
        "\ud800",
        "[\"7\", 0]",
        "[\"4\", 0]",
        "\"seed\":",
        "<",
        "&#x110000;",
        "true",
        "99999999999999999999",
        "\n",
        "(",
        "::",
        "|"
    };

    static Set<String> tools() {
        return ToolTexts.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void anyMutationGivesAValue(String tool) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HostileToolsTest " + tool + ": -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < Integer.getInteger("mutations", 500); i++) {
            List<TextEntry> texts = ToolTexts.all().getOrDefault(tool, List.of()).stream()
                    .map(text -> new TextEntry(text.source(), text.key(), mutated(text.value(), random)))
                    .toList();
            assertThatCode(() -> ToolTexts.read(texts).ifPresent(HostileToolsTest::assertStorable))
                    .as("seed %s, texts %s", seed, texts)
                    .doesNotThrowAnyException();
        }
    }

    private static void assertStorable(GenerationParameters found) {
        String everything = found.toString();
        assertThat(everything.indexOf(0)).isEqualTo(-1);
        assertThat(everything.codePoints().filter(Character::isValidCodePoint))
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String mutated(String value, SplittableRandom random) {
        StringBuilder text = new StringBuilder(value);
        for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.setLength(at);
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                default -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    @Test
    void aGraphThatDoublesAtEveryNodeEndsSoon() {
        StringBuilder graph = new StringBuilder("{");
        for (int i = 0; i < 5_000; i++) {
            graph.append("\"%d\": {\"class_type\": \"StringConcatenate\", \"inputs\": {".formatted(i))
                    .append("\"string_a\": [\"%d\", 0], \"string_b\": [\"%d\", 0]}},".formatted(i + 1, i + 1));
        }
        graph.append("\"5000\": {\"class_type\": \"PrimitiveString\", \"inputs\": {\"value\": \"word\"}},")
                .append("\"e\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": [\"4990\", 0]}},")
                .append("\"s\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 1, \"steps\": 2,")
                .append(" \"positive\": [\"e\", 0], \"negative\": [\"0\", 0], \"model\": [\"0\", 0]}}}");

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ToolTexts.graph(graph.toString()));
    }

    @Test
    void subgraphsInsideThemselvesEndSoon() {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nodes.append(i == 0 ? "" : ",").append("{\"id\": %d, \"type\": \"self\", \"inputs\": []}".formatted(i));
        }
        String workflow =
                "{\"nodes\": [%s], \"links\": [], \"definitions\": {\"subgraphs\": [{\"id\": \"self\", \"nodes\": [%s]}]}}"
                        .formatted(nodes, nodes);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> ToolTexts.read(List.of(ToolTexts.png("workflow", workflow))));
    }

    @Test
    void twoMillionCharactersOfAnythingEndSoon() {
        for (String piece :
                List.of("{\"a\":", "[", "{\"prompt\":\"", "\"class_type\":", "<exif:UserComment>", "&", "[a", "::")) {
            String text = "{" + piece.repeat(2_000_000 / piece.length());
            for (String key : List.of("parameters", "prompt", "Comment", "Dream", "sd-metadata", "XML:com.adobe.xmp")) {
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> ToolTexts.read(List.of(ToolTexts.png(key, text))),
                        () -> key + ": " + piece);
            }
        }
    }
}

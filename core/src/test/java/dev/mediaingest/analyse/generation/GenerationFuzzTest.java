package dev.mediaingest.analyse.generation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.mediaingest.analyse.generation.parameters.PromptGrammar;
import dev.mediaingest.fixtures.Fuzzed;
import dev.mediaingest.media.TextEntry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generation texts and prompts without a file around them, under a fuzzer. */
class GenerationFuzzTest {
    static Stream<Arguments> texts() {
        return ToolTexts.all().values().stream()
                .flatMap(List::stream)
                .map(text -> Arguments.of(text.key(), text.value()));
    }

    @MethodSource("texts")
    @FuzzTest
    void generationText(@NotNull String key, @NotNull String text) {
        Fuzzed.withinBounds(
                key.length() + text.length(),
                () -> ToolTexts.read(List.of(new TextEntry("png:tEXt", key, text)))
                        .toString());
    }

    static Stream<String> prompts() {
        return Stream.of(
                "a cat, (soft:1.2), ((x)), [y], [a:b:0.5], [c|d], \\(e\\) BREAK <lora:f:0.7:0.4>, embedding:g:1.1",
                "{{h}}, [[i]], 1.3::j ::, k | l");
    }

    @MethodSource("prompts")
    @FuzzTest
    void prompt(@NotNull String text) {
        for (PromptGrammar.Dialect dialect : PromptGrammar.Dialect.values()) {
            Fuzzed.withinBounds(text.length(), () -> PromptGrammar.parse(text, dialect));
        }
    }
}

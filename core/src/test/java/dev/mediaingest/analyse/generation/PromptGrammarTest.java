package dev.mediaingest.analyse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.Lora;
import dev.mediaingest.media.PromptTerm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptGrammarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat|cat=1.0",
                "a  cat ,, dog,|a cat=1.0; dog=1.0",
                "(cat)|cat=1.1",
                "((cat))|cat=1.21",
                "(cat:1.3)|cat=1.3",
                "((cat:1.3))|cat=1.43",
                "[cat]|cat=0.909091",
                "([cat])|cat=1.0",
                "(cat, dog:1.2), bird|cat=1.2; dog=1.2; bird=1.0",
                "(cat: 0.5 )|cat=0.5",
                "(cat:-1)|cat=-1.0",
                "(cat:0)|cat=0.0",
                "(cat:x)|cat:x=1.1",
                "cat \\(animal\\)|cat (animal)=1.0",
                "(cat \\(animal\\):1.2)|cat (animal)=1.2",
                "a\\b|a\\b=1.0",
                "cat BREAK dog|cat=1.0; dog=1.0",
                "cat AND dog|cat=1.0; dog=1.0",
                "BREAKFAST, SANDALS, AND_PERP|BREAKFAST=1.0; SANDALS=1.0; AND_PERP=1.0",
                "a (red:1.3) car|a red car=1.3",
                "cat)|cat)=1.0",
                "(cat, dog|cat=1.1; dog=1.1",
                "(smile :[, cat:1.2), dog|smile :[=1.2; cat=1.2; dog=1.0",
                "2:1 ratio|2:1 ratio=1.0",
                "a < b|a < b=1.0",
                "<lora:x|<lora:x=1.0"
            })
    void givesTermsTheirWeights(String prompt, String expected) {
        List<String> terms = PromptGrammar.parse(prompt).terms().stream()
                .map(term -> term.text() + "=" + term.weight())
                .toList();

        assertThat(String.join("; ", terms)).isEqualTo(expected);
    }

    @Test
    void lineBreaksSeparateTerms() {
        assertThat(PromptGrammar.parse("cat\ndog\r\nbird").terms())
                .extracting(PromptTerm::text)
                .containsExactly("cat", "dog", "bird");
    }

    @Test
    void takesLorasOutOfTheTerms() {
        PromptGrammar.Parsed parsed = PromptGrammar.parse("cat <lora:soft (v2):0.8> sitting, <lyco:b:-0.5:1>,"
                + "<hypernet:c>, (<lora:d.safetensors:1.5>dog:1.2)");

        assertThat(parsed.loras())
                .containsExactly(new Lora("soft (v2)", 0.8), new Lora("b", -0.5), new Lora("c", 1), new Lora("d", 1.5));
        assertThat(parsed.terms()).containsExactly(new PromptTerm("cat sitting", 1), new PromptTerm("dog", 1.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<lora:a:b>", "<lora::1>", "<lora:>", "<x:a:1>", "<lora:a\n:1>"})
    void whatIsNoLoraStaysText(String prompt) {
        assertThat(PromptGrammar.parse(prompt).loras()).isEmpty();
        assertThat(PromptGrammar.parse(prompt).terms()).isNotEmpty();
    }

    @Test
    void losesNoWordOfAnyPrompt() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("PromptGrammarTest: -Dseed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            List<String> words = new ArrayList<>();
            String prompt = prompt(random, words);
            String kept = String.join(
                    " ",
                    PromptGrammar.parse(prompt).terms().stream()
                            .map(PromptTerm::text)
                            .toList());

            assertThat(Arrays.stream(kept.split("[^a-z]+")).filter(word -> !word.isEmpty()))
                    .as("seed %s, prompt %s", seed, prompt)
                    .containsExactlyElementsOf(words);
        }
    }

    private static String prompt(SplittableRandom random, List<String> words) {
        String[] marks = {
            "(",
            ")",
            "[",
            "]",
            ",",
            " ",
            "\n",
            ":1.2)",
            ":",
            "\\(",
            "\\)",
            "\\",
            "<",
            ">",
            " BREAK ",
            " AND ",
            "<lora:X:1>",
            "((",
            "))",
            ":-0.5)"
        };
        StringBuilder prompt = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            if (random.nextBoolean()) {
                String word = Character.toString('a' + random.nextInt(26)) + i % 2;
                words.add(word.substring(0, 1));
                prompt.append(word);
            } else {
                prompt.append(marks[random.nextInt(marks.length)]);
            }
        }
        return prompt.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[",
                "]",
                "()",
                "(a:1.1)",
                "<lora:",
                "<lora:a:1>",
                "\\",
                ":",
                "a,",
                "([",
                "(]",
                "BREAK",
                "<",
                "(:",
                "x:1)"
            })
    void endsInLinearTimeForTwoMillionCharacters(String piece) {
        String prompt = piece.repeat(2_000_000 / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PromptGrammar.parse(prompt));
    }

    @Test
    void weightsStayFinite() {
        assertThat(PromptGrammar.parse("(".repeat(100_000) + "x").terms())
                .allMatch(term -> Double.isFinite(term.weight()));
    }
}

package dev.mediaingest.analyse.generation.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
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
                "BREAKFAST, SANDALS, AND_PERPS|BREAKFAST=1.0; SANDALS=1.0; AND_PERPS=1.0",
                "a cat :1.2 AND a dog :0.8|a cat=1.2; a dog=0.8",
                "a cat, (fur:1.5):0.5 AND a dog|a cat=0.5; fur=0.75; a dog=1.0",
                "a cat AND_PERP a dog:-0.4|a cat=1.0; a dog=-0.4",
                "cat :.5 AND dog: 2.|cat=0.5; dog=2.0",
                "at 10:30 AND dog :x|at 10=30.0; dog :x=1.0", // as A1111 takes it
                "cat :1.2|cat :1.2=1.0",
                "(cat :1.2 AND dog :0.8)|cat :1.2=0.8; dog=0.8",
                "((cat))(dog:1.3)|cat=1.21; dog=1.3",
                "(cat) (dog:1.2) [bird]|cat=1.1; dog=1.2; bird=0.909091",
                "((cat:1.2)(dog), bird)|cat=1.32; dog=1.21; bird=1.1",
                "(cat)\\(animal\\)|cat(animal)=1.1",
                "a (red:1.3)(blue:1.2) car|a red=1.3; blue car=1.2",
                "a (red:1.3) car|a red car=1.3",
                "cat)|cat)=1.0",
                "(cat, dog|cat=1.1; dog=1.1",
                "(smile :[, cat:1.2), dog|smile :[=1.2; cat=1.2; dog=1.0",
                "2:1 ratio|2:1 ratio=1.0",
                "a < b|a < b=1.0",
                "[cat:dog:0.5]|cat=1.0; dog=1.0",
                "[cat:10], bird|cat=1.0; bird=1.0",
                "[cat::0.5] bird|cat=1.0; bird=1.0",
                "[(cat:1.2):dog (big):0.25]|cat=1.2; dog big=1.1",
                "[cat:dog]|cat:dog=0.909091",
                "a [red:blue:0.5] car|a red=1.0; blue car=1.0",
                "[[cat:dog:0.5]:bird:5]|cat=1.0; dog=1.0; bird=1.0",
                "embedding:calm:1.2, (embedding:calm:0.8)|embedding:calm=1.2; embedding:calm=0.8",
                "(embedding:calm), embedding:soft|embedding:calm=1.1; embedding:soft=1.0",
                "{red cat}|{red cat}=1.0",
                "1.2::cat::|1.2::cat::=1.0",
                "<lora:x|<lora:x=1.0"
            })
    void givesTermsTheirWeights(String prompt, String expected) {
        List<String> terms = PromptGrammar.parse(prompt).terms().stream()
                .map(term -> term.text() + "=" + term.weight())
                .toList();

        assertThat(String.join("; ", terms)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "[cat|dog], cat=1.0; dog=1.0",
        "[(cat:1.2)|dog|bird] x, cat=1.2; dog=1.0; bird x=1.0",
        "(cat|dog), cat|dog=1.1",
        "cat | dog, cat | dog=1.0",
        "[cat|dog, cat|dog=0.909091"
    })
    void barsPartAlternativesInsideSquareBrackets(String prompt, String expected) {
        assertThat(terms(prompt.replace(";", ","), PromptGrammar.Dialect.COMMON))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{cat}!cat=1.05",
                "{{cat}}, dog!cat=1.1025; dog=1.0",
                "[cat]!cat=0.952381",
                "(cat), (dog:1.2)!(cat)=1.0; (dog:1.2)=1.0",
                "1.2::cat, dog::, bird!cat=1.2; dog=1.2; bird=1.0",
                "-0.8::feet::, sky!feet=-0.8; sky=1.0",
                "1.5::cat, 0.5::dog:: bird!cat=1.5; dog bird=0.5",
                "2::{cat}::!cat=2.1",
                "cat :: dog!cat dog=1.0",
                "cat2::dog!cat2 dog=1.0",
                "1.1::rain!rain=1.1",
                "girl | boy!girl=1.0; boy=1.0",
                "[cat:0.5]!cat:0.5=0.952381"
            })
    void novelAiHasItsOwnWeights(String prompt, String expected) {
        assertThat(terms(prompt, PromptGrammar.Dialect.NOVELAI)).isEqualTo(expected);
    }

    private static String terms(String prompt, PromptGrammar.Dialect dialect) {
        return String.join(
                "; ",
                PromptGrammar.parse(prompt, dialect).terms().stream()
                        .map(term -> term.text() + "=" + term.weight())
                        .toList());
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
                + "<hypernet:c>, (<lora:d.safetensors:1.5>dog:1.2), <lycoris:e:te=0.4:unet=0.6>, <hypernet:f:-0.3>");

        assertThat(parsed.loras())
                .containsExactly(
                        new Lora("soft (v2)", 0.8),
                        new Lora("b", -0.5),
                        new Lora("c", 1),
                        new Lora("d", 1.5),
                        new Lora("e", 0.4),
                        new Lora("f", -0.3));
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
            PromptGrammar.Dialect dialect = i % 2 == 0 ? PromptGrammar.Dialect.COMMON : PromptGrammar.Dialect.NOVELAI;
            List<String> words = new ArrayList<>();
            String prompt = prompt(random, words);
            String kept = String.join(
                    " ",
                    PromptGrammar.parse(prompt, dialect).terms().stream()
                            .map(PromptTerm::text)
                            .toList());

            assertThat(Arrays.stream(kept.split("[^a-z]+"))
                            .filter(word -> !word.isEmpty() && !word.equals("embedding")))
                    .as("seed %s, %s, prompt %s", seed, dialect, prompt)
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
            "::",
            "1.5::",
            "|",
            "{",
            "}",
            ":0.5]",
            "embedding:",
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
                "x:1)",
                "{",
                "::",
                "1::",
                "[:",
                "[a|",
                "a:1]",
                "1.1.1",
                "embedding:"
            })
    void endsInLinearTimeForTwoMillionCharacters(String piece) {
        String prompt = piece.repeat(2_000_000 / piece.length());

        for (PromptGrammar.Dialect dialect : PromptGrammar.Dialect.values()) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PromptGrammar.parse(prompt, dialect));
        }
    }

    @Test
    void weightsStayFinite() {
        assertThat(PromptGrammar.parse("(".repeat(100_000) + "x").terms())
                .allMatch(term -> Double.isFinite(term.weight()));
    }
}

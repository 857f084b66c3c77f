package dev.mediaingest.analyse.generation.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mediaingest.analyse.generation.comfy.LinearPattern.Effort;
import dev.mediaingest.analyse.generation.comfy.LinearPattern.Flags;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
    private static Optional<String> replaced(String pattern, String text, String by) {
        return LinearPattern.of(pattern, Flags.NONE).flatMap(found -> found.replaced(text, by, 0, new Effort()));
    }

    /** What Python's re.sub makes of them. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            \\s+ ; a  b   c ; _ ; a_b_c
            (\\w+), (\\w+) ; red, fox ; \\2 \\1 ; fox red
            (?P<a>\\d+)x ; 12x 3x ; <\\g<a>> ; <12> <3>
            a|ab ; ab ; x ; xb
            a*?b ; aab ; x ; x
            (a)|b ; ab ; [\\1] ; [a][]
            [^,\\s]+ ; a, b ; x ; x, x
            x* ; axb ; - ; -a--b-
            ^a ; aa ; b ; ba
            a$ ; aa ; b ; ab
            \\bcat\\b ; cat cats ; dog ; dog cats
            (?i)CAT ; a cat ; dog ; a dog
            a{2,3} ; aaaaa ; x ; xx
            [a-c]{2} ; abcd ; x ; xcd
            \\(.*?\\) ; (a) b (c) ; x ; x b x
            { ; a{b ; x ; axb
            """)
    void replacesAsPythonDoes(String pattern, String text, String by, String expected) {
        assertThat(replaced(pattern, text, by)).contains(expected);
    }

    @Test
    void flagsSayWhatLinesDotsAndCapitalsAre() {
        Flags all = new Flags(true, true, true);

        assertThat(LinearPattern.of("^B.c$", all).orElseThrow().replaced("a\nb\nC\nd", "x", 0, new Effort()))
                .contains("a\nx\nd");
        assertThat(LinearPattern.of("a", all).orElseThrow().replaced("aAa", "x", 2, new Effort()))
                .contains("xxa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(?=b)",
                "(?!a)b",
                "(?<=a)b",
                "(a)\\1",
                "a++",
                "(",
                ")",
                "[a",
                "a{5000}",
                "*a",
                "(?>a)",
                "\\",
                "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})"
            })
    void whatIsNoPatternOrNeedsMoreIsRefused(String pattern) {
        assertThat(LinearPattern.of(pattern, Flags.NONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*x", "((a|b)*)*c", "(|){300}(|a)*x", "(a?){200}a{200}x"})
    void patternsMadeToHurtCostNoTime(String pattern) {
        String text = "a".repeat(900) + "!";

        Optional<String> result = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> replaced(pattern, text, "b"));

        assertThat(result.orElse(text)).isEqualTo(text);
    }

    @Test
    void allPatternsOfAFileTogetherCostNoTimeEither() {
        LinearPattern pattern = LinearPattern.of("(x+x+)+y", Flags.NONE).orElseThrow();
        Effort effort = new Effort();
        String text = "x".repeat(5_000);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 20_000; i++) {
                pattern.replaced(text, "", 0, effort);
            }
        });
        assertThat(pattern.replaced(text, "", 0, effort)).as("nothing is left").isEmpty();
    }

    /** Java's search is the same for what both understand. */
    @Test
    void findsWhatJavaFinds() {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        String[] parts = {"a", "b", "[ab]", "(a|b)", "a*", "b+?", "(?:ab)?", "(a|ab)", ".", "a{1,2}", "\\b", "^", "$"};
        for (int i = 0; i < 3_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int k = random.nextInt(1, 5); k > 0; k--) {
                pattern.append(parts[random.nextInt(parts.length)]);
            }
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(8); k > 0; k--) {
                text.append("ab ".charAt(random.nextInt(3)));
            }
            String written = pattern.toString();
            if (written.contains("$$") || written.matches(".*[\\^$b][*+?{].*")) {
                continue;
            }
            Matcher matcher = Pattern.compile(written).matcher(text);
            boolean found = matcher.find();
            Optional<String> ours = LinearPattern.of(written, Flags.NONE)
                    .orElseThrow()
                    .replaced(text.toString(), "<\\g<0>>", 1, new Effort());

            assertThat(ours)
                    .as("%s in \"%s\", seed %d", written, text, seed)
                    .contains(
                            found
                                    ? text.substring(0, matcher.start()) + "<" + matcher.group() + ">"
                                            + text.substring(matcher.end())
                                    : text.toString());
        }
    }
}

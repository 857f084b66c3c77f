package dev.mediaingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are gitignore's own, and what git itself makes of odd ones. A path that ends with a slash is a folder. */
class IgnoreRulesTest {
    @ParameterizedTest(name = "{0} leaves {1} out: {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            *.tmp           | a.tmp           | true
            *.tmp           | deep/down/a.tmp | true
            *.tmp           | a.tmp.png       | false
            frotz           | frotz           | true
            frotz           | a/frotz/        | true
            frotz           | frotzy          | false
            frotz/          | a/frotz/        | true
            frotz/          | a/frotz         | false
            doc/frotz/      | doc/frotz/      | true
            doc/frotz/      | a/doc/frotz/    | false
            /*.png          | a.png           | true
            /*.png          | sub/a.png       | false
            a/*             | a/b.png         | true
            a/*             | a/b/c.png       | false
            **/foo          | foo             | true
            **/foo          | x/y/foo         | true
            **/foo/bar      | x/foo/bar       | true
            **/foo/bar      | x/foo/y/bar     | false
            abc/**          | abc/x/y         | true
            abc/**          | abc/            | false
            abc/**          | x/abc/y         | false
            a/**/b          | a/b             | true
            a/**/b          | a/x/y/b         | true
            a/**/b          | a/xb            | false
            a**b            | axxb            | true
            x/a**b          | x/a/b           | false
            a?.png          | ab.png          | true
            a?.png          | a/.png          | false
            [a-c].png       | b.png           | true
            [a-c].png       | d.png           | false
            [!a-c].png      | b.png           | false
            a[!b]c          | a/c             | false
            [^a-c].png      | d.png           | true
            []-].png        | ].png           | true
            [a.png          | [a.png          | false
            [&&].png        | &.png           | true
            a.png           | axpng           | false
            \\#recycle/      | #recycle/       | true
            #recycle/       | #recycle/       | false
            \\!odd.png       | !odd.png        | true
            a\\*.png         | a*.png          | true
            a\\*.png         | ab.png          | false
            Übermut*        | Übermut 1.png   | true
            (ab)+.png       | ab.png          | false
            foo.*           | deep/foo.png    | true
            """)
    void aRuleMatchesAsInGitignore(String rule, String path, boolean out) {
        assertThat(isOut(path, rule)).isEqualTo(out);
    }

    @Test
    void theLastRuleThatMatchesWins() {
        assertThat(isOut("a.png", "*.png", "!a.png")).isFalse();
        assertThat(isOut("b.png", "*.png", "!a.png")).isTrue();
        assertThat(isOut("a.png", "!a.png", "*.png")).isTrue();
    }

    @Test
    void blanksAtTheEndOfALineCountOnlyBehindABackslash() {
        assertThat(isOut("a.png", "a.png   ")).isTrue();
        assertThat(isOut("a ", "a\\ ")).isTrue();
        assertThat(isOut("a", "a\\ ")).isFalse();
        assertThat(isOut("a", "", "   ", "# a", "/", "!")).isFalse();
        assertThat(isOut(" a", " a")).isTrue();
    }

    @Test
    void aRuleSaysWhereItStands() {
        assertThat(IgnoreRules.of("--exclude", List.of("*.tmp"))
                        .deciding("a.tmp", false)
                        .orElseThrow()
                        .name())
                .isEqualTo("--exclude *.tmp");
    }

    private static boolean isOut(String path, String... lines) {
        boolean folder = path.endsWith("/");
        return IgnoreRules.of("test", List.of(lines))
                .deciding(folder ? path.substring(0, path.length() - 1) : path, folder)
                .filter(rule -> !rule.takesBack())
                .isPresent();
    }
}

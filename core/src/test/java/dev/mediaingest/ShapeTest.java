package dev.mediaingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/shape} over a small house of two packages. */
class ShapeTest {
    @TempDir
    static Path compiled;

    private static Method run;

    @TempDir
    Path root;

    @BeforeAll
    static void compile() throws Exception {
        Path source = Path.of(System.getProperty("project.root"), "scripts", "Shape.java");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", compiled.toString(), source.toString());
        assertThat(failed).isZero();
        ClassLoader loader = new URLClassLoader(new URL[] {compiled.toUri().toURL()});
        run = loader.loadClass("Shape").getMethod("run", String[].class, PrintStream.class);
    }

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(root.resolve("docs/decisions"));
        Files.writeString(root.resolve("docs/decisions/0007-loops.md"), "# Loops\n");
        Files.writeString(root.resolve("pom.xml"), "<modules><module>one</module></modules>\n");
        source("main", "house.low", "Low", "public final class Low {", "    void one() {", "    }", "}");
        source("main", "house.high", "High", "import house.low.Low;", "class High {", "    Low low;", "}");
        source("test", "house.low", "LowTest", "class LowTest {", "}");
        shape("--write");
    }

    @Test
    void whatIsAsItWasNotedIsNotMentioned() throws Exception {
        assertThat(shape("--check")).isEqualTo("0");
    }

    @Test
    void aModuleMayHaveNoCode() throws Exception {
        Files.writeString(root.resolve("pom.xml"), "<module>one</module> <module>dist</module>\n");
        assertThat(shape("--check")).isEqualTo("0");
        assertThat(shape()).contains("package cycles of dist: 0");
    }

    @Test
    void packagesThatUseEachOtherAreNamedAlsoWhereNothingIsImported() throws Exception {
        source("main", "house.low", "Deep", "class Deep {", "    Object high = new house.high.High();", "}");
        assertThat(shape("--check"))
                .contains("one:house.high is in a cycle of 2 packages", "one:house.low is in a cycle of 2 packages")
                .endsWith("1");
        assertThat(shape()).contains("house.low -> house.high");
    }

    @Test
    void theLongestFunctionMayNotGrow() throws Exception {
        source(
                "main",
                "house.low",
                "Low",
                "class Low {",
                "    @Deprecated",
                "    void one() {",
                "        one();",
                "    }",
                "}");
        assertThat(shape("--check"))
                .contains("of all functions the longest has 3 lines, and it was 2; it may not grow.")
                .endsWith("1");
    }

    @Test
    void aClassOfMoreThan350LinesIsRefusedUnlessADecisionSaysWhy() throws Exception {
        source("main", "house.low", "Long", "class Long {", "\n".repeat(350), "}");
        assertThat(shape("--check"))
                .contains("house.low.Long is 354 lines long; the goal is at most 350.")
                .endsWith("1");
        Files.writeString(root.resolve("docs/shape-exceptions.txt"), "house.low.Long 0007 a table\n");
        source("test", "house.low", "LongTest", "class LongTest {", "\n".repeat(350), "}");
        assertThat(shape("--check")).doesNotContain("house.low.Long").endsWith("0");
    }

    @Test
    void aLargePortAndALargePackageAreRefused() throws Exception {
        source(
                "main",
                "house.low",
                "Port",
                "interface Port {",
                "    void a();\n".repeat(13) + "    static void no() {}",
                "}");
        for (int number = 0; number < 25; number++) {
            source("main", "house.high", "Room" + number, "class Room" + number + " {", "}");
        }
        assertThat(shape("--check"))
                .contains("the interface house.low.Port has 13 methods; the goal is at most 12.")
                .contains("house.high has 26 main classes; the goal is at most 25.")
                .endsWith("1");
    }

    @Test
    void aBreachThatIsKnownMayStayButNotGrow() throws Exception {
        source("main", "house.low", "Long", "class Long {", "\n".repeat(360), "}");
        source("test", "house.low", "LongTest", "class LongTest {", "\n".repeat(400), "}");
        shape("--write");
        assertThat(shape("--check")).isEqualTo("0");
        source("main", "house.low", "Long", "class Long {", "\n".repeat(361), "}");
        assertThat(shape("--check"))
                .contains("house.low.Long is 365 lines long, and it was 364; the goal is at most 350.")
                .endsWith("1");
        source("main", "house.low", "Long", "class Long {", "\n".repeat(300), "}");
        assertThat(shape("--check")).contains("please write it anew").endsWith("0");
    }

    @Test
    void fewerTestsThanWereNotedAreRefused() throws Exception {
        source("main", "house.low", "More", "class More {", "\n".repeat(20), "}");
        assertThat(shape("--check"))
                .contains("all code has 0.08 lines of tests to a line, and it was 0.30; the goal is at least 0.65.")
                .endsWith("1");
    }

    /** Writes one file with its package line. */
    private void source(String tree, String inPackage, String name, String... lines) throws IOException {
        Path folder = root.resolve("one/src/" + tree + "/java").resolve(inPackage.replace('.', '/'));
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(name + ".java"), "package " + inPackage + ";\n" + String.join("\n", lines) + "\n");
    }

    /** What it prints, then what it tells the shell. */
    private String shape(String... options) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            String[] arguments =
                    options.length == 0 ? new String[] {root.toString()} : new String[] {root.toString(), options[0]};
            Object code = run.invoke(null, arguments, out);
            return printed.toString(StandardCharsets.UTF_8) + code;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

package dev.mediaingest.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** NullAway looks at null-marked packages only, so a package without the mark is a package without its checks. */
class NullMarkedTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @Test
    void everyMainPackageOfEveryModuleIsNullMarked() throws IOException {
        List<Path> packages = mainPackages();
        assertThat(packages).hasSizeGreaterThan(25);
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .containsPattern("(?m)^@NullMarked$"));
    }

    private static List<Path> mainPackages() throws IOException {
        List<Path> packages = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
            for (Path module : modules) {
                packages.addAll(packagesBelow(module.resolve("src/main/java")));
            }
        }
        return packages;
    }

    private static List<Path> packagesBelow(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }
}

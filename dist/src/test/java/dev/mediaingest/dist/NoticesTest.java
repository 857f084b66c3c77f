package dev.mediaingest.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** The build has just written what it ships. */
    @Test
    void thirdPartyNamesEachLibraryThatShipsWithItsLicence() throws IOException {
        String shipped = Files.readString(ROOT.resolve("dist/target/third-party/THIRD-PARTY.md"));
        assertThat(shipped).contains("org.xerial:sqlite-jdbc", "io.javalin:javalin");
        assertThat(Files.readString(ROOT.resolve("THIRD-PARTY.md")))
                .as("THIRD-PARTY.md; scripts/notices writes it anew")
                .isEqualTo(shipped);
    }

    @Test
    void noLibraryShipsWithoutALicence() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("THIRD-PARTY.md")))
                .filteredOn(line -> line.startsWith("| `"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("Unknown license"));
    }
}

package dev.mediaingest.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.engines.Fixtures;
import dev.mediaingest.media.MediaType;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WorkerClassPathTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void whereClassesAreThoseJavaWasStartedWithItIsTheirPath() {
        assertThat(WorkerClassPath.current()).isEqualTo(System.getProperty("java.class.path"));
    }

    /** A Java that was started with one class, of no package that a worker needs. */
    @Test
    void aWorkerStartsAlsoWhereTheProgramIsBehindAClassLoaderOfItsOwn() throws Exception {
        Path launcher = Files.createDirectories(folder.resolve("launcher with a space"));
        String name = BehindClassLoader.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(launcher.resolve(name).getParent());
        try (InputStream code =
                Objects.requireNonNull(BehindClassLoader.class.getClassLoader().getResourceAsStream(name))) {
            Files.copy(code, launcher.resolve(name));
        }
        Fixtures.Fixture picture = Fixtures.of(MediaType.JPEG).getFirst();

        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        launcher.toString(),
                        BehindClassLoader.class.getName(),
                        System.getProperty("java.class.path"),
                        OneLook.class.getName(),
                        picture.path().toString(),
                        folder.toString())
                .redirectError(Redirect.INHERIT)
                .start();

        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.strip()).isEqualTo(picture.hash());
        assertThat(program.waitFor()).isZero();
    }
}

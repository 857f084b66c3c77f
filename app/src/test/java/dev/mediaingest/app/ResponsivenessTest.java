package dev.mediaingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests are answered at once while a session runs. */
@Tag("measures")
class ResponsivenessTest {
    private static final int FILES = 3_000;
    private static final long MOST_MILLIS = 50;

    @TempDir
    Path temporary = Path.of("");

    @Test
    void statusIsAnsweredWithinFiftyMillisecondsWhileFilesAreIngested() throws Exception {
        Path media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        Path few = pictures(media.resolve("few"), 100);
        Path many = pictures(media.resolve("many"), FILES);
        try (Server server = Server.start(temporary.resolve("data"), media, 0)) {
            statusTimesWhileIngesting(server, few); // a server that was just started is measured elsewhere
            List<Long> nanos = statusTimesWhileIngesting(server, many);
            Collections.sort(nanos);
            double p99 = nanos.get((int) Math.ceil(nanos.size() * 0.99) - 1) / 1e6;
            double median = nanos.get(nanos.size() / 2) / 1e6;
            System.out.printf(
                    "status requests while ingesting %d files: %d, median %.1f ms, p99 %.1f ms%n",
                    FILES, nanos.size(), median, p99);
            assertThat(nanos).hasSizeGreaterThan(50);
            assertThat(p99).isLessThanOrEqualTo(MOST_MILLIS);
        }
    }

    private static List<Long> statusTimesWhileIngesting(Server server, Path folder) throws InterruptedException {
        String id = server.post(
                        "/api/ingest/process",
                        "{\"parameters\":{\"directory\":\"" + folder + "\",\"pattern\":\"*.png\"}}")
                .path("session_id")
                .asString();
        List<Long> nanos = new ArrayList<>();
        String status = "";
        while (!status.equals("completed")) {
            long start = System.nanoTime();
            status = server.get("/api/ingest/status/" + id).path("status").asString();
            nanos.add(System.nanoTime() - start);
            Thread.sleep(10);
        }
        return nanos;
    }

    private static Path pictures(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int number = 1; number <= count; number++) {
            PngFile.of(16, 16)
                    .seed(number)
                    .infotext("picture " + number + ", cat\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(folder.resolve("%05d.png".formatted(number)));
        }
        return folder;
    }
}

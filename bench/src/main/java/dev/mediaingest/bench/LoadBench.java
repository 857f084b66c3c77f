package dev.mediaingest.bench;

import dev.mediaingest.app.Main;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that ingests while many watch: a server in a process of its own, first left alone, then with {@value #STREAMS} event
 * streams and {@value #REQUESTS_A_SECOND} requests a second from this process. Says how long answers take, whether any is missing or
 * a stream has a gap, and what the server's processes take a file with and without.
 */
final class LoadBench {
    static final int STREAMS = 100;
    static final int REQUESTS_A_SECOND = 50;

    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration ALONE = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/ingest-v2");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final PrintWriter out;
    private final int workers;

    LoadBench(Path folder, PrintWriter out, int workers) {
        this.folder = folder;
        this.out = out;
        this.workers = workers;
    }

    /** Ingests at most so many files of a folder. */
    int run(Path media, int files) throws CannotStart, IOException, InterruptedException {
        Process process = start(media);
        try (ProcessTree processes = new ProcessTree();
                LoadClient client = new LoadClient(address(process))) {
            String session = ingest(client, media);
            client.awaitCommits(session, Math.min(200, files / 10));
            Window alone = Window.measure(client, processes, session, ALONE);
            client.listen(session, STREAMS);
            client.ask(REQUESTS_A_SECOND, session);
            Thread.sleep(WARM_UP);
            client.forgetAnswers();
            Window loaded = Window.measure(client, processes, session, MEASURED);
            client.stopAsking();
            client.post("/api/ingest/sessions/" + session + "/cancel", "{}");
            client.awaitEndOfStreams();
            return report(alone, loaded, client);
        } finally {
            stop(process);
        }
    }

    private Process start(Path media) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data-dir",
                folder.resolve("data").toString(),
                "--media-root",
                media.toString(),
                "--port",
                "0",
                "--settle",
                "0s");
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("server.log").toFile())
                .start();
    }

    private URI address(Process server) throws IOException, CannotStart {
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return URI.create(address.group(1));
            }
        }
        throw new CannotStart("The server did not start: " + Files.readString(folder.resolve("server.log")));
    }

    private String ingest(LoadClient client, Path media) throws CannotStart {
        var parameters = JSON.createObjectNode();
        parameters
                .putObject("parameters")
                .put("directory", media.toString())
                .put("recursive", true)
                .put("pattern", "*.png")
                .put("workers", workers);
        JsonNode answer = client.post("/api/ingest/process", parameters.toString());
        return answer.path("session_id").asString();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private int report(Window alone, Window loaded, LoadClient client) {
        Latencies status = client.statusAnswers();
        Latencies all = client.allAnswers();
        boolean isWhole = client.unanswered() == 0 && client.gaps() == 0;
        out.printf(
                "without load          %.1f files/s, %.1f ms of processor time a file%n", alone.rate(), alone.millis());
        out.printf(
                "with load             %.1f files/s, %.1f ms of processor time a file (%.2f times)%n",
                loaded.rate(), loaded.millis(), loaded.millis() / alone.millis());
        out.printf(
                "status                %,d answers, median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                status.count(), status.quantile(0.5), status.quantile(0.99), status.quantile(1));
        out.printf(
                "all requests          %,d answers, median %.1f ms, p99 %.1f ms, longest %.1f ms; %d unanswered%n",
                all.count(), all.quantile(0.5), all.quantile(0.99), all.quantile(1), client.unanswered());
        out.printf(
                "streams               %d, %,d items received, %d gaps, %d broken off%n",
                STREAMS, client.itemsReceived(), client.gaps(), client.brokenOff());
        out.printf("the client took       %.0f %% of a core%n", 100.0 * loaded.clientNanos() / loaded.nanos());
        out.flush();
        return isWhole && client.brokenOff() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** What a time of watching gave. */
    private record Window(long nanos, long serverNanos, long clientNanos, long files) {
        static Window measure(LoadClient client, ProcessTree processes, String session, Duration time)
                throws CannotStart, InterruptedException {
            long files = client.committed(session);
            long server = processes.childrenCpuNanos();
            long own = ThisProcess.cpuNanos();
            long start = System.nanoTime();
            Thread.sleep(time);
            Window stretch = new Window(
                    System.nanoTime() - start,
                    processes.childrenCpuNanos() - server,
                    ThisProcess.cpuNanos() - own,
                    client.committed(session) - files);
            if (client.hasEnded(session)) {
                throw new CannotStart("The files were too few for the time; give more with --files.");
            }
            return stretch;
        }

        double rate() {
            return files * 1e9 / nanos;
        }

        double millis() {
            return serverNanos / 1e6 / files;
        }
    }
}

package dev.mediaingest.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, as a person starts it, that can be killed. */
public final class Server implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/ingest-v2");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server on a free port, or the given one, and waits until it says where it is. */
    public static Server start(Path data, Path mediaRoot, int port) throws IOException {
        return start(List.of(), data, mediaRoot, port);
    }

    /** Likewise, with words before its command line and behind it. */
    public static Server start(List<String> before, Path data, Path mediaRoot, int port, String... behind)
            throws IOException {
        ProcessBuilder builder = program(
                "serve",
                "--data-dir",
                data.toString(),
                "--media-root",
                mediaRoot.toString(),
                "--port",
                String.valueOf(port));
        builder.command().addAll(0, before);
        builder.command().addAll(List.of(behind));
        return start(builder);
    }

    /** Starts a server as a command says, and waits until it says where it is. */
    static Server start(ProcessBuilder command) throws IOException {
        Process process = command.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return new Server(process, Integer.parseInt(address.group(1)));
            }
        }
        throw new IOException("the server ended: "
                + new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))
                        .lines()
                        .toList());
    }

    /** The program with arguments, on this test's Java and class path. */
    static ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(0, Signals.asForAPerson());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("DATABASE_URL");
        return builder;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public JsonNode get(String path) {
        return json(send(HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .build()));
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    public JsonNode post(String path, String body) {
        return json(send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString(body))
                .build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Ends a server that another program started for us, and waits for both. */
    void stopWatched() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroy);
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** SIGTERM; whether the process ended in that time. */
    boolean terminate(Duration within) throws InterruptedException {
        process.destroy();
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** kill -9 of one of its worker processes, one that computes if there is one; false if it has none. */
    boolean killAWorker(Random random) throws InterruptedException {
        List<ProcessHandle> workers = process.children().toList();
        List<Duration> before = workers.stream().map(Server::processorTime).toList();
        Thread.sleep(50);
        List<ProcessHandle> busy = IntStream.range(0, workers.size())
                .filter(i -> processorTime(workers.get(i)).compareTo(before.get(i)) > 0)
                .mapToObj(workers::get)
                .toList();
        List<ProcessHandle> candidates = busy.isEmpty() ? workers : busy;
        return !candidates.isEmpty()
                && candidates.get(random.nextInt(candidates.size())).destroyForcibly();
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

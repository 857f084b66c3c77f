package dev.mediaingest.bench;

import dev.mediaingest.app.installation.CannotStart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many who watch a session: event streams, and requests at an even pace. A request's time counts from when it was due, so a server that
 * stalls is not asked less. Thread-safe; closing it ends what is under way.
 */
final class LoadClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Half of the requests ask for the status, as pages without a stream do. */
    private static final List<String> ELSE = List.of(
            "/api/ingest/sessions",
            "/api/ingest/sessions/{id}/items?per_page=50",
            "/health/ready",
            "/api/media?limit=50",
            "/sessions/{id}");

    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("load").daemon().factory());
    private final List<Thread> streams = new ArrayList<>();
    private final Latencies statusAnswers = new Latencies();
    private final Latencies allAnswers = new Latencies();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final AtomicLong items = new AtomicLong();

    LoadClient(URI server) {
        this.server = server;
    }

    JsonNode post(String path, String body) throws CannotStart {
        return JSON.readTree(
                send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))));
    }

    private JsonNode get(String path) throws CannotStart {
        return JSON.readTree(send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private String send(HttpRequest.Builder request) throws CannotStart {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new CannotStart("The server answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new CannotStart("The server does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted.");
        }
    }

    long committed(String session) throws CannotStart {
        return status(session).path("stats").path("committed_files").asLong();
    }

    boolean hasEnded(String session) throws CannotStart {
        return status(session).path("status").asString("").equals("completed");
    }

    private JsonNode status(String session) throws CannotStart {
        return get("/api/ingest/status/" + session);
    }

    void awaitCommits(String session, long files) throws CannotStart, InterruptedException {
        while (committed(session) < files && !hasEnded(session)) {
            Thread.sleep(200);
        }
    }

    /** Opens streams, each with a connection of its own. */
    void listen(String session, int count) {
        for (int number = 0; number < count; number++) {
            streams.add(Thread.ofVirtual().start(() -> follow(session)));
        }
    }

    private void follow(String session) {
        HttpRequest request = request("/api/ingest/sessions/" + session + "/events")
                .header("Accept", "text/event-stream")
                .build();
        boolean ended = false;
        try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
            long[] last = {-1};
            ended = lines.peek(line -> check(line, last)).anyMatch("event: end"::equals);
        } catch (IOException | RuntimeException e) {
            ended = false; // counted below
        } catch (InterruptedException e) {
            return;
        }
        if (!ended) {
            brokenOff.incrementAndGet();
        }
    }

    /** Revisions of a session's items have no gaps, so what a stream sends has none. */
    private void check(String line, long[] last) {
        if (line.startsWith("id: ")) {
            long revision = Long.parseLong(line.substring(4));
            if (last[0] >= 0 && revision != last[0] + 1) {
                gaps.incrementAndGet();
            }
            last[0] = revision;
            items.incrementAndGet();
        }
    }

    /** Sends requests at an even pace from now on. */
    void ask(int aSecond, String session) {
        AtomicInteger number = new AtomicInteger();
        long period = TimeUnit.SECONDS.toNanos(1) / aSecond;
        long start = System.nanoTime();
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    int next = number.getAndIncrement();
                    Thread.ofVirtual().start(() -> ask(session, next, start + next * period));
                },
                0,
                period,
                TimeUnit.NANOSECONDS);
    }

    private void ask(String session, int number, long due) {
        boolean asksStatus = number % 2 == 0;
        String path = asksStatus ? "/api/ingest/status/{id}" : ELSE.get(number / 2 % ELSE.size());
        try {
            HttpResponse<Void> answer = http.send(
                    request(path.replace("{id}", session)).timeout(PATIENCE).build(), BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                unanswered.incrementAndGet();
                return;
            }
        } catch (IOException e) {
            unanswered.incrementAndGet();
            return;
        } catch (InterruptedException e) {
            return;
        }
        long took = System.nanoTime() - due;
        allAnswers.add(took);
        if (asksStatus) {
            statusAnswers.add(took);
        }
    }

    /** What came so far was for warming up; gaps and what was not answered stay counted. */
    void forgetAnswers() {
        statusAnswers.clear();
        allAnswers.clear();
    }

    void stopAsking() {
        clock.shutdown();
    }

    void awaitEndOfStreams() throws InterruptedException {
        for (Thread stream : streams) {
            boolean unused = stream.join(PATIENCE);
        }
    }

    Latencies statusAnswers() {
        return statusAnswers;
    }

    Latencies allAnswers() {
        return allAnswers;
    }

    /** Requests without an answer in ten seconds, or with another than 200. */
    int unanswered() {
        return unanswered.get();
    }

    int gaps() {
        return gaps.get();
    }

    /** Streams that ended before the session did. */
    int brokenOff() {
        return brokenOff.get();
    }

    long itemsReceived() {
        return items.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        streams.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}

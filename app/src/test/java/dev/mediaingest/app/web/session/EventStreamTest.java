package dev.mediaingest.app.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of the live stream may rely on. */
class EventStreamTest {
    private static final int FILES = 900;

    @TempDir
    Path folder;

    private TestServer server;
    private Path root;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), FILES);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    @Test
    void sendsEveryItemOnceAndThenEnds() throws Exception {
        String id = begin();

        List<Event> events = readToEnd("/api/ingest/sessions/" + id + "/events", "0");

        assertThat(revisions(events))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, FILES).boxed().toList());
        assertThat(events.getLast().name()).isEqualTo("end");
        assertThat(events.getLast().data()).contains("\"completed\"");
        Event last = events.stream()
                .filter(event -> event.name().equals("progress"))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(last.data()).contains("\"progress\":100").contains("\"committed_files\":" + FILES);
    }

    @Test
    void goesOnWithoutGapOrDoubleAfterAnyInterruption() throws Exception {
        String id = begin();
        List<Long> seen = new ArrayList<>();
        String last = "0";
        boolean ended = false;
        for (int connection = 1; !ended; connection++) {
            List<Event> events = read("/api/ingest/" + id + "/events", last, 37L * connection);
            seen.addAll(revisions(events));
            last = seen.isEmpty() ? "0" : String.valueOf(seen.getLast());
            ended = events.stream().anyMatch(event -> event.name().equals("end"));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, FILES).boxed().toList());
    }

    @Test
    void startsWithWhatHappensFromNowOn() throws Exception {
        String id = begin();
        server.await(id);

        List<Event> events = readToEnd("/api/ingest/sessions/" + id + "/events", null);

        assertThat(events).extracting(Event::name).containsExactly("progress", "end");
    }

    @Test
    void takesTheFirstIdAsAParameterToo() throws Exception {
        String id = begin();
        server.await(id);

        List<Event> events = readToEnd("/api/ingest/sessions/" + id + "/events?last_event_id=" + (FILES - 2), null);

        assertThat(revisions(events)).containsExactly(FILES - 1L, (long) FILES);
        assertThat(server.get("/api/ingest/sessions/" + id + "/events?last_event_id=x")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void tellsProgressAtMostFiveTimesASecond() throws Exception {
        String id = begin();
        long start = System.nanoTime();

        List<Event> events = readToEnd("/api/ingest/sessions/" + id + "/events", "0");

        double seconds = (System.nanoTime() - start) / 1e9;
        long told =
                events.stream().filter(event -> event.name().equals("progress")).count();
        assertThat(told).isBetween(1L, (long) (seconds * 5) + 2);
    }

    @Test
    void isAnEventStreamThatNobodyHoldsBack() throws Exception {
        String id = begin();
        HttpResponse<InputStream> response = open("/api/ingest/sessions/" + id + "/events", null);
        response.body().close();

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void endsWhenTheSessionIsDeleted() throws Exception {
        String id = begin();
        HttpResponse<InputStream> response = open("/api/ingest/sessions/" + id + "/events", null);
        server.delete("/api/ingest/session/" + id);

        assertThat(readAll(response, Long.MAX_VALUE).getLast().name()).isEqualTo("end");
    }

    @Test
    void aPausedSessionKeepsItsClientsAndClosingTheServerEndsThem() throws Exception {
        String id = begin();
        server.post("/api/ingest/sessions/" + id + "/pause", "");
        server.await(id);
        HttpResponse<InputStream> response = open("/api/ingest/sessions/" + id + "/events", null);
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                readAll(response, Long.MAX_VALUE);
            } catch (IOException e) {
                // ended in the middle, which is what this is about
            }
        });
        Thread.sleep(400);
        assertThat(reader.isAlive()).isTrue();

        long begin = System.nanoTime();
        server.server.close();

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !reader.isAlive());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void clientsThatReadNothingHoldNobodyUp() throws Exception {
        String id = begin();
        List<HttpResponse<InputStream>> silent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            silent.add(open("/api/ingest/sessions/" + id + "/events?last_event_id=0", null));
        }

        assertThat(readToEnd("/api/ingest/sessions/" + id + "/events", "0")
                        .getLast()
                        .name())
                .isEqualTo("end");
        assertThat(server.get("/health/live").status()).isEqualTo(200);
        for (HttpResponse<InputStream> response : silent) {
            response.body().close();
        }
    }

    private String begin() {
        return server.process("'directory': '" + root + "'").text("session_id");
    }

    private static List<Long> revisions(List<Event> events) {
        return events.stream()
                .filter(event -> event.name().equals("item"))
                .map(event -> Long.parseLong(event.id()))
                .toList();
    }

    private List<Event> readToEnd(String path, @Nullable String lastId) throws Exception {
        return readAll(open(path, lastId), Long.MAX_VALUE);
    }

    private List<Event> read(String path, String lastId, long most) throws Exception {
        return readAll(open(path, lastId), most);
    }

    private HttpResponse<InputStream> open(String path, @Nullable String lastId) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.origin() + path)).header("Accept-Encoding", "gzip");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** Reads until the stream ends or so many items have come, then hangs up. */
    private static List<Event> readAll(HttpResponse<InputStream> response, long mostItems) throws IOException {
        List<Event> events = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        long items = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && items < mostItems; line = reader.readLine()) {
                if (line.isEmpty() && fields.containsKey("event")) {
                    Event event = new Event(
                            fields.getOrDefault("event", ""),
                            fields.getOrDefault("id", ""),
                            fields.getOrDefault("data", ""));
                    events.add(event);
                    items += event.name().equals("item") ? 1 : 0;
                    fields.clear();
                } else if (!line.isEmpty() && !line.startsWith(":")) {
                    int colon = line.indexOf(": ");
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
        }
        return events;
    }

    private record Event(String name, String id, String data) {}
}

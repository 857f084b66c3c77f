package dev.mediaingest.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.notify.Channel.Undelivered;
import dev.mediaingest.app.notify.Notifications.Timing;
import dev.mediaingest.app.notify.Notifications.Tried;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real HTTP and SMTP servers of this process get what sessions of a real ledger give occasion to. */
class NotificationsTest {
    private static final Timing QUICK =
            new Timing(Duration.ofMillis(150), Duration.ofMillis(20), Duration.ofSeconds(5));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private HttpServer receiver;

    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final Deque<String> warnings = new ConcurrentLinkedDeque<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Post(String signature, byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(new DatabaseUrl.Sqlite(folder.resolve("ledger.db")), InstantSource.system());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String signature = exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE);
            posts.add(new Post(
                    String.valueOf(signature), exchange.getRequestBody().readAllBytes()));
            Integer status = answers.poll();
            if (status != null && status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        store.close();
    }

    @Test
    void aCompletedSessionIsPostedAndSigned() throws Exception {
        try (Notifications notifications = notifications(webhook())) {
            Session session = completed();

            notifications.on(new StateChanged(session));

            Post post = next();
            assertThat(post.json().path("event").asString()).isEqualTo("completed");
            assertThat(post.json().path("session_id").asString())
                    .isEqualTo(session.id().value());
            assertThat(post.json().path("total_files").asLong()).isZero();
            long seconds = Long.parseLong(post.signature().replaceAll("t=(\\d+),v1=[0-9a-f]{64}", "$1"));
            assertThat(post.signature()).isEqualTo(Webhook.signature("secret", seconds, post.body()));
            assertThat(Webhook.signature("other", seconds, post.body())).isNotEqualTo(post.signature());
        }
    }

    /** RFC 4231 has no such case; this one was computed with openssl dgst -sha256 -hmac. */
    @Test
    void theSignatureIsThatOfOtherPrograms() {
        assertThat(Webhook.signature("key", 1_700_000_000, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1700000000,v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae");
    }

    @Test
    void aReceiverThatIsBusyGetsItLater() throws Exception {
        answers.addAll(List.of(503, 429));
        try (Notifications notifications = notifications(webhook())) {
            notifications.on(new StateChanged(completed()));

            Post first = next();
            assertThat(next().json()).isEqualTo(first.json());
            assertThat(next().json()).isEqualTo(first.json());
        }
        assertThat(posts).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aReceiverThatNeverAnswersWellIsNamedAndLeftAlone() throws Exception {
        answers.addAll(List.of(500, 500, 500, 500, 500, 500));
        Timing brief = new Timing(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5));
        try (Notifications notifications = notifications(brief, webhook())) {
            notifications.on(new StateChanged(completed()));

            await().untilAsserted(() -> assertThat(warnings).hasSize(1));
        }
        assertThat(posts).hasSize(5);
        assertThat(warnings.getFirst())
                .startsWith("The webhook to http://localhost:" + port() + " did not get")
                .endsWith("it answered 500, tried 5 times.")
                .doesNotContain("hook?key");
    }

    @Test
    void aRedirectIsNotFollowedAndNotRepeated() throws Exception {
        answers.add(302);
        try (Notifications notifications = notifications(webhook())) {
            notifications.on(new StateChanged(completed()));
            await().untilAsserted(() -> assertThat(warnings).hasSize(1));
        }
        assertThat(posts).hasSize(1);
    }

    @Test
    void aSessionThatWaitsLongIsToldOnce() throws Exception {
        try (Notifications notifications = notifications(webhook())) {
            Session session = processing();
            notifications.on(new StateChanged(session));
            notifications.on(new Waiting(session.id(), "The disk is full; free some space."));
            notifications.on(new Waiting(session.id(), "The disk is full; free some space."));

            Post post = next();
            assertThat(post.json().path("event").asString()).isEqualTo("needs-attention");
            assertThat(post.json().path("message").asString()).endsWith("waits. The disk is full; free some space.");
        }
        assertThat(posts).isEmpty();
    }

    @Test
    void aSessionThatGoesOnSoonIsNotTold() throws Exception {
        try (Notifications notifications = notifications(webhook())) {
            Session session = processing();
            notifications.on(new StateChanged(session));
            notifications.on(new Waiting(session.id(), "locked"));
            notifications.on(new Recovered(session.id()));

            assertThat(posts.poll(400, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void aClosedDatabaseDoesNotKeepItFromBeingTold() throws Exception {
        try (Notifications notifications = notifications(webhook())) {
            Session session = processing();
            notifications.on(new StateChanged(session));
            store.close();

            notifications.on(new Waiting(session.id(), "The database is gone."));

            assertThat(next().json().path("event").asString()).isEqualTo("needs-attention");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
                        "169.254.169.254",
                "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fd00::1]",
                "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0x7f000001", "2130706433"
            })
    void machinesNearbyAreNotCalledUnlessThatIsMeant(String host) {
        Webhook careful = new Webhook(
                URI.create("http://" + host + ":" + port() + "/hook"), Optional.empty(), AllowedAddresses.PUBLIC);

        assertThatThrownBy(
                        () -> careful.deliver(Notice.test(InstantSource.system().instant())))
                .isInstanceOf(Undelivered.class);
        assertThat(posts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "99.255.0.1", "172.32.0.1", "2606:4700::1111"})
    void machinesOfTheInternetAreCalled(String address) throws Exception {
        assertThat(AllowedAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void whatWasUndeliveredWhenTheProgramEndedIsToldByTheNext() throws Exception {
        Timing slow = new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMillis(50));
        answers.add(503);
        Session session = completed();
        try (Notifications ending = notifications(slow, webhook())) {
            ending.on(new StateChanged(session));
            await().until(() -> !posts.isEmpty());
        }
        JsonNode first = next().json();

        try (Notifications following = notifications(webhook())) {
            following.deliverPending();

            JsonNode again = next().json();
            assertThat(again.path("session_id").asString())
                    .isEqualTo(session.id().value());
            assertThat(again.path("id")).isEqualTo(first.path("id"));
            await().until(() -> store.outbox().pending(Instant.EPOCH).isEmpty());
            following.deliverPending();
        }
        assertThat(posts).isEmpty();
    }

    @Test
    void anEndNobodyListensToIsNotToldLater() {
        try (Notifications nobody = notifications()) {
            nobody.on(new StateChanged(completed()));

            await().until(() -> store.outbox().pending(Instant.EPOCH).isEmpty());
        }
    }

    @Test
    void mailArrivesWithWhatHappened() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            URI address = URI.create("smtp://127.0.0.1:" + server.getSmtp().getPort());
            Mail mail = new Mail(address, "ingest@example.org", List.of("me@example.org", "you@example.org"));
            try (Notifications notifications = notifications(mail)) {
                notifications.on(new StateChanged(completed()));

                await().untilAsserted(
                                () -> assertThat(server.getReceivedMessages()).hasSize(2));
            }
            var message = server.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Media Ingest: a session has completed");
            assertThat(message.getFrom()[0]).hasToString("ingest@example.org");
            assertThat(message.getContent().toString()).contains("Ingested " + folder, "committed_files: 0");
        } finally {
            server.stop();
        }
    }

    @Test
    void aTestTellsOfEachChannelWhetherItArrived() throws Exception {
        Mail nobody = new Mail(URI.create("smtp://127.0.0.1:1"), "a@example.org", List.of("b@example.org"));
        try (Notifications notifications = notifications(webhook(), nobody)) {
            List<Tried> tried = notifications.test();

            assertThat(tried).extracting(Tried::delivered).containsExactly(true, false);
            assertThat(tried.get(1).channel()).isEqualTo("mail by 127.0.0.1 to b@example.org");
            assertThat(tried.get(1).why()).isPresent();
        }
    }

    private Notifications notifications(Channel... channels) {
        return notifications(QUICK, channels);
    }

    private Notifications notifications(Timing timing, Channel... channels) {
        return new Notifications(
                List.of(channels), store.outbox(), store.items(), InstantSource.system(), timing, warnings::add);
    }

    private Webhook webhook() {
        return new Webhook(
                URI.create("http://localhost:" + port() + "/hook?key=1"), Optional.of("secret"), AllowedAddresses.ANY);
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    private Post next() throws InterruptedException {
        Post post = posts.poll(10, TimeUnit.SECONDS);
        assertThat(post).as("a post").isNotNull();
        return post;
    }

    private Session processing() {
        Lease lease = store.ledger()
                .create(SessionId.random(), parameters(), Actor.PROGRAM)
                .lease();
        store.items().newList(lease).complete();
        return store.ledger()
                .move(lease.session(), SessionState.PROCESSING, null)
                .orElseThrow();
    }

    private Session completed() {
        return store.ledger()
                .move(processing().id(), SessionState.COMPLETED, null)
                .orElseThrow();
    }

    private SessionParameters parameters() {
        return new SessionParameters(
                List.of(folder),
                FilePattern.of("*.png"),
                true,
                false,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                Fingerprint.NONE,
                true,
                OptionalLong.empty(),
                1);
    }
}

package dev.mediaingest.app.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import dev.mediaingest.app.web.page.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another web site, or a stranger, may not do. */
class BrowserSafetyTest {
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        Path root = Pictures.folderOfPngs(folder.resolve("media"), 1);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7862",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "",
                "10.0.0.1",
                "[::2]",
                "0.0.0.0"
            })
    void answersUnderNoOtherName(String host) throws IOException {
        assertThat(rawStatus(host)).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:7862", "127.0.0.1", "127.0.0.5:80", "[::1]", "[::1]:7862"})
    void answersUnderItsOwnNames(String host) throws IOException {
        assertThat(rawStatus(host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "file://", "%"})
    void changesNothingForAPageFromElsewhere(String origin) {
        Answer answer = server.send(server.request("/api/ingest/process")
                .header("Content-Type", JSON)
                .header("Origin", origin)
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void changesNothingForACrossSiteRequest() {
        Answer answer = server.send(server.request("/api/ingest/session/x")
                .header("Sec-Fetch-Site", "cross-site")
                .DELETE());

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void worksForItsOwnPage() {
        Answer answer = server.send(server.request("/api/ingest/session/x")
                .header("Origin", server.origin())
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"})
    void takesOnlyJson(String type) {
        Answer answer = server.send(server.request("/api/ingest/process")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void takesNoHugeBody() {
        String body = "[\"" + "x".repeat(2 << 20) + "\"]";
        Answer announced = server.post("/api/ingest/file-types", body);
        Answer streamed = server.send(server.request("/api/ingest/file-types")
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(streamed.status()).isEqualTo(413);
        assertThat(announced.detail()).isNotBlank();
    }

    @Test
    void letsNothingElseIntoThePage() {
        Answer page = server.get("/ingest-v2");

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.body()).doesNotContain("style=", "onclick=", "<style", "http://", "https://");
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        for (String path : new String[] {"/static/app.css", "/api/ingest/active-session", "/nothing", "/"}) {
            assertThat(server.get(path).header("X-Content-Type-Options"))
                    .as(path)
                    .isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret-of-the-house", "Schlüssel für Übermütige", "鍵は秘密です・誰にも言わないでください"})
    void aTokenIsAskedForOnceThereIsOne(String token) throws Exception {
        try (TestServer locked = TestServer.withToken(token, folder.resolve("data2"), folder.resolve("media"))) {
            assertThat(locked.get("/api/ingest/active-session").status()).isEqualTo(401);
            assertThat(locked.get("/ingest-v2").status()).isEqualTo(401);
            assertThat(locked.get("/static/app.js").status()).isEqualTo(401);
            assertThat(locked.get("/?token=wrong").status()).isEqualTo(401);
            assertThat(locked.get("/health/live").status()).isEqualTo(200);
            assertThat(rawStatus(locked, "Authorization: Bearer " + token)).isEqualTo(200);
            assertThat(rawStatus(locked, "Authorization: Bearer " + token + "x"))
                    .isEqualTo(401);
            assertThat(rawStatus(locked, "Authorization: Basic " + base64("anybody:" + token)))
                    .isEqualTo(200);
            Answer entry = locked.get("/ingest-v2?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
            assertThat(entry.status()).isEqualTo(303);
            assertThat(entry.header("Location")).endsWith("/ingest-v2");
            assertThat(entry.header("Set-Cookie"))
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .doesNotContain(token);
            String cookie = entry.header("Set-Cookie").replaceAll(";.*", "");
            assertThat(locked.send(locked.request("/ingest-v2").header("Cookie", cookie))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPersonGetsAPageThatSaysWhatIsWrong() throws Exception {
        String browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        Answer nothing = server.send(server.request("/nowhere").header("Accept", browser));
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.header("Content-Type")).startsWith("text/html");
        assertThat(nothing.body()).contains("<h1>There is nothing here</h1>").contains("/nowhere");
        Answer german = server.send(server.request("/sessions/00000000-0000-0000-0000-000000000000")
                .header("Accept", browser)
                .header("Accept-Language", "de"));
        assertThat(german.status()).isEqualTo(404);
        assertThat(german.body()).contains("<h1>Hier ist nichts</h1>");
        assertThat(server.send(server.request("/api/nowhere").header("Accept", browser))
                        .header("Content-Type"))
                .startsWith(Problems.CONTENT_TYPE);
        assertThat(server.get("/nowhere").header("Content-Type")).startsWith(Problems.CONTENT_TYPE);

        try (TestServer locked =
                TestServer.withToken("s3cret-of-the-house", folder.resolve("data2"), folder.resolve("media"))) {
            Answer closed = locked.send(locked.request("/library").header("Accept", browser));
            assertThat(closed.status()).isEqualTo(401);
            assertThat(closed.body()).contains("name=\"token\"").contains("type=\"password\"");
            assertThat(locked.get("/static/app.css").status()).isEqualTo(200);
        }
    }

    @Test
    void whoGuessesTokensHasToWait() throws Exception {
        String token = "s3cret-of-the-house";
        try (TestServer locked = TestServer.withToken(token, folder.resolve("data2"), folder.resolve("media"))) {
            for (int guess = 0; guess < WrongTokens.BURST; guess++) {
                assertThat(rawStatus(locked, "Authorization: Bearer wrong" + guess))
                        .isIn(401, 429);
            }
            List<Integer> next = new ArrayList<>();
            for (int guess = 0; guess < 10; guess++) {
                next.add(rawStatus(locked, "Authorization: Basic " + base64("x:wrong" + guess)));
            }
            assertThat(next).contains(429);
            assertThat(rawStatus(locked, "X-Nothing: shown")).isEqualTo(401);
            assertThat(locked.get("/health/live").status()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> rawStatus(locked, "Authorization: Bearer " + token) == 200);
        }
    }

    @Test
    void aGuesserIsForgottenOnlyAfterManyOthers() {
        long[] now = {0};
        WrongTokens wrong = new WrongTokens(() -> now[0]);
        for (int guess = 0; guess < WrongTokens.BURST; guess++) {
            assertThat(wrong.isTooMany("10.0.0.1")).isFalse();
            wrong.add("10.0.0.1");
        }

        assertThat(wrong.isTooMany("10.0.0.1")).isTrue();
        assertThat(wrong.isTooMany("10.0.0.2")).isFalse();
        now[0] += Duration.ofSeconds(1).toNanos();
        assertThat(wrong.isTooMany("10.0.0.1")).isFalse();
        wrong.add("10.0.0.1");
        assertThat(wrong.isTooMany("10.0.0.1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "fifteen letters", " blanks at the ends ", "control\u0000characters-in-it"})
    void tokensThatCanBeGuessedOrNotBeSentAreRefused(String token) {
        assertThatThrownBy(() -> new AccessToken(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The token ");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private int rawStatus(String host) throws IOException {
        return rawStatus(server, "Host: " + host);
    }

    /** Of a request with a header that no client of Java would send. */
    private static int rawStatus(TestServer server, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(5_000);
            String host = header.startsWith("Host:") ? "" : "Host: localhost\r\n";
            socket.getOutputStream()
                    .write(("GET /api/ingest/active-session HTTP/1.1\r\n" + host + header
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            String head = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(head.substring(9));
        }
    }
}

package dev.mediaingest.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.discover.MediaRoots;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send their request a byte at a time. */
@Timeout(60)
class RequestDeadlineTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        WebOptions options = WebOptions.local(0, "test");
        MediaRoots roots = MediaRoots.of(List.of(folder));
        server = new WebServer(options, WebWiring.withoutDatabase(options, roots, Map::of), DEADLINE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHeaderThatComesByDropsIsNotWaitedFor() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n");

            assertThat(dripsUntilClosed(socket)).isTrue();
        }
    }

    @Test
    void norIsABody() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /api/ingest/preview HTTP/1.1\r\nHost: localhost\r\n");
            send(socket, "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n");

            assertThat(dripsUntilClosed(socket)).isTrue();
        }
    }

    @Test
    void nextRequestsOfAConnectionHaveTheSameTime() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(firstLine(socket)).contains("200");
            Thread.sleep(DEADLINE.plusSeconds(1).toMillis());
            send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(firstLine(socket)).contains("200");

            send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n");
            assertThat(dripsUntilClosed(socket)).isTrue();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(500);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        byte[] answer = new byte[10_000];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("");
    }

    /** Sends a letter twice a second; whether the server ends the connection in ten times the deadline. */
    private static boolean dripsUntilClosed(Socket socket) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.multipliedBy(10).toNanos();
        while (System.nanoTime() < end) {
            try {
                send(socket, "x");
                if (isAtEnd(socket.getInputStream())) {
                    return true;
                }
            } catch (IOException e) {
                return true;
            }
            Thread.sleep(300);
        }
        return false;
    }

    private static boolean isAtEnd(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }
}

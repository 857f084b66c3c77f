package dev.mediaingest.app.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.ItemList;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report whose database fails while it is written does not look complete to whoever reads it. */
class ReportCutOffTest {
    private static final int ITEMS = 60_000;
    private static final String END_OF_AN_ANSWER = "\r\n0\r\n\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void itsAnswerIsNotEndedAsHttpWantsIt(String format) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), folder)) {
            Session session = longSession(server);
            try (Socket slow = new Socket()) {
                slow.setReceiveBufferSize(8_192);
                slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
                slow.setSoTimeout(60_000);
                slow.getOutputStream()
                        .write(("GET /api/ingest/sessions/" + session.id() + "/report." + format
                                        + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = slow.getInputStream();
                String begin = new String(in.readNBytes(20_000), StandardCharsets.UTF_8);
                assertThat(begin).startsWith("HTTP/1.1 200 OK").contains("picture");

                execute("alter table ingest_items rename to gone");
                String rest = rest(in);

                assertThat(rest).doesNotEndWith(END_OF_AN_ANSWER);
                if (format.equals("csv")) {
                    assertThat(rest).contains("This report is not complete.");
                }
            }
        }
    }

    @Test
    void oneThatDoesNotEvenBeginIsAnError() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), folder)) {
            SessionId id = emptySession(server).session().id();
            execute("alter table ingest_items rename to gone");

            assertThat(server.get("/api/ingest/sessions/" + id + "/report.csv").status())
                    .isEqualTo(500);
        }
    }

    private Ledger.Created emptySession(TestServer server) throws IOException {
        return server.wiring
                .store()
                .ledger()
                .create(
                        SessionId.random(),
                        server.session(server.ingest(onePicture())).parameters(),
                        Actor.PROGRAM);
    }

    private Path onePicture() throws IOException {
        Path media = Files.createDirectory(folder.toRealPath().resolve("media"));
        Files.write(media.resolve("a.png"), Pictures.png(1));
        return media;
    }

    private static String rest(InputStream in) {
        StringBuilder text = new StringBuilder();
        try {
            byte[] some = new byte[8_192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                text.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // the server closed the connection, which is what is wanted
        }
        return text.toString();
    }

    private Session longSession(TestServer server) throws IOException {
        Ledger.Created created = emptySession(server);
        ItemList list = server.wiring.store().items().newList(created.lease());
        String name = "picture ".repeat(20);
        var unused = list.add(
                IntStream.range(0, ITEMS)
                        .mapToObj(number -> new SourceFile(folder.resolve(name + number + ".png"), 1, Instant.EPOCH))
                        .toList(),
                false,
                Long.MAX_VALUE);
        list.complete();
        return created.session();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("test.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute(sql);
        }
    }
}

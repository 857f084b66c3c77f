package dev.mediaingest.app.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.SessionReports;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.store.Store;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams of one session share its feed. */
@Timeout(120)
class SessionFeedTest {
    private static final int FILES = 300;
    private static final int STREAMS = 30;

    @TempDir
    Path folder = Path.of("");

    @Test
    void thirtyStreamsAskTheLedgerAsOftenAsOneAndMissNothing() throws Exception {
        Path root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), FILES);
        AtomicInteger questions = new AtomicInteger();
        try (TestServer server = TestServer.start(folder.resolve("data"), root);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Store store = server.wiring.store();
            SessionFeed.Source source = new SessionFeed.Source(
                    counting(Ledger.class, store.ledger(), questions),
                    server.wiring.progress(),
                    counting(SessionReports.class, store.reports(), questions),
                    store.files());
            SessionId id =
                    new SessionId(server.process("'directory': '" + root + "'").text("session_id"));
            SessionFeed feed = new SessionFeed(source, id, 0);
            List<ByteArrayOutputStream> received = new ArrayList<>();
            List<Future<?>> streams = new ArrayList<>();
            for (int number = 0; number < STREAMS; number++) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                received.add(out);
                EventStream stream = new EventStream(id, feed, 0, new EventWriter(out));
                streams.add(threads.submit(() -> {
                    stream.run();
                    return true;
                }));
            }
            long start = System.nanoTime();
            threads.execute(feed::run);
            for (Future<?> stream : streams) {
                assertThat(stream.get()).isEqualTo(true);
            }
            double seconds = (System.nanoTime() - start) / 1e9;

            String first = received.getFirst().toString(StandardCharsets.UTF_8);
            assertThat(first.lines().filter(line -> line.startsWith("id: "))).hasSize(FILES);
            assertThat(first).contains("event: end");
            assertThat(received)
                    .allSatisfy(out -> assertThat(out.toString(StandardCharsets.UTF_8)
                                    .lines()
                                    .filter(line -> line.startsWith("id: ")))
                            .hasSize(FILES));
            // five looks a second of three questions each, and some pages of items
            assertThat(questions.get()).isLessThan((int) (20 * seconds) + 30);
        }
    }

    private static <T> T counting(Class<T> port, T real, AtomicInteger questions) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    questions.incrementAndGet();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

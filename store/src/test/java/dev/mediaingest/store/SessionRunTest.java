package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.plan.Planner;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.report.LiveProgress;
import dev.mediaingest.report.StateDirectory;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.Answer;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.session.queue.SessionQueue;
import dev.mediaingest.session.run.SessionPorts;
import dev.mediaingest.session.run.SessionRunner;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Sessions over real files into a real database: a file here, a server in the subclass. */
class SessionRunTest {
    @TempDir
    Path temporary = Path.of("");

    private Path media = Path.of("");
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Consumer<SessionEvent> onEvent = event -> {};
    private Duration settling = Duration.ZERO;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Store store;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SessionQueue queue;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private LiveProgress progress;

    @BeforeEach
    void open() throws Exception {
        if (!Files.exists(temporary.resolve("media"))) {
            media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        }
        store = Stores.open(url(), InstantSource.system());
        progress = new LiveProgress(store.items());
        SessionListener listener = SessionListener.all(
                progress,
                new StateDirectory(
                        state(), store.ledger(), store.reports(), progress, InstantSource.system(), warnings::add),
                event -> {
                    events.add(event);
                    onEvent.accept(event);
                });
        queue = new SessionQueue(
                store.ledger(),
                store.items(),
                store.leases(),
                store.auditLog(),
                runner(store.sessionPorts(), listener),
                listener);
    }

    private SessionRunner runner(SessionPorts ports, SessionListener listener) throws Exception {
        MediaRoots roots = MediaRoots.of(List.of(media));
        return new SessionRunner(
                new Discoverer(roots),
                new Planner(),
                new Assessor(roots, new Analyser(), PixelReader.NONE, InstantSource.system()),
                ports,
                listener,
                settling);
    }

    @AfterEach
    void close() {
        queue.close();
        store.close();
    }

    @Test
    void everyFileEndsAndTheSessionAddsUp() throws Exception {
        pictures(20);
        Files.writeString(media.resolve("text.png"), "no picture");
        Files.createFile(media.resolve("empty.png"));

        SessionId id = run(1);

        Tally tally = store.items().tally(id);
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(tally.committed()).isEqualTo(20);
        assertThat(tally.failed()).isEqualTo(2);
        assertThat(tally.addsUp()).isTrue();
        assertThat(store.reports().lastErrors(id, 10))
                .extracting(ItemReport::code)
                .containsExactlyInAnyOrder("empty", "not-media");
        assertThat(store.reports().lastErrors(id, 10)).allMatch(item -> item.nextStep() != null);
    }

    @Test
    void oneFileIsCommittedBeforeTheNextIsBegun() throws Exception {
        pictures(15);

        run(1);

        List<String> order = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof ItemBegun begun) {
                order.add("begun " + begun.item().position());
            } else if (event instanceof ItemEnded ended) {
                order.add("ended " + ended.item().position());
            }
        }
        for (int position = 1; position <= 15; position++) {
            assertThat(order.subList(2 * position - 2, 2 * position))
                    .containsExactly("begun " + position, "ended " + position);
        }
    }

    @Test
    void commitsKeepTheListsOrderWithManyWorkers() throws Exception {
        pictures(200);

        SessionId id = run(4);

        assertThat(store.reports().endedAfter(id, 0, 1_000))
                .extracting(ItemReport::position)
                .isSorted()
                .hasSize(200);
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void theSecondSessionFindsEverythingUnchanged() throws Exception {
        pictures(10);
        run(1);
        PngFile.of(8, 8).seed(99).writeTo(media.resolve("00003.png"));

        SessionId second = run(1);

        Tally tally = store.items().tally(second);
        assertThat(tally.skipped()).isEqualTo(9);
        assertThat(tally.committed()).isEqualTo(1);
    }

    @Test
    void aRatingThatIsAddedChangedOrGoneIsNoticedThoughThePictureIsAsItWas() throws Exception {
        pictures(3);
        run(1);
        assertThat(committedNow()).isZero();

        rate("00002.png", 4);
        assertThat(committedNow()).isEqualTo(1);
        assertThat(value("select score from media_files where filename = '00002.png'"))
                .isEqualTo("4");
        assertThat(committedNow()).isZero();

        rate("00002.png", -1);
        assertThat(committedNow()).isEqualTo(1);
        assertThat(value("select score from media_files where filename = '00002.png'"))
                .isEqualTo("-1");

        Files.delete(media.resolve(".scores/00002.png.json"));
        assertThat(committedNow()).isEqualTo(1);
        assertThat(committedNow()).isZero();
    }

    @Test
    void aPersonsOwnRatingStaysWhenASidecarChanges() throws Exception {
        pictures(1);
        run(1);
        execute("update media_files set score = 2");

        rate("00001.png", 5);

        assertThat(committedNow()).isEqualTo(1);
        assertThat(value("select score from media_files")).isEqualTo("2");
    }

    @Test
    void aCompanionThatComesLaterGivesThePictureItsPrompt() throws Exception {
        PngFile.of(8, 8).writeTo(media.resolve("plain.png"));
        run(1);
        assertThat(value("select prompt from media_metadata")).isEqualTo("null");

        Files.writeString(media.resolve("plain.txt"), "a red fox\nSteps: 20, Sampler: Euler a, Seed: 5");
        assertThat(committedNow()).isEqualTo(1);
        assertThat(value("select prompt from media_metadata")).isEqualTo("a red fox");
        assertThat(value("select generation_source from media_analysis")).isEqualTo("companion:plain.txt");

        Files.writeString(media.resolve("plain.txt"), "a fox, and no parameters at all");
        assertThat(committedNow()).isEqualTo(1);
        assertThat(value("select prompt from media_metadata")).isEqualTo("null");
        assertThat(value("select caption from media_analysis")).isEqualTo("a fox, and no parameters at all");
    }

    @Test
    void whatNoDatabaseTakesAsTextIsCleanBeforeItIsStored() throws Exception {
        PngFile.of(8, 8)
                .text(
                        "parameters",
                        "{\"prompt\": \"a\\u0000cat, half\\ud83d\", \"base_model\": \"mo\\udc00del\\u0000\","
                                + " \"performance\": \"Sp\\u0000eed\", \"loras\": [[\"lo\\u0000ra\\ud800\", 0.5]]}")
                .writeTo(media.resolve("hostile.png"));
        PngFile.of(8, 8).writeTo(media.resolve("caption.png"));
        Files.write(media.resolve("caption.txt"), new byte[] {'c', 0, 'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80});

        run(1);

        for (String column : List.of(
                "media_metadata.prompt",
                "media_metadata.model_name",
                "media_metadata.loras",
                "media_metadata.png_text",
                "media_metadata.positive_prompt_keywords",
                "media_keywords.keyword",
                "media_files.filename",
                "media_analysis.raw_text",
                "media_analysis.other_parameters",
                "media_analysis.caption")) {
            String table = column.substring(0, column.indexOf('.'));
            for (String value : values("select " + column + " from " + table)) {
                assertThat(value).as(column).doesNotContain("\0");
                assertThat(value.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
                        .as(column)
                        .isTrue();
            }
        }
        assertThat(values("select model_name from media_metadata where model_name is not null"))
                .containsExactly("mo\uFFFDdel");
        assertThat(values("select keyword from media_keywords where keyword_type = 'workflow'"))
                .containsExactly("lora\uFFFD");
    }

    @Test
    void nothingFoundLeavesNoSession() {
        assertThatThrownBy(() -> queue.start(parameters(1), Actor.PROGRAM)).isInstanceOf(NothingFound.class);

        assertThat(store.ledger().list(SessionState.ALL, 10, 0)).isEmpty();
    }

    @Test
    void aPausedSessionStopsAtAFileAndGoesOnWhereItWas() throws Exception {
        pictures(100);
        onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 10) {
                queue.pause(ended.session(), Actor.PROGRAM);
            }
        };
        SessionId id = run(1);

        assertThat(session(id).state()).isEqualTo(SessionState.PAUSED);
        assertThat(store.items().tally(id).committed()).isEqualTo(10);

        onEvent = event -> {};
        assertThat(queue.resume(id, Actor.PROGRAM)).isInstanceOf(Answer.Done.class);
        queue.await(id);
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(store.items().tally(id).committed()).isEqualTo(100);
        assertThat(store.reports().items(id, ItemFilter.ALL, 0, 1_000, 0)).allMatch(item -> item.attempts() == 1);
        assertThat(queue.resume(id, Actor.PROGRAM)).isInstanceOf(Answer.AlreadyCompleted.class);
    }

    @Test
    void aCancelledSessionSkipsTheRestAndCannotBeResumed() throws Exception {
        pictures(50);
        onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 5) {
                queue.cancel(ended.session(), Actor.PROGRAM);
            }
        };

        SessionId id = run(1);

        Tally tally = store.items().tally(id);
        assertThat(session(id).state()).isEqualTo(SessionState.CANCELLED);
        assertThat(tally.committed()).isEqualTo(5);
        assertThat(tally.skipped()).isEqualTo(45);
        assertThat(tally.addsUp()).isTrue();
        assertThat(queue.resume(id, Actor.PROGRAM)).isInstanceOf(Answer.Rejected.class);
    }

    @Test
    void sessionsRunOneAfterTheOther() throws Exception {
        pictures(60);
        SessionId first = queue.start(parameters(1), Actor.PROGRAM).id();
        SessionId second = queue.start(parameters(1), Actor.PROGRAM).id();
        queue.await(first);
        queue.await(second);

        assertThat(session(second).startedAt()).isAfterOrEqualTo(session(first).endedAt());
        assertThat(session(second).state()).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void closingInterruptsAndTheNextStartGoesOn() throws Exception {
        pictures(300);
        SessionId id = queue.start(parameters(1), Actor.PROGRAM).id();
        await().until(() -> store.items().tally(id).committed() > 5);
        close();
        open();
        assertThat(session(id).state()).isEqualTo(SessionState.INTERRUPTED);

        queue.recover(any -> true);
        queue.await(id);

        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(store.items().tally(id).committed()).isEqualTo(300);
    }

    @Test
    void aProcessThatDiedLeavesAnInterruptedSessionNotARunningOne() throws Exception {
        pictures(3);
        Ledger.Created created = store.ledger().create(SessionId.random(), parameters(1), Actor.PROGRAM);
        Session session = created.session();
        var unused = store.items().newList(created.lease());
        store.ledger().move(session.id(), SessionState.PROCESSING, null);

        queue.recover(any -> false);

        assertThat(session(session.id()).state()).isEqualTo(SessionState.INTERRUPTED);
    }

    @Test
    void aFileWhoseTurnTakesLongIsSuspectedMeanwhile() throws Exception {
        Path large = PngFile.of(8, 8).writeTo(media.resolve("large.png"));
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(3L << 30); // sparse: no disk, but seconds of hashing
        }
        SessionId id = queue.start(parameters(1), Actor.PROGRAM).id();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> isSlow() || session(id).state().hasEnded());

        assertThat(isSlow()).isTrue();
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(100); // the rest of the reading is not waited for
        }
        queue.await(id);
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(store.reports().lastErrors(id, 10))
                .extracting(ItemReport::code)
                .containsExactly("changed-while-reading");
    }

    private boolean isSlow() throws java.sql.SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from ingest_items where suspected")) {
            return row.next() && row.getInt(1) == 1;
        }
    }

    @Test
    void aFileThatVanishedIsMissingAndTheSessionGoesOn() throws Exception {
        pictures(30);
        onEvent = event -> {
            if (event instanceof ItemBegun begun && begun.item().position() == 3) {
                delete(media.resolve("00010.png"));
            }
        };

        SessionId id = run(1);

        assertThat(store.items().tally(id).missing()).isEqualTo(1);
        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void aFolderThatVanishesPausesTheSessionUntilItIsBack() throws Exception {
        pictures(30);
        Path away = temporary.resolve("away");
        onEvent = event -> {
            if (event instanceof ItemBegun begun && begun.item().position() == 5) {
                move(media, away);
            } else if (event instanceof Waiting) {
                move(away, media);
            }
        };

        SessionId id = run(1);

        assertThat(events).hasAtLeastOneElementOfType(Waiting.class).hasAtLeastOneElementOfType(Recovered.class);
        assertThat(store.items().tally(id).committed()).isEqualTo(30);
        assertThat(store.items().tally(id).missing()).isZero();
    }

    @Test
    void aLockedDatabaseIsWaitedFor() throws Exception {
        pictures(30);
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            SessionId id = queue.start(parameters(1), Actor.PROGRAM).id();
            await().until(() -> store.items().tally(id).committed() > 2
                    || session(id).state().hasEnded());
            statement.execute(lockOut());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> progress.of(session(id)).state() == SessionState.PAUSED
                            || session(id).state().hasEnded());
            statement.execute("rollback");
            queue.await(id);

            assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
            assertThat(store.items().tally(id).committed()).isEqualTo(30);
        }
    }

    @Test
    void theStateDirectoryShowsTheSessionAndIsRebuilt() throws Exception {
        pictures(5);
        Files.createFile(media.resolve("empty.png"));
        SessionId id = run(1);

        var json = JsonMapper.builder().build().readTree(Files.readString(state().resolve(id + ".json")));
        assertThat(json.path("status").asString()).isEqualTo("completed");
        assertThat(json.path("stats").path("committed_files").asInt()).isEqualTo(5);
        assertThat(json.path("errors").get(0).asString()).startsWith("Error processing empty.png: ");
        List<String> log = Files.readAllLines(state().resolve(id + ".jsonl"));
        assertThat(log).hasSize(6);
        assertThat(log.getLast()).contains("\"state\":\"failed\"").contains("\"code\":\"empty\"");

        Files.delete(state().resolve(id + ".json"));
        Files.delete(state().resolve(id + ".jsonl"));
        rebuild();
        assertThat(state().resolve(id + ".json")).exists();
        assertThat(Files.readAllLines(state().resolve(id + ".jsonl"))).hasSize(6);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aSessionStoppedBeforeItsListBeganIsInterruptedAndNotDone() throws Exception {
        pictures(3);
        Ledger.Created begun = store.ledger().create(SessionId.random(), parameters(1), Actor.PROGRAM);
        Session created = begun.session();
        StopSignal stop = new StopSignal();
        stop.stop(SessionState.INTERRUPTED, "The program was told to stop.");

        runner(store.sessionPorts(), event -> {}).run(created, begun.lease(), stop);

        assertThat(session(created.id()).state()).isEqualTo(SessionState.INTERRUPTED);
        queue.resume(created.id(), Actor.PROGRAM);
        queue.await(created.id());
        assertThat(session(created.id()).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(store.items().tally(created.id()).committed()).isEqualTo(3);
    }

    @Test
    void theLogOfASessionIsOnlyAppendedTo() throws Exception {
        pictures(5);
        Files.createFile(media.resolve("empty.png"));
        SessionId id = run(1);
        Path log = state().resolve(id + ".jsonl");
        String whole = Files.readString(log);

        rebuildWithoutState(id);
        assertThat(Files.readString(log))
                .as("what is there is not written again")
                .isEqualTo(whole);

        int fourth = whole.indexOf('\n', whole.indexOf('\n', whole.indexOf('\n') + 1) + 1) + 1;
        Files.writeString(log, "not ours\n" + whole.substring(0, fourth + 20));
        rebuildWithoutState(id);
        assertThat(Files.readString(log))
                .as("a torn line is taken off, what is missing is added")
                .startsWith("not ours\n" + whole.substring(0, fourth))
                .endsWith("\n");
        assertThat(Files.readAllLines(log)).hasSize(7).allMatch(line -> line.endsWith("}") || line.equals("not ours"));

        String before = Files.readString(log);
        queue.retry(id, List.of(), Actor.PROGRAM);
        queue.await(id);
        assertThat(Files.readString(log)).startsWith(before).hasSizeGreaterThan(before.length());
        assertThat(Files.readAllLines(log)).hasSize(8);
    }

    private void rebuildWithoutState(SessionId id) throws Exception {
        Files.delete(state().resolve(id + ".json"));
        rebuild();
    }

    private void rebuild() {
        new StateDirectory(state(), store.ledger(), store.reports(), progress, InstantSource.system(), warnings::add)
                .rebuild();
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsOneWarningAndNoFailure() throws Exception {
        Files.writeString(state(), "a file where the directory should be");
        pictures(20);

        SessionId id = run(1);

        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(warnings).hasSize(1).first().asString().contains("cannot be written");
    }

    @Test
    void retryingDoesOnlyWhatFailed() throws Exception {
        pictures(3);
        Files.createFile(media.resolve("late.png"));
        SessionId id = run(1);
        PngFile.of(8, 8).writeTo(media.resolve("late.png"));
        events.clear();

        queue.retry(id, List.of(), Actor.PROGRAM);
        queue.await(id);

        assertThat(store.items().tally(id).committed()).isEqualTo(4);
        assertThat(events.stream().filter(ItemBegun.class::isInstance)).hasSize(1);
    }

    @Test
    void aDeletedSessionStopsAndItsFilesStayInTheCatalogue() throws Exception {
        pictures(400);
        SessionId id = queue.start(parameters(1), Actor.PROGRAM).id();
        await().until(() -> store.items().tally(id).committed() > 3);

        assertThat(queue.delete(id, Actor.PROGRAM)).isTrue();

        assertThat(store.ledger().find(id)).isEmpty();
        assertThat(state().resolve(id + ".json")).doesNotExist();
        assertThat(store.counts().byDirectory(media).get(media)).isGreaterThan(3);
    }

    @Test
    void toldToStopJustBeforeItsFirstFileItStops() throws Exception {
        pictures(3);
        StopSignal stop = new StopSignal();
        Items stoppingItems = (Items) Proxy.newProxyInstance(
                Items.class.getClassLoader(), new Class<?>[] {Items.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(store.items(), arguments);
                    if (method.getName().equals("pending")) {
                        stop.stop(SessionState.PAUSED, "Paused by a person.");
                    }
                    return answer;
                });
        SessionPorts stopping = new SessionPorts(store.ledger(), stoppingItems, store.catalog(), store.awayFolders());
        Ledger.Created begun = store.ledger().create(SessionId.random(), parameters(1), Actor.PROGRAM);
        Session created = begun.session();

        runner(stopping, event -> {}).run(created, begun.lease(), stop);

        assertThat(session(created.id()).state()).isEqualTo(SessionState.PAUSED);
        assertThat(store.items().tally(created.id()).pending()).isEqualTo(3);
    }

    @Test
    void nothingIsWrittenUnderTheMediaRoot() throws Exception {
        pictures(5);
        List<Path> before = listing();

        run(2);

        assertThat(listing()).isEqualTo(before);
    }

    /** Longer than the shared tables' columns are declared, and than an index takes. */
    @Test
    void aVeryLongPathIsIngestedOrAnItemWithAReason() throws Exception {
        pictures(1);
        Path tooManyLetters = deep("abcdefghijklmnopqrstuvwxyz0123456789".repeat(6), 9);
        Path tooManyBytes = deep("猫犬鳥魚馬牛羊".repeat(11), 13);
        assertThat(tooManyLetters.toString()).hasSizeGreaterThan(1_536);
        assertThat(tooManyBytes.toString()).hasSizeLessThan(1_536);

        SessionId id = run(1);

        assertThat(session(id).state()).isEqualTo(SessionState.COMPLETED);
        Tally tally = store.items().tally(id);
        assertThat(tally.total()).isEqualTo(3);
        assertThat(tally.addsUp()).isTrue();
        assertThat(store.reports().lastErrors(id, 10))
                .extracting(ItemReport::path, ItemReport::code)
                .containsExactlyInAnyOrderElementsOf(
                        holdsAnyPath()
                                ? List.of()
                                : List.of(
                                        tuple(tooManyLetters.toString(), "path-too-long"),
                                        tuple(tooManyBytes.toString(), "path-too-long")));
        assertThat(tally.committed() + tally.failed()).isEqualTo(3);
    }

    boolean holdsAnyPath() {
        return true;
    }

    private Path deep(String name, int levels) throws IOException {
        Path folder = media;
        for (int level = 0; level < levels; level++) {
            folder = folder.resolve(name);
        }
        Files.createDirectories(folder);
        Path picture = folder.resolve("deep.png");
        PngFile.of(8, 8).seed(levels).writeTo(picture);
        return picture;
    }

    @Test
    void aFileThatFailsNowKeepsItsRowAndWhatAPersonGave() throws Exception {
        pictures(1);
        SessionId unused = run(1);
        execute("update media_files set score = 4");
        execute(
                "insert into media_keywords (media_file_id, keyword, keyword_type) select id, 'mine', 'user' from media_files");
        Files.writeString(media.resolve("00001.png"), "no picture any more");

        SessionId id = run(1);

        assertThat(store.items().tally(id).failed()).isEqualTo(1);
        assertThat(values("select score from media_files")).containsExactly("4");
        assertThat(values("select keyword from media_keywords where keyword_type = 'user'"))
                .containsExactly("mine");
        assertThat(value("select prompt from media_metadata")).startsWith("picture 1");
        assertThat(values("select missing_since from media_analysis")).containsExactly("null");
    }

    private SessionId run(int workers) throws NothingFound {
        SessionId id = queue.start(parameters(workers), Actor.PROGRAM).id();
        queue.await(id);
        return id;
    }

    private long committedNow() throws NothingFound {
        return store.items().tally(run(1)).committed();
    }

    private void rate(String picture, int score) throws IOException {
        Files.createDirectories(media.resolve(".scores"));
        Files.writeString(media.resolve(".scores/" + picture + ".json"), "{\"score\": " + score + "}");
    }

    private String value(String query) throws SQLException {
        return values(query).getFirst();
    }

    private List<String> values(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Session session(SessionId id) {
        return store.ledger().find(id).orElseThrow();
    }

    private SessionParameters parameters(int workers) {
        return new SessionParameters(
                List.of(media),
                FilePattern.of("*.png"),
                true,
                true,
                0.5,
                true,
                true,
                true,
                Fingerprint.PIXELS,
                true,
                OptionalLong.empty(),
                workers);
    }

    private void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            PngFile.of(8, 8)
                    .seed(number)
                    .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                    .writeTo(media.resolve("%05d.png".formatted(number)));
        }
    }

    private List<Path> listing() throws IOException {
        try (var paths = Files.walk(media)) {
            return paths.sorted().toList();
        }
    }

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    /** Another program's connection to the same database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalogue.db"));
    }

    /** What another program does that keeps everybody from writing until it rolls back. */
    String lockOut() {
        return "begin immediate";
    }

    private Path state() {
        return temporary.resolve(".ingestion_state");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

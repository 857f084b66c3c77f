package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.library.Change;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.store.sql.DatabaseUrl;
import dev.mediaingest.writeback.SidecarForm;
import dev.mediaingest.writeback.WriteBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that writes back, on real files: on SQLite here, on PostgreSQL in the subclass. */
class WriteBackTest {
    @TempDir
    Path temporary = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private RunningServer server;

    private Path media = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        Files.createDirectory(media.resolve("below"));
        server = RunningServer.start(url(), media);
        for (String name : List.of("a.png", "b.png", "below/c.png", "not rated.png")) {
            PngFile.of(8, 8).seed(name.hashCode()).writeTo(media.resolve(name));
        }
        ingest();
        give("a.png", 4, "red hair", "猫");
        give("b.png", -1);
        give("below/c.png", 0, "only a keyword");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void onlySidecarsAreWrittenAndNoMediaFileChanges() throws Exception {
        Map<String, byte[]> before = files();

        Tally xmp = tally(writeBack(SidecarForm.XMP, null));
        Tally scores = tally(writeBack(SidecarForm.SCORES, null));

        assertThat(xmp.committed()).isEqualTo(3);
        assertThat(scores.committed()).isEqualTo(2);
        assertThat(scores.skipped()).as("scores hold no keywords").isEqualTo(1);
        Map<String, byte[]> after = files();
        assertThat(after.keySet())
                .containsExactlyInAnyOrder(
                        "a.png",
                        "b.png",
                        "not rated.png",
                        "below/c.png",
                        "a.png.xmp",
                        "b.png.xmp",
                        "below/c.png.xmp",
                        ".scores/a.png.json",
                        ".scores/b.png.json");
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
        assertThat(Files.readString(media.resolve("a.png.xmp")))
                .contains("Rating=\"4\"")
                .contains("red hair")
                .contains("猫");
        assertThat(Files.readString(media.resolve(".scores/b.png.json"))).contains("\"score\":-1");
    }

    @Test
    void theNextSessionTakesWhatWasWrittenHereForNoChangeAndReadsItBackElsewhere() throws Exception {
        writeBack(SidecarForm.XMP, null);
        writeBack(SidecarForm.SCORES, null);

        assertThat(tally(ingest()).skipped()).isEqualTo(4);
        assertThat(tally(writeBack(SidecarForm.XMP, null)).skipped()).isEqualTo(3);
        Path second = temporary.resolve("second.db");
        try (RunningServer other = RunningServer.start(new DatabaseUrl.Sqlite(second), media)) {
            SessionId id =
                    other.queue().start(other.parameters(1), Actor.PROGRAM).id();
            other.queue().await(id);
            assertThat(other.store().items().tally(id).scoresImported()).isEqualTo(2);
        }
    }

    @Test
    void aChangeSomebodyElseMadeMeanwhileIsStillNoticed() throws Exception {
        Files.writeString(media.resolve("a.txt"), "a caption of tomorrow");

        writeBack(SidecarForm.XMP, null);

        assertThat(tally(ingest()).committed()).as("a.png has a caption now").isEqualTo(1);
        assertThat(tally(ingest()).skipped()).isEqualTo(4);
    }

    @Test
    void aMirrorGetsThemAndTheMediaFoldersStayAsTheyAre() throws Exception {
        Map<String, byte[]> before = files();
        Path mirror = temporary.resolve("mirror");

        assertThat(tally(writeBack(SidecarForm.XMP, mirror)).committed()).isEqualTo(3);

        assertThat(files().keySet()).isEqualTo(before.keySet());
        assertThat(mirror.resolve("a.png.xmp")).exists();
        assertThat(mirror.resolve("below/c.png.xmp")).exists();
        assertThat(tally(ingest()).skipped()).isEqualTo(4);
    }

    @Test
    void whatIsNotUnderstoodOrALinkIsLeftAsItIsAndCanBeRetried() throws Exception {
        Path outside = Files.writeString(temporary.resolve("outside.json"), "{}");
        Files.createDirectory(media.resolve(".scores"));
        Files.createSymbolicLink(media.resolve(".scores/a.png.json"), outside);
        Files.writeString(media.resolve(".scores/b.png.json"), "not JSON");

        SessionId id = writeBack(SidecarForm.SCORES, null);

        assertThat(session(id)).isEqualTo(SessionState.COMPLETED);
        assertThat(items(id).stream().filter(item -> item.state() == ItemState.FAILED))
                .extracting(ItemReport::code)
                .containsExactly("sidecar-damaged", "sidecar-damaged");
        assertThat(outside).hasContent("{}");
        assertThat(media.resolve(".scores/b.png.json")).hasContent("not JSON");

        Files.delete(media.resolve(".scores/a.png.json"));
        Files.delete(media.resolve(".scores/b.png.json"));
        server.queue().retry(id, List.of(), Actor.PROGRAM);
        server.queue().await(id);
        assertThat(tally(id).committed()).isEqualTo(2);
        assertThat(Files.isRegularFile(media.resolve(".scores/a.png.json"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aScoresFolderThatLeadsElsewhereGetsNothing() throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(media.resolve(".scores"), outside);

        assertThat(tally(writeBack(SidecarForm.SCORES, null)).failed()).isEqualTo(2);
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aQueryChoosesAndNothingLeftAskingIsSaid() throws Exception {
        assertThat(tally(writeBack("score:4", SidecarForm.XMP, null)).total()).isEqualTo(1);
        assertThat(media.resolve("b.png.xmp")).doesNotExist();
        assertThatThrownBy(() -> writeBack("score:1", SidecarForm.XMP, null)).isInstanceOf(NothingFound.class);
    }

    @Test
    void aRatingTakenBackBecomesZeroWhereItWasWritten() throws Exception {
        writeBack(SidecarForm.SCORES, null);
        give("a.png", 0);

        assertThat(tally(writeBack(SidecarForm.SCORES, null)).committed()).isEqualTo(1);
        assertThat(Files.readString(media.resolve(".scores/a.png.json"))).contains("\"score\":0");
        assertThat(tally(ingest()).skipped()).isEqualTo(4);
    }

    @Test
    void stoppedInTheMiddleItGoesOnWithTheRest() throws Exception {
        server.onEvent(event -> {
            if (event instanceof ItemEnded ended) {
                server.queue().pause(ended.item().session(), Actor.PROGRAM);
            }
        });
        SessionId id = writeBack(SidecarForm.XMP, null);
        assertThat(session(id)).isEqualTo(SessionState.PAUSED);
        assertThat(tally(id).committed()).isEqualTo(1);
        server.onEvent(event -> {});

        server.queue().resume(id, Actor.PROGRAM);
        server.queue().await(id);

        assertThat(session(id)).isEqualTo(SessionState.COMPLETED);
        assertThat(tally(id).committed()).isEqualTo(3);
        assertThat(items(id)).extracting(ItemReport::reason).containsOnly("written");
    }

    private SessionId ingest() throws NothingFound {
        SessionId id = server.queue().start(server.parameters(1), Actor.PROGRAM).id();
        server.queue().await(id);
        server.store().library().catchUp();
        return id;
    }

    private SessionId writeBack(SidecarForm form, @Nullable Path mirror) throws NothingFound {
        return writeBack("", form, mirror);
    }

    private SessionId writeBack(String query, SidecarForm form, @Nullable Path mirror) throws NothingFound {
        SessionId id = server.queue()
                .start(SessionParameters.of(new WriteBack(form, query, media, mirror)), Actor.PROGRAM)
                .id();
        server.queue().await(id);
        return id;
    }

    private void give(String name, int score, String... keywords) throws Exception {
        long id = server
                .store()
                .reports()
                .items(
                        server.store()
                                .ledger()
                                .list(SessionState.ALL, 100, 0)
                                .getLast()
                                .id(),
                        ItemFilter.ALL,
                        0,
                        100,
                        0)
                .stream()
                .filter(item -> item.path().equals(media.resolve(name).toString()))
                .map(ItemReport::mediaId)
                .findFirst()
                .orElseThrow();
        server.store().library().change(List.of(id), new Change(score, null, List.of(keywords), List.of()));
    }

    private Tally tally(SessionId id) {
        return server.store().items().tally(id);
    }

    private SessionState session(SessionId id) {
        return server.store().ledger().find(id).orElseThrow().state();
    }

    private List<ItemReport> items(SessionId id) {
        return server.store().reports().items(id, ItemFilter.ALL, 0, 100, 0);
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(media)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(media.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}

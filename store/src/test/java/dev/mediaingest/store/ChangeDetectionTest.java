package dev.mediaingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mediaingest.discover.Absence.Why;
import dev.mediaingest.discover.Discovered;
import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.library.Condition;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.Sort;
import dev.mediaingest.library.Term;
import dev.mediaingest.media.ReaderChange;
import dev.mediaingest.plan.AwayFolder;
import dev.mediaingest.plan.EarlierReadings;
import dev.mediaingest.plan.Preview;
import dev.mediaingest.plan.Previewer;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.Actor;
import dev.mediaingest.session.ItemState;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import dev.mediaingest.session.queue.NothingFound;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later session makes of files that changed, moved, went or came back: in a file here, on a server in the subclass. */
class ChangeDetectionTest {
    private static final Duration SETTLING = Duration.ofMillis(400);
    private static final String PERSONS = "update media_files set score = 4 where filename = '%s'";

    @TempDir
    Path temporary = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private RunningServer server;

    private Path media = Path.of("");

    DatabaseUrl url() throws SQLException {
        return new DatabaseUrl.Sqlite(temporary.resolve("catalogue.db"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalogue.db"));
    }

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(temporary.resolve("media")).toRealPath();
        server = RunningServer.start(url(), media);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMovedFileKeepsItsRowAndAllThatAPersonGave() throws Exception {
        pictures(3);
        run();
        List<String> before = rows("select id, created_at from media_files where filename = '2.png'");
        execute(PERSONS.formatted("2.png"));
        execute("insert into media_keywords (media_file_id, keyword, keyword_type)"
                + " select id, 'holiday', 'user' from media_files where filename = '2.png'");
        move("2.png", "other/second.png");

        SessionId second = run();

        assertThat(rows("select id, created_at from media_files where filename = 'second.png'"))
                .isEqualTo(before);
        assertThat(rows("select file_path, directory, extension, score from media_files where filename = 'second.png'"))
                .containsExactly(media.resolve("other/second.png") + "|" + media.resolve("other") + "|.png|4");
        assertThat(rows("select count(*) from media_files")).containsExactly("3");
        assertThat(rows("select count(*) from media_metadata")).containsExactly("3");
        assertThat(rows("select count(*) from media_analysis where missing_since is not null"))
                .containsExactly("0");
        assertThat(rows("select count(*) from media_keywords where keyword = 'holiday'"))
                .containsExactly("1");
        assertThat(rows("select count(*) from media_keywords k join media_files f on f.id = k.media_file_id"
                        + " where f.filename = 'second.png' and keyword = 'picture 2'"))
                .containsExactly("1");
        ItemReport item = items(second).stream()
                .filter(report -> report.state() == ItemState.COMMITTED)
                .findFirst()
                .orElseThrow();
        assertThat(item.reason()).isEqualTo("moved");
        assertThat(item.detail()).isEqualTo("It was " + media.resolve("2.png") + " before.");
        assertThat(tally(run()).skipped()).isEqualTo(3);
    }

    @Test
    void aRenamedFolderTakesItsFilesAlong() throws Exception {
        Files.createDirectory(media.resolve("a"));
        for (int number = 1; number <= 5; number++) {
            picture(number, "a/" + number + ".png");
        }
        run();
        List<String> before = rows("select id, filename from media_files order by id");
        Files.move(media.resolve("a"), media.resolve("b"));

        run();

        assertThat(rows("select id, filename from media_files order by id")).isEqualTo(before);
        assertThat(rows("select distinct directory from media_files")).containsExactly(media.resolve("b") + "");
    }

    @Test
    void aCopyIsAnotherFile() throws Exception {
        pictures(1);
        run();
        execute(PERSONS.formatted("1.png"));
        Files.copy(media.resolve("1.png"), media.resolve("copy.png"));

        run();

        assertThat(rows("select filename, score from media_files order by id"))
                .containsExactly("1.png|4", "copy.png|0");
    }

    @Test
    void ofTwoMovedCopiesEachKeepsTheRowOfItsName() throws Exception {
        picture(1, "a.png");
        picture(1, "b.png");
        run();
        List<String> before = rows("select filename, id from media_files order by filename");
        move("a.png", "z/a.png");
        move("b.png", "y/b.png");

        run();

        assertThat(rows("select filename, id from media_files order by filename"))
                .isEqualTo(before);
        assertThat(rows("select count(*) from media_analysis where missing_since is not null"))
                .containsExactly("0");
    }

    @Test
    void aFileThatTurnsUpElsewhereMuchLaterIsTheOneThatWasMissing() throws Exception {
        pictures(3);
        Path elsewhere = temporary.resolve("elsewhere.png");
        run();
        Files.move(media.resolve("1.png"), elsewhere);
        run();
        assertThat(missing()).containsExactly("1.png");
        Files.createDirectory(media.resolve("late"));
        Files.move(elsewhere, media.resolve("late/again.png"));

        run();

        assertThat(missing()).isEmpty();
        assertThat(rows("select filename from media_files order by id")).containsExactly("again.png", "2.png", "3.png");
    }

    @Test
    void aFileIsNotTakenForAnotherThatIsMissingIfItsBytesDiffer() throws Exception {
        pictures(2);
        run();
        Files.delete(media.resolve("1.png"));
        picture(7, "7.png");

        run();

        assertThat(rows("select filename from media_files order by id")).containsExactly("1.png", "2.png", "7.png");
        assertThat(missing()).containsExactly("1.png");
    }

    @Test
    void whatIsGoneIsMarkedAndListedAndNeverDeleted() throws Exception {
        pictures(5);
        Files.createDirectory(media.resolve("below"));
        picture(6, "below/6.png");
        run();
        Files.delete(media.resolve("2.png"));
        Files.delete(media.resolve("below/6.png"));
        Files.delete(media.resolve("below"));

        SessionId second = run();

        assertThat(missing()).containsExactly("2.png", "6.png");
        assertThat(tally(second).total()).isEqualTo(4);
        assertThat(session(second)).isEqualTo(SessionState.COMPLETED);
        assertThat(server.store().leftOut().counts(second)).containsEntry("gone", 2L);
        assertThat(rows("select count(*) from media_files")).containsExactly("6");
        assertThat(server.store().leftOut().counts(run())).doesNotContainKey("gone");
    }

    @Test
    void aRowOfThePythonToolWhoseFileIsGoneIsMissingUntilItIsThereAgain() throws Exception {
        pictures(2);
        execute(
                "insert into media_files (filename, directory, file_path, file_size, file_type, nsfw, favourite) values ('old.png',"
                        + " '%1$s', '%1$s/old.png', 5, 'image', false, true)".formatted(media));
        run();

        assertThat(rows("select f.filename from media_files f join media_analysis a on a.media_id = f.id"
                        + " where a.missing_since is not null"))
                .containsExactly("old.png");
        assertThat(server.store()
                        .library()
                        .countedPage(missingOnes(), Optional.empty(), 10, 10)
                        .files())
                .isEqualTo(1);
        picture(3, "old.png");
        run();
        assertThat(rows("select count(*) from media_analysis where missing_since is not null"))
                .containsExactly("0");
        assertThat(rows("select favourite, media_type from media_files f join media_analysis a on a.media_id = f.id"
                                + " where filename = 'old.png'")
                        .getFirst())
                .matches("(1|t)\\|png");
    }

    private LibraryQuery missingOnes() {
        server.store().library().catchUp();
        return new LibraryQuery(List.of(Term.of(new Condition.Missing())), Sort.ADDED, true);
    }

    @Test
    void aFileThatComesBackAsItWasIsThereAgainUnread() throws Exception {
        pictures(3);
        run();
        Path away = temporary.resolve("away.png");
        Files.move(media.resolve("2.png"), away);
        run();
        assertThat(missing()).containsExactly("2.png");
        Files.move(away, media.resolve("2.png"));

        Tally third = tally(run());

        assertThat(missing()).isEmpty();
        assertThat(third.skipped()).isEqualTo(3);
    }

    @Test
    void onlyWhatTheSessionLookedForIsMissed() throws Exception {
        pictures(3);
        Files.createDirectory(media.resolve("below"));
        picture(4, "below/4.png");
        picture(5, "below/5.png");
        run();
        for (String file : List.of("1.png", "2.png", "below/4.png")) {
            Files.delete(media.resolve(file));
        }
        picture(8, "8.png");

        run(with -> changed(with, with.pattern(), true, true, OptionalLong.of(1)));
        assertThat(missing()).as("a list cut short").isEmpty();
        run(with -> changed(with, FilePattern.of("[138].png"), false, true, OptionalLong.empty()));
        assertThat(missing()).as("by pattern, without folders below").containsExactly("1.png");
        run(with -> changed(with, with.pattern(), false, true, OptionalLong.empty()));
        assertThat(missing()).as("without folders below").containsExactly("1.png", "2.png");
        run();
        assertThat(missing()).containsExactly("1.png", "2.png", "4.png");
    }

    @Test
    void aRootThatIsEmptyOrGoneMarksAndMovesNothing() throws Exception {
        pictures(3);
        run();
        Path away = temporary.resolve("away");
        Files.move(media, away);
        Files.createDirectory(media); // as a disk that is not mounted leaves it

        SessionId empty = run();
        assertThat(server.store().awayFolders().of(empty)).containsExactly(new AwayFolder(media, 3, Why.EMPTY));
        assertThat(tally(empty).total()).isZero();
        assertThat(session(empty)).isEqualTo(SessionState.COMPLETED);
        assertThat(missing()).isEmpty();

        Path copies = Files.createDirectory(temporary.resolve("copies")).toRealPath();
        Files.copy(away.resolve("1.png"), copies.resolve("1.png"));
        try (RunningServer both = RunningServer.start(url(), media, copies)) {
            SessionId id = both.queue()
                    .start(in(both.parameters(1), List.of(copies)), Actor.PROGRAM)
                    .id();
            both.queue().await(id);
        }
        assertThat(rows("select file_path from media_files order by id"))
                .containsExactly(
                        media.resolve("1.png") + "",
                        media.resolve("2.png") + "",
                        media.resolve("3.png") + "",
                        copies.resolve("1.png") + "");
        assertThat(missing()).isEmpty();
    }

    @Test
    void aChangedFileIsReadAgainAndKeepsWhatAPersonGave() throws Exception {
        pictures(3);
        run();
        execute(PERSONS.formatted("2.png"));
        execute("insert into media_keywords (media_file_id, keyword, keyword_type)"
                + " select id, 'holiday', 'user' from media_files where filename = '2.png'");
        picture(9, "2.png");

        Tally second = tally(run());

        assertThat(second.committed()).isEqualTo(1);
        assertThat(rows("select score from media_files where filename = '2.png'"))
                .containsExactly("4");
        assertThat(
                        rows(
                                "select keyword from media_keywords k join media_files f on f.id = k.media_file_id"
                                        + " where filename = '2.png' and keyword in ('holiday', 'picture 2', 'picture 9') order by keyword"))
                .containsExactly("holiday", "picture 9");
    }

    @Test
    void onlyWhatAnOlderAnalyserMadeIsMadeAnewUnlessAllIsForced() throws Exception {
        pictures(6);
        run();
        execute("update media_analysis set analysed_with = '1' || substr(analysed_with, 2) where media_id in"
                + " (select id from media_files where filename in ('2.png', '5.png'))");

        SessionId second = run();

        assertThat(items(second).stream().filter(item -> item.state() == ItemState.COMMITTED))
                .extracting(ItemReport::position)
                .containsExactly(2L, 5L);
        assertThat(tally(run()).skipped()).isEqualTo(6);
        SessionId forced = run(with -> changed(with, with.pattern(), true, false, OptionalLong.empty()));
        assertThat(tally(forced).committed()).isEqualTo(6);
        assertThat(rows("select count(*) from media_files")).containsExactly("6");
    }

    @Test
    void unchangedFilesAreReadAgainOnlyWhereNewerReadersFindMoreAndTheSessionSaysHowManyAndWhy() throws Exception {
        pictures(6);
        run();
        madeByReaders(7, "1.png", "2.png", "3.png", "4.png");
        execute("update media_analysis set generation_source = null, score_source = null, captured_at = null");
        execute("update media_analysis set generation_source = 'png:tEXt' where media_id = " + idOf("2.png"));
        execute("update media_analysis set note_code = 'truncated' where media_id = " + idOf("3.png"));
        execute("update media_analysis set captured_at = 1 where media_id = " + idOf("4.png"));

        Preview preview = preview(server.parameters(1).earlierReadings(), Long.MAX_VALUE);
        SessionId second = run();

        assertThat(preview.readAgain()).isEqualTo(server.store().reports().readAgain(second));
        assertThat(preview.toDo()).isEqualTo(4);
        assertThat(server.store().reports().readAgain(second))
                .containsExactly(
                        Map.entry(ReaderChange.NOTES, 1L),
                        Map.entry(ReaderChange.DATES, 1L),
                        Map.entry(ReaderChange.GENERATION, 1L),
                        Map.entry(ReaderChange.TEXTS, 1L));
        assertThat(rows("select reading from ingest_items where session_id = '" + second + "' order by position"))
                .containsExactly("headers", "headers", "whole", "headers", "null", "null");
        SessionId third = run();
        assertThat(tally(third).skipped()).isEqualTo(6);
        assertThat(server.store().reports().readAgain(third)).isEmpty();
    }

    @Test
    void whatPixelsSaidOfAFileIsStillThereWhenItsHeadersAreReadAgain() throws Exception {
        pictures(2);
        run();
        execute(
                "update media_files set phash = 'abc', media_file_id = 'def', nsfw = true, nsfw_score = 0.9, favourite = true");
        execute("update media_analysis set dct_hash = 7, nsfw_status = 'scored', nsfw_mean = 0.8, texts = null");
        String hash = rows("select content_sha256 from media_analysis").getFirst();
        String seen =
                "select phash, media_file_id, nsfw, nsfw_score, favourite, content_sha256, dct_hash, nsfw_status, nsfw_mean"
                        + " from media_files join media_analysis on id = media_id order by id";
        List<String> before = rows(seen);
        madeByReaders(7, "1.png");

        assertThat(tally(run()).committed()).isEqualTo(1);

        assertThat(rows(seen)).isEqualTo(before);
        assertThat(rows("select content_sha256 from media_analysis")).contains(hash);
        assertThat(rows("select texts is null from media_analysis order by media_id")
                        .getFirst())
                .as("read again")
                .isNotEqualTo(rows("select texts is null from media_analysis order by media_id")
                        .getLast());
        assertThat(rows("select distinct analysed_with from media_analysis")).hasSize(1);
    }

    @Test
    void aFileThatChangedBeforeItsHeadersWereReadAgainIsReadWhole() throws Exception {
        pictures(1);
        run();
        String hash = rows("select content_sha256 from media_analysis").getFirst();
        madeByReaders(7, "1.png");
        server.onEvent(event -> {
            if (event instanceof Planned) {
                assertThatCode(() -> picture(77, "1.png")).doesNotThrowAnyException();
            }
        });

        SessionId second = run();

        assertThat(rows("select reading from ingest_items where session_id = '" + second + "'"))
                .containsExactly("headers");
        assertThat(rows("select content_sha256 from media_analysis")).doesNotContain(hash);
    }

    private void madeByReaders(int version, String... names) throws Exception {
        execute("update media_analysis set analysed_with = '" + version + "' || substr(analysed_with, "
                + (Integer.toString(ReaderChange.newestVersion()).length() + 1) + ") where media_id in"
                + " (select id from media_files where filename in ('" + String.join("', '", names) + "'))");
    }

    private static String idOf(String name) {
        return "(select id from media_files where filename = '" + name + "')";
    }

    @Test
    void aPreviewSaysWhatASessionWouldDoAndWritesNothing() throws Exception {
        pictures(10);
        run();
        picture(99, "3.png");
        picture(11, "11.png");
        Files.writeString(media.resolve("note.txt"), "no picture");
        List<String> before = rows("select count(*) from ingest_sessions");

        Preview preview = preview(server.parameters(1).earlierReadings(), Long.MAX_VALUE);

        assertThat(preview.total()).isEqualTo(11);
        assertThat(preview.fresh()).isEqualTo(1);
        assertThat(preview.changed()).isEqualTo(1);
        assertThat(preview.unchanged()).isEqualTo(9);
        assertThat(preview.bytes()).isEqualTo(Files.size(media.resolve("3.png")) + Files.size(media.resolve("11.png")));
        assertThat(preview.leftOut()).containsExactly(Map.entry(Discovered.Reason.NOT_MATCHED, 1L));
        assertThat(preview(EarlierReadings.NONE, Long.MAX_VALUE).changed())
                .as("forced")
                .isEqualTo(10);
        assertThat(preview(EarlierReadings.NONE, 3).total()).as("at most").isEqualTo(3);
        assertThat(rows("select count(*) from ingest_sessions")).isEqualTo(before);
        Tally tally = tally(run());
        assertThat(tally.committed()).isEqualTo(preview.fresh() + preview.changed());
        assertThat(tally.skipped()).isEqualTo(preview.unchanged());
    }

    private Preview preview(EarlierReadings earlier, long most) throws Exception {
        SessionParameters with = server.parameters(1);
        return new Previewer(server.store().known(), earlier, false, most)
                .preview(new Discoverer(MediaRoots.of(List.of(media)))
                        .walk(with.directories(), with.pattern(), with.recursive()));
    }

    @Test
    void aBrokenFileIsReadOnceAndSkippedWithItsReasonUntilAPersonOrAChangeWantsIt() throws Exception {
        pictures(2);
        Path broken = media.resolve("broken.png");
        Files.writeString(broken, "no picture");
        assertThat(tally(run()).failed()).isEqualTo(1);

        SessionId second = run();
        assertThat(tally(second).skipped()).isEqualTo(3);
        assertThat(items(second))
                .filteredOn(item -> "failed-before".equals(item.reason()))
                .extracting(ItemReport::code)
                .containsExactly("not-media");

        assertThat(tally(run(wanted -> wanted.withRetryFailed(true))).failed())
                .as("--retry-failed")
                .isEqualTo(1);
        assertThat(tally(run(wanted -> wanted.withRetryFailed(true))).skipped()).isEqualTo(2);
        server.queue().retry(second, List.of(), Actor.PROGRAM);
        server.queue().await(second);
        assertThat(tally(second).failed()).as("retry").isEqualTo(1);
        Files.writeString(broken, "still no picture");
        assertThat(tally(run()).failed()).as("changed").isEqualTo(1);
        PngFile.of(8, 8).writeTo(broken);
        assertThat(tally(run()).committed()).isEqualTo(1);
        assertThat(tally(run()).skipped()).isEqualTo(3);
    }

    @Test
    void picturesWithoutTheirPixelsAreTriedAgainWhenAskedForWhatFailed() throws Exception {
        pictures(3);
        run();
        execute("update media_analysis set note_code = 'memory' where media_id = (select min(id) from media_files)");

        assertThat(tally(run()).skipped()).isEqualTo(3);
        assertThat(tally(run(wanted -> wanted.withRetryFailed(true))).committed())
                .isEqualTo(1);
    }

    @Test
    void aFileModifiedJustNowWaitsUntilTheOthersAreDone() throws Exception {
        settle();
        pictures(5);
        age();
        Files.setLastModifiedTime(
                media.resolve("2.png"),
                FileTime.from(Instant.now().plus(SETTLING.dividedBy(2)))); // for machines with much to do

        SessionId id = run();

        assertThat(tally(id).committed()).isEqualTo(5);
        assertThat(server.store().reports().endedAfter(id, 0, 10))
                .extracting(ItemReport::position)
                .containsExactly(1L, 3L, 4L, 5L, 2L);
        assertThat(items(id)).allMatch(item -> item.attempts() == 1);
        assertThat(server.events().stream().filter(Deferred.class::isInstance))
                .as("its time lies half the settling time ahead, so that the second look may come too early")
                .hasSizeBetween(1, 2)
                .allMatch(event -> ((Deferred) event).item().position() == 2);
    }

    @Test
    void aFileWhoseTimeLiesInTheFutureWaitsForNothing() throws Exception {
        settle();
        pictures(2);
        age();
        Files.setLastModifiedTime(
                media.resolve("1.png"), FileTime.from(Instant.now().plusSeconds(3_600)));

        SessionId id = run();

        assertThat(tally(id).committed()).isEqualTo(2);
        assertThat(server.events()).noneMatch(Deferred.class::isInstance);
    }

    @Test
    void aFileThatIsStillBeingCopiedIsWaitedForThoughTheCopyStalls() throws Exception {
        settle();
        pictures(3);
        age();
        byte[] whole = PngFile.of(64, 64).seed(9).bytes();
        Path copied = media.resolve("2-copied.png");
        Files.write(copied, new byte[0]);
        Thread copy = Thread.ofPlatform().start(() -> {
            for (int quarter = 1; quarter <= 4; quarter++) {
                sleep(SETTLING.multipliedBy(3));
                write(copied, Arrays.copyOf(whole, whole.length * quarter / 4));
            }
        });

        SessionId id = run();
        copy.join();

        assertThat(tally(id).committed()).isEqualTo(4);
        assertThat(items(id)).allMatch(item -> item.code() == null && item.attempts() == 1);
    }

    @Test
    void aFileThatStaysCutOffIsTakenAsItIsAfterAWhile() throws Exception {
        settle();
        byte[] whole = PngFile.of(64, 64).seed(9).bytes();
        write(media.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        long start = System.nanoTime();

        SessionId id = run();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(SETTLING.multipliedBy(8), SETTLING.multipliedBy(30));
        assertThat(items(id)).extracting(ItemReport::code).containsExactly("truncated");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesThatNeverSettleStallNoSessionAndFailWithAReason() throws Exception {
        Duration moment = Duration.ofMillis(50);
        server.close();
        server = RunningServer.settling(url(), moment, media);
        pictures(20);
        age();
        Path growing = PngFile.of(8, 8).writeTo(media.resolve("growing.png"));
        var stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                append(growing);
            }
        });
        long start = System.nanoTime();

        SessionId id = run();

        stop.set(true);
        writer.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(moment.multipliedBy(200));
        assertThat(session(id)).isEqualTo(SessionState.COMPLETED);
        assertThat(tally(id).addsUp()).isTrue();
        assertThat(server.events().stream().filter(Deferred.class::isInstance)).hasSizeBetween(3, 60);
        assertThat(server.events().stream()
                        .filter(event -> event instanceof ItemBegun begun
                                && begun.item().file().path().equals(growing)))
                .hasSizeBetween(4, 61);
    }

    /** Opening a pipe that nobody writes to never returns. */
    @Test
    void aPipePutInAFilesPlaceAfterTheLookHoldsNobodyUp() throws Exception {
        pictures(3);
        Path exchanged = media.resolve("2.png");
        AtomicInteger looks = new AtomicInteger();
        server.close();
        server = RunningServer.asking(
                url(),
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        assertThatCode(() -> pipeAt(exchanged)).doesNotThrowAnyException();
                    }
                    return Instant.now();
                },
                media);

        SessionId session = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> run());

        assertThat(tally(session).committed()).isEqualTo(2);
        assertThat(items(session).get(1).state()).isEqualTo(ItemState.FAILED);
        assertThat(items(session).get(1).detail()).contains("it is no regular file");
    }

    private static void pipeAt(Path path) throws Exception {
        Files.delete(path);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void aDeferredFileIsStillToDoAfterARestart() throws Exception {
        settle();
        pictures(3);
        age();
        Files.setLastModifiedTime(media.resolve("1.png"), FileTime.from(Instant.now()));
        RunningServer first = server;
        first.onEvent(event -> {
            if (event instanceof Deferred deferred) {
                first.queue().pause(deferred.session(), Actor.PROGRAM);
            }
        });
        SessionId id = run();
        assertThat(session(id)).isEqualTo(SessionState.PAUSED);
        first.close();

        server = RunningServer.settling(url(), SETTLING, media);
        server.queue().resume(id, Actor.PROGRAM);
        server.queue().await(id);

        assertThat(session(id)).isEqualTo(SessionState.COMPLETED);
        assertThat(tally(id).committed()).isEqualTo(3);
        assertThat(items(id)).allMatch(item -> item.attempts() == 1);
    }

    private void settle() throws Exception {
        server.close();
        server = RunningServer.settling(url(), SETTLING, media);
    }

    /** As if nobody had written to the files for an hour. */
    private void age() throws IOException {
        try (Stream<Path> files = Files.list(media)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
            }
        }
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static SessionParameters changed(
            SessionParameters with, FilePattern pattern, boolean recursive, boolean skipExisting, OptionalLong most) {
        return new SessionParameters(
                with.directories(),
                pattern,
                recursive,
                with.enableNsfwDetection(),
                with.nsfwThreshold(),
                with.extractMetadata(),
                with.extractKeywords(),
                with.importScores(),
                with.fingerprint(),
                skipExisting,
                most,
                with.workers());
    }

    private static SessionParameters in(SessionParameters with, List<Path> directories) {
        return new SessionParameters(
                directories,
                with.pattern(),
                with.recursive(),
                with.enableNsfwDetection(),
                with.nsfwThreshold(),
                with.extractMetadata(),
                with.extractKeywords(),
                with.importScores(),
                with.fingerprint(),
                with.skipExisting(),
                with.maxFiles(),
                with.workers());
    }

    private SessionId run() throws NothingFound {
        return run(UnaryOperator.identity());
    }

    private SessionId run(UnaryOperator<SessionParameters> change) throws NothingFound {
        SessionId id = server.queue()
                .start(change.apply(server.parameters(1)), Actor.PROGRAM)
                .id();
        server.queue().await(id);
        return id;
    }

    private Tally tally(SessionId id) {
        return server.store().items().tally(id);
    }

    private SessionState session(SessionId id) {
        return server.store().ledger().find(id).orElseThrow().state();
    }

    private List<ItemReport> items(SessionId id) {
        return server.store().reports().items(id, ItemFilter.ALL, 0, 1_000, 0);
    }

    private void pictures(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            picture(number, number + ".png");
        }
    }

    private void picture(int number, String name) throws IOException {
        PngFile.of(8, 8)
                .seed(number)
                .infotext("picture " + number + "\nSteps: 20, Sampler: Euler a, Seed: " + number)
                .writeTo(media.resolve(name));
    }

    private void move(String from, String to) throws IOException {
        Files.createDirectories(media.resolve(to).getParent());
        Files.move(media.resolve(from), media.resolve(to));
    }

    private List<String> missing() throws SQLException {
        return rows("select filename from media_files f join media_analysis a on a.media_id = f.id"
                + " where missing_since is not null order by filename");
    }

    private List<String> rows(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(rows.getString(column)));
                }
                values.add(String.join("|", row));
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
}

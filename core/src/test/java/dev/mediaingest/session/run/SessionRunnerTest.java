package dev.mediaingest.session.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.fixtures.memory.MediaRow;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.Plan;
import dev.mediaingest.report.ItemFilter;
import dev.mediaingest.report.ItemReport;
import dev.mediaingest.session.Ledger.Created;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import dev.mediaingest.session.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flow over real files, into a store in memory. */
@Timeout(30)
class SessionRunnerTest {
    private static final PixelReading NOTHING_SEEN = new PixelReading.Read(PixelFindings.none(Reason.NO_CLASSIFIER));

    @TempDir
    Path media = Path.of("");

    @Test
    void everyFileEndsAndTheSessionAddsUp() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(5);
        Files.writeString(media.resolve("text.png"), "no picture");
        Files.createFile(media.resolve("empty.png"));

        Session session = flow.run(2);

        Tally tally = flow.tally(session);
        assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
        assertThat(tally.committed()).isEqualTo(5);
        assertThat(tally.failed()).isEqualTo(2);
        assertThat(tally.addsUp()).isTrue();
        assertThat(flow.store.reports().lastErrors(session.id(), 9))
                .extracting(ItemReport::code)
                .containsExactlyInAnyOrder("empty", "not-media");
        assertThat(flow.store.media())
                .hasSize(5)
                .allMatch(row -> row.findings().generation().isPresent());
    }

    @Test
    void whatHappensIsToldInItsOrder() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(1);

        flow.run(1);

        assertThat(flow.events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Planned", "StateChanged", "Begun", "ItemBegun", "ItemEnded", "StateChanged");
        assertThat(flow.events(Planned.class).getFirst().plan()).isEqualTo(new Plan(1, 1, 0));
        assertThat(flow.events(Begun.class).getFirst().tally().pending()).isEqualTo(1);
        assertThat(flow.events(StateChanged.class))
                .extracting(changed -> changed.now().state())
                .containsExactly(SessionState.PROCESSING, SessionState.COMPLETED);
    }

    @Test
    void commitsFollowTheListThoughTheFirstFilesTakeLongest() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        Flow flow = new Flow(
                media,
                request -> {
                    pause(Math.max(0, 60 - 10L * begun.getAndIncrement()));
                    return NOTHING_SEEN;
                },
                Duration.ZERO);
        flow.pictures(8);

        Session session = flow.run(4);

        assertThat(flow.events(ItemEnded.class))
                .extracting(ended -> ended.item().position())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(flow.store.reports().endedAfter(session.id(), 0, 10))
                .extracting(ItemReport::revision)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void withOneWorkerAFileIsCommittedBeforeTheNextIsBegun() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(4);

        flow.run(1);

        List<String> turns = flow.events.stream()
                .filter(event -> event instanceof ItemBegun || event instanceof ItemEnded)
                .map(event -> event.getClass().getSimpleName())
                .toList();
        assertThat(turns)
                .containsExactly(
                        "ItemBegun",
                        "ItemEnded",
                        "ItemBegun",
                        "ItemEnded",
                        "ItemBegun",
                        "ItemEnded",
                        "ItemBegun",
                        "ItemEnded");
    }

    @Test
    void askedToPauseItStopsAtAFileAndTheNextRunDoesTheRest() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(6);
        flow.onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 2) {
                flow.stop.stop(SessionState.PAUSED, "Paused by a person.");
            }
        };

        Session paused = flow.run(1);

        assertThat(paused.state()).isEqualTo(SessionState.PAUSED);
        assertThat(paused.message()).isEqualTo("Paused by a person.");
        assertThat(flow.tally(paused).committed()).isEqualTo(2);
        assertThat(flow.tally(paused).pending()).isEqualTo(4);

        flow.store.ledger().move(paused.id(), SessionState.STARTING, null);
        assertThat(flow.resume(paused.id()).state()).isEqualTo(SessionState.COMPLETED);
        assertThat(flow.events(ItemBegun.class)).hasSize(6);
    }

    @Test
    void askedToPauseAfterItsLastFileItIsDone() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(2);
        flow.onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 2) {
                flow.stop.stop(SessionState.PAUSED, "Paused by a person.");
            }
        };

        assertThat(flow.run(1).state()).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void askedToStopBeforeItsListIsMadeItIsNotDoneThoughNothingIsLeftToDo() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(2);
        flow.stop.stop(SessionState.INTERRUPTED, "The program was told to stop.");

        Session session = flow.run(1);

        assertThat(session.state()).isEqualTo(SessionState.INTERRUPTED);
        assertThat(session.planned()).isFalse();
    }

    @Test
    void aCancelledSessionSkipsTheRest() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(5);
        flow.onEvent = event -> {
            if (event instanceof ItemEnded) {
                flow.stop.stop(SessionState.CANCELLED, "Cancelled by a person.");
            }
        };

        Session session = flow.run(1);

        assertThat(session.state()).isEqualTo(SessionState.CANCELLED);
        assertThat(flow.tally(session).skipped()).isEqualTo(4);
        assertThat(flow.tally(session).addsUp()).isTrue();
    }

    @Test
    void theSecondSessionFindsEverythingUnchangedAndOpensNothing() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Flow flow = new Flow(
                media,
                request -> {
                    looks.incrementAndGet();
                    return NOTHING_SEEN;
                },
                Duration.ZERO);
        flow.pictures(3);
        flow.run(1);

        Session second = flow.run(1);

        assertThat(flow.tally(second).skipped()).isEqualTo(3);
        assertThat(looks).hasValue(3);
        assertThat(flow.events(Planned.class).getLast().plan().toDo()).isZero();
    }

    @Test
    void aFileThatVanishesIsMissingAndItsRowStays() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(3);
        flow.run(1);
        Path gone = flow.media.resolve("003.png");
        flow.picture("003.png");
        Files.setLastModifiedTime(gone, FileTime.fromMillis(1));
        flow.onEvent = event -> {
            if (event instanceof Planned) {
                delete(gone);
            }
        };

        Session second = flow.run(1);

        assertThat(second.state()).isEqualTo(SessionState.COMPLETED);
        assertThat(flow.tally(second).missing()).isEqualTo(1);
        assertThat(flow.store.media(gone).orElseThrow().missingSince()).isNotNull();
    }

    @Test
    void aFileThatIsGoneWhenTheFolderIsWalkedIsMarkedAndNoItem() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(3);
        flow.run(1);
        delete(flow.media.resolve("002.png"));

        Session second = flow.run(1);

        assertThat(flow.tally(second).total()).isEqualTo(2);
        assertThat(flow.events(Planned.class).getLast().plan().gone()).isEqualTo(1);
        assertThat(flow.store.leftOut().counts(second.id())).containsEntry("gone", 1L);
    }

    @Test
    void aMovedFileKeepsItsRow() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(3);
        flow.run(1);
        MediaRow before = flow.store.media(flow.media.resolve("002.png")).orElseThrow();
        Files.createDirectory(flow.media.resolve("new"));
        Files.move(flow.media.resolve("002.png"), flow.media.resolve("new/there.png"));

        Session second = flow.run(1);

        MediaRow after = flow.store.media(flow.media.resolve("new/there.png")).orElseThrow();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(flow.store.media()).hasSize(3);
        assertThat(flow.store.reports().items(second.id(), ItemFilter.ALL, 2, 1, 0))
                .extracting(ItemReport::reason)
                .containsExactly("moved");
    }

    @Test
    void aCopyIsAnotherFile() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(1);
        flow.run(1);
        Files.copy(flow.media.resolve("001.png"), flow.media.resolve("copy.png"));

        flow.run(1);

        assertThat(flow.store.media())
                .extracting(MediaRow::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aDatabaseThatFailsIsWaitedForAndNoFileIsLostOrDoneTwice() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(3);
        flow.onEvent = event -> {
            if (event instanceof ItemBegun begun && begun.item().position() == 2) {
                flow.database.breakDown("The database is locked.");
            }
            if (event instanceof Waiting) {
                flow.database.mend();
            }
        };

        Session session = flow.run(1);

        assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
        assertThat(flow.tally(session).committed()).isEqualTo(3);
        assertThat(flow.events(Waiting.class)).extracting(Waiting::sentence).containsExactly("The database is locked.");
        assertThat(flow.events(Recovered.class)).hasSize(1);
        assertThat(flow.events(ItemEnded.class)).hasSize(3);
    }

    @Test
    void aFileWhoseWorkerEndsIsTriedAgainBehindTheOthersAndTheThirdTimeCommittedWithoutPixels() throws Exception {
        ConcurrentHashMap<String, Integer> looks = new ConcurrentHashMap<>();
        PixelReader pixels = request -> {
            String name = request.file().getFileName().toString();
            looks.merge(name, 1, Integer::sum);
            return name.equals("001.png")
                    ? new PixelReading.Ended(Failure.of(FailureCode.DECODER_CRASHED))
                    : NOTHING_SEEN;
        };
        Flow flow = new Flow(media, pixels, Duration.ZERO);
        flow.pictures(3);

        Session session = flow.run(1);

        assertThat(looks).containsEntry("001.png", 3).containsEntry("002.png", 1);
        assertThat(flow.events(ItemEnded.class))
                .extracting(ended -> ended.item().position())
                .containsExactly(2L, 3L, 1L);
        assertThat(flow.tally(session).committed()).isEqualTo(3);
        ItemReport first = flow.store
                .reports()
                .items(session.id(), ItemFilter.ALL, 0, 1, 0)
                .getFirst();
        assertThat(first.code()).isEqualTo(FailureCode.DECODER_CRASHED.code());
        assertThat(first.attempts()).as("two that were cut short, and the last").isEqualTo(3);
    }

    @Test
    void aWorkerThatEndsWhileTheSessionIsToldToStopCostsItsFileNothing() throws Exception {
        StopSignal[] stop = new StopSignal[1];
        PixelReader pixels = request -> {
            stop[0].stop(SessionState.PAUSED, "Paused by a person.");
            return new PixelReading.Ended(Failure.of(FailureCode.DECODER_CRASHED));
        };
        Flow flow = new Flow(media, pixels, Duration.ZERO);
        stop[0] = flow.stop;
        flow.pictures(1);

        Session session = flow.run(1);

        Item item = flow.store.items().pending(session.id(), 0, 0, 9).getFirst();
        assertThat(item.attempts()).isZero();
        assertThat(item.cutShort()).isZero();
        assertThat(item.deferrals()).isZero();
        assertThat(flow.events(Deferred.class)).hasSize(1);
    }

    @Test
    void aFileBeingWrittenIsLookedAtAgainWhenTheOthersAreDone() throws Exception {
        Flow flow = new Flow(media, PixelReader.NONE, Duration.ofMillis(300));
        flow.pictures(2);
        Path young = flow.media.resolve("001.png");
        Path old = flow.media.resolve("002.png");
        Files.setLastModifiedTime(old, FileTime.fromMillis(1));
        Files.setLastModifiedTime(young, FileTime.fromMillis(System.currentTimeMillis() + 100));

        Session session = flow.run(1);

        assertThat(flow.events(ItemEnded.class))
                .extracting(ended -> ended.item().file().path())
                .containsExactly(old, young);
        assertThat(flow.tally(session).committed()).isEqualTo(2);
    }

    @Test
    void whatWasInWorkWhenAProcessDiedIsDoneByTheNext() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(2);
        Created created = flow.create(flow.parameters(1));
        flow.runner().plan(created.session(), created.lease(), flow.stop);
        Item item = flow.store.items().pending(created.session().id(), 0, 0, 1).getFirst();
        flow.store.items().begin(created.lease(), item);

        Session session = flow.resume(created.session().id());

        assertThat(session.state()).isEqualTo(SessionState.COMPLETED);
        assertThat(flow.tally(session).committed()).isEqualTo(2);
        assertThat(flow.store.reports().items(session.id(), ItemFilter.ALL, 0, 1, 0))
                .extracting(ItemReport::attempts)
                .containsExactly(2);
    }

    @Test
    void aRunnerWhoseSessionWasTakenOverEndsAndWritesNothingMore() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(3);
        flow.onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 1) {
                Optional<Lease> raised = flow.store.leases().claim(ended.item().session());
                assertThat(raised).isPresent();
            }
        };
        Created created = flow.create(flow.parameters(1));

        assertThatThrownBy(() -> flow.runner().run(created.session(), created.lease(), flow.stop))
                .isInstanceOf(LeaseLost.class);

        assertThat(flow.store.items().tally(created.session().id()).committed()).isEqualTo(1);
    }

    @Test
    void anItemThatDidNotEndMakesTheSessionAnErrorThatNamesIt() throws Exception {
        Flow flow = new Flow(media);
        flow.pictures(2);
        flow.onEvent = event -> {
            if (event instanceof ItemEnded ended && ended.item().position() == 2) {
                int unused = flow.store.items().retry(ended.item().session(), List.of());
            }
        };
        Files.writeString(flow.media.resolve("001.png"), "no picture");

        Session session = flow.run(1);

        assertThat(session.state()).isEqualTo(SessionState.ERROR);
        assertThat(session.message()).isEqualTo("1 item is not accounted for (position 1); resume the session.");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

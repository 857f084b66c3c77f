package dev.mediaingest.session.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.assess.Assessment;
import dev.mediaingest.media.Reading;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.plan.Item;
import dev.mediaingest.session.Ledger.Created;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class OrderedAssessmentsTest {
    private static final PixelReading NOTHING_SEEN = new PixelReading.Read(PixelFindings.none(Reason.NO_CLASSIFIER));

    @TempDir
    Path media = Path.of("");

    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger mostInWork = new AtomicInteger();
    private final CountDownLatch hold = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // before each test
    private Flow flow;

    @SuppressWarnings("NullAway.Init") // before each test
    private Created session;

    @BeforeEach
    void list() throws Exception {
        PixelReader pixels = request -> {
            mostInWork.accumulateAndGet(inWork.incrementAndGet(), Math::max);
            if (request.file().endsWith("001.png")) {
                boolean unused = hold.await(10, TimeUnit.SECONDS);
            }
            inWork.decrementAndGet();
            return NOTHING_SEEN;
        };
        flow = new Flow(media, pixels, Duration.ZERO);
        flow.pictures(9);
        session = flow.create(flow.parameters(2));
        var unused = flow.runner().plan(session.session(), session.lease(), flow.stop);
    }

    private OrderedAssessments assessments(int workers) throws InterruptedException {
        return new OrderedAssessments(
                workers,
                ItemTurn.of(
                        session.session(),
                        session.lease(),
                        flow.assessor,
                        flow.discoverer,
                        flow.store.ports(),
                        Duration.ZERO,
                        flow.stop,
                        event -> {}));
    }

    private List<Item> items() {
        return flow.store.items().pending(session.session().id(), 0, 0, 9);
    }

    private static Item begunBefore(Item item) {
        return new Item(item.session(), item.position(), item.file(), 1, 0, 0, Reading.WHOLE);
    }

    @Test
    void resultsComeInListOrderThoughTheFirstIsReadyLast() throws Exception {
        List<Path> order = new ArrayList<>();
        try (OrderedAssessments assessments = assessments(4)) {
            items().subList(0, 5).forEach(assessments::begin);
            hold.countDown();
            while (!assessments.isEmpty()) {
                Assessment first = assessments.awaitFirst();
                assertThat(first.file()).isEqualTo(assessments.first().file());
                order.add(first.file().path().getFileName());
                assessments.removeFirst();
            }
        }

        assertThat(order)
                .extracting(Path::toString)
                .containsExactly("001.png", "002.png", "003.png", "004.png", "005.png");
    }

    @Test
    void twiceAsManyAsWorkersAreBegunAndNoMore() throws Exception {
        try (OrderedAssessments assessments = assessments(2)) {
            List<Item> items = items();
            int begun = 0;
            while (assessments.hasRoomFor(items.get(begun))) {
                assessments.begin(items.get(begun++));
            }

            assertThat(begun).isEqualTo(4);
            hold.countDown();
        }
    }

    @Test
    void withOneWorkerOneIsBegun() throws Exception {
        try (OrderedAssessments assessments = assessments(1)) {
            assertThat(assessments.hasRoomFor(items().getFirst())).isTrue();
            assessments.begin(items().getFirst());

            assertThat(assessments.hasRoomFor(items().get(1))).isFalse();
            hold.countDown();
        }
    }

    @Test
    void noMoreFilesAreInWorkThanThereAreWorkers() throws Exception {
        try (OrderedAssessments assessments = assessments(2)) {
            items().subList(0, 4).forEach(assessments::begin);
            hold.countDown();
            while (!assessments.isEmpty()) {
                assertThat(assessments.awaitFirst().analysis().catalogued()).isPresent();
                assessments.removeFirst();
            }
        }

        assertThat(mostInWork.get()).isBetween(1, 2);
    }

    @Test
    void anItemThatWasInWorkWhenAProcessEndedGoesAlone() throws Exception {
        try (OrderedAssessments assessments = assessments(4)) {
            List<Item> items = items();
            assertThat(assessments.hasRoomFor(begunBefore(items.get(1))))
                    .as("nothing else is in work")
                    .isTrue();
            assessments.begin(items.getFirst());

            assertThat(assessments.hasRoomFor(items.get(1))).isTrue();
            assertThat(assessments.hasRoomFor(begunBefore(items.get(1)))).isFalse();
            hold.countDown();
        }
        try (OrderedAssessments assessments = assessments(4)) {
            assessments.begin(begunBefore(items().getFirst()));

            assertThat(assessments.hasRoomFor(items().get(1)))
                    .as("nor does another join it")
                    .isFalse();
        }
    }

    @Test
    void whatIsRepeatedStaysInItsPlace() throws Exception {
        hold.countDown();
        try (OrderedAssessments assessments = assessments(2)) {
            List<Item> items = items().subList(0, 3);
            items.forEach(assessments::begin);
            assessments.repeatAll();
            assessments.repeatFirst();

            for (Item item : items) {
                assertThat(assessments.first()).isEqualTo(item);
                assertThat(assessments.awaitFirst().file()).isEqualTo(item.file());
                assessments.removeFirst();
            }
            assertThat(assessments.isEmpty()).isTrue();
        }
    }
}

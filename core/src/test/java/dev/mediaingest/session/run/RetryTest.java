package dev.mediaingest.session.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.failure.LeaseLost;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetryTest {
    private static final SessionId ID = SessionId.random();
    private final Unavailable locked = new Unavailable("The database is locked.", new IllegalStateException());
    private final Unavailable full = new Unavailable("The disk is full.", new IllegalStateException());

    private final List<SessionEvent> events = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final Retry retry = new Retry(ID, stop, events::add);
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int calls;

    /** Something with a port's shape. */
    interface Port {
        String ask(String word);
    }

    private Port port() {
        return retry.around(Port.class, word -> {
            calls++;
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return word + "!";
        });
    }

    @Test
    void whatWorksIsDoneOnceAndNothingIsSaid() {
        assertThat(port().ask("word")).isEqualTo("word!");

        assertThat(calls).isEqualTo(1);
        assertThat(events).isEmpty();
        assertThat(retry.waited()).isZero();
    }

    @Test
    void whatFailsIsTriedUntilItWorksAndSaidOnceForEachReason() {
        failures.addAll(List.of(locked, locked, full));

        assertThat(port().ask("word")).isEqualTo("word!");

        assertThat(calls).isEqualTo(4);
        assertThat(events)
                .containsExactly(
                        new Waiting(ID, "The database is locked."),
                        new Waiting(ID, "The disk is full."),
                        new Recovered(ID));
        assertThat(retry.waited()).isBetween(Duration.ofMillis(650), Duration.ofSeconds(10));
    }

    @Test
    void whoeverIsAskedToStopTriesNoMore() {
        failures.addAll(List.of(locked, locked));
        stop.stop(SessionState.PAUSED, "Paused by a person.");

        assertThatThrownBy(() -> port().ask("word")).isSameAs(locked);

        assertThat(calls).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsNoTroubleOfTheEnvironmentComesThroughAsItIs() {
        LeaseLost lost = new LeaseLost("Another server has it.");
        failures.add(lost);

        assertThatThrownBy(() -> port().ask("word")).isSameAs(lost);

        assertThat(calls).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        failures.addAll(List.of(locked, locked));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> port().ask("word")).isInstanceOf(Unavailable.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aConditionIsAwaitedUntilItHoldsOrTheSessionIsAskedToStop() throws Exception {
        Deque<Boolean> answers = new ArrayDeque<>(List.of(false, true));
        assertThat(retry.await(answers::pop, "The folder is away.")).isTrue();
        assertThat(events).containsExactly(new Waiting(ID, "The folder is away."), new Recovered(ID));

        stop.stop(SessionState.PAUSED, "Paused by a person.");
        assertThat(retry.await(() -> false, "The folder is away.")).isFalse();
    }
}

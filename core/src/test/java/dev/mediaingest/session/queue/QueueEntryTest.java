package dev.mediaingest.session.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.plan.Lease;
import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.StopSignal.Stop;
import dev.mediaingest.session.queue.QueueEntry.Asked;
import org.junit.jupiter.api.Test;

class QueueEntryTest {
    private final QueueEntry entry = new QueueEntry(new Lease(SessionId.random(), "server", 1));

    private Asked pause() {
        return entry.askToStop(SessionState.PAUSED, "Paused by a person.");
    }

    @Test
    void itIsPlannedThenWaitsThenRunsThenIsGone() {
        assertThat(entry.isWaiting()).isFalse();
        assertThat(entry.beginWaiting()).isNull();
        assertThat(entry.isWaiting()).isTrue();
        assertThat(entry.beginRunning()).isTrue();
        assertThat(entry.isWaiting()).isFalse();
        assertThat(entry.isStopping()).isFalse();
        entry.leave();
        assertThat(entry.isStopping()).isTrue();
        entry.awaitLeft();
    }

    @Test
    void askedWhileItsListIsMadeItNeverWaitsForATurn() {
        assertThat(pause()).isEqualTo(Asked.WILL_STOP);

        assertThat(entry.beginWaiting()).isEqualTo(new Stop(SessionState.PAUSED, "Paused by a person."));

        assertThat(entry.isWaiting()).isFalse();
        assertThat(entry.beginRunning()).as("nor is given one by anybody else").isFalse();
    }

    @Test
    void askedWhileItWaitsItGivesItsTurnUpAtOnce() {
        assertThat(entry.beginWaiting()).isNull();

        assertThat(pause()).isEqualTo(Asked.WITHDRAWN);

        assertThat(entry.beginRunning()).isFalse();
        assertThat(entry.stop().isSet()).as("nobody works on it").isFalse();
    }

    @Test
    void askedWhileItRunsItStopsAtTheNextFile() {
        assertThat(entry.beginWaiting()).isNull();
        assertThat(entry.beginRunning()).isTrue();

        assertThat(pause()).isEqualTo(Asked.WILL_STOP);

        assertThat(entry.isStopping()).isTrue();
    }

    @Test
    void onceNobodyWorksOnItAnyMoreItIsTooLate() {
        entry.beginEnding();

        assertThat(pause()).isEqualTo(Asked.TOO_LATE);
        assertThat(entry.stop().isSet()).isFalse();
    }

    @Test
    void aTurnIsGivenOnce() {
        assertThat(entry.beginWaiting()).isNull();
        assertThat(entry.beginRunning()).isTrue();

        assertThat(entry.beginRunning()).isFalse();
    }
}

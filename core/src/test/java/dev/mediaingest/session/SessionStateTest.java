package dev.mediaingest.session;

import static dev.mediaingest.session.SessionState.CANCELLED;
import static dev.mediaingest.session.SessionState.COMPLETED;
import static dev.mediaingest.session.SessionState.ERROR;
import static dev.mediaingest.session.SessionState.INTERRUPTED;
import static dev.mediaingest.session.SessionState.PAUSED;
import static dev.mediaingest.session.SessionState.PROCESSING;
import static dev.mediaingest.session.SessionState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionStateTest {
    static Stream<Arguments> moves() {
        return Stream.of(
                Arguments.of(STARTING, EnumSet.of(PROCESSING, PAUSED, INTERRUPTED, CANCELLED, ERROR)),
                Arguments.of(PROCESSING, EnumSet.of(PAUSED, INTERRUPTED, COMPLETED, CANCELLED, ERROR)),
                Arguments.of(PAUSED, EnumSet.of(STARTING, INTERRUPTED, CANCELLED)),
                Arguments.of(INTERRUPTED, EnumSet.of(STARTING, PAUSED, CANCELLED)),
                Arguments.of(COMPLETED, EnumSet.of(STARTING, ERROR)),
                Arguments.of(CANCELLED, EnumSet.noneOf(SessionState.class)),
                Arguments.of(ERROR, EnumSet.of(STARTING, CANCELLED)));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void onlyTheseMovesAreLegal(SessionState from, Set<SessionState> to) {
        assertThat(SessionState.values()).filteredOn(from::mayBecome).containsExactlyInAnyOrderElementsOf(to);
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsFoundByItsWord(SessionState state) {
        assertThat(SessionState.ofLabel(state.label())).isEqualTo(state);
    }

    @Test
    void anUnknownWordIsNamed() {
        assertThatThrownBy(() -> SessionState.ofLabel("sleeping")).hasMessageContaining("sleeping");
        assertThatThrownBy(() -> ItemState.ofLabel("sleeping")).hasMessageContaining("sleeping");
    }

    @Test
    void aSessionIsActiveOrHasEndedOrNeitherAndNeverBoth() {
        assertThat(SessionState.values()).filteredOn(SessionState::isActive).containsExactly(STARTING, PROCESSING);
        assertThat(SessionState.values())
                .filteredOn(SessionState::hasEnded)
                .containsExactly(COMPLETED, CANCELLED, ERROR);
    }

    @Test
    void anItemHasEndedUnlessItIsPendingOrInWork() {
        assertThat(ItemState.values())
                .filteredOn(state -> !state.hasEnded())
                .containsExactly(ItemState.PENDING, ItemState.PROCESSING);
    }
}

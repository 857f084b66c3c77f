package dev.mediaingest.session.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.fixtures.contract.Samples;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.plan.Item;
import dev.mediaingest.plan.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeferralTest {
    private static final SourceFile FILE = Samples.file(1);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static Item item(int deferrals, int cutShort) {
        return new Item(SessionId.random(), 1, FILE, 0, deferrals, cutShort, Reading.WHOLE);
    }

    private static Assessment unreadable(FailureCode code) {
        return Assessment.withoutPixels(FILE, new Unreadable(Failure.of(code)), Duration.ZERO);
    }

    private static Assessment cutShort() {
        Assessment whole = Samples.assessment(FILE, Samples.findings(FILE, Optional.empty()));
        return new Assessment(
                whole.file(), whole.analysis(), whole.pixels(), whole.verdict(), whole.took(), true, Reading.WHOLE);
    }

    @Test
    void aLookThatWasCutShortIsMadeThreeTimesInAll() {
        Deferral deferral = new Deferral(SETTLING);

        assertThat(deferral.isWanted(item(0, 0), cutShort())).isTrue();
        assertThat(deferral.isWanted(item(1, 1), cutShort())).isTrue();
        assertThat(deferral.isWanted(item(2, 2), cutShort())).isFalse();
    }

    @Test
    void aFileThatIsBeingWrittenIsLookedAtSixtyTimesMore() {
        Deferral deferral = new Deferral(SETTLING);
        Assessment changed = unreadable(FailureCode.CHANGED_WHILE_READING);

        assertThat(deferral.isWanted(item(59, 0), changed)).isTrue();
        assertThat(deferral.isWanted(item(60, 0), changed)).isFalse();
        assertThat(deferral.isWanted(item(62, 2), changed))
                .as("what was cut short does not count here")
                .isFalse();
        assertThat(deferral.isWanted(item(61, 2), changed)).isTrue();
    }

    @Test
    void whatFailsOtherwiseHasItsLastWord() {
        Deferral deferral = new Deferral(SETTLING);

        assertThat(deferral.isWanted(item(0, 0), unreadable(FailureCode.NOT_MEDIA)))
                .isFalse();
        assertThat(deferral.isWanted(item(0, 0), unreadable(FailureCode.MISSING)))
                .isFalse();
        assertThat(deferral.isWanted(item(0, 0), Samples.assessment(FILE, Samples.findings(FILE, Optional.empty()))))
                .isFalse();
    }

    @Test
    void withoutTimeToSettleNoFileIsBeingWritten() {
        Deferral none = new Deferral(Duration.ZERO);

        assertThat(none.isWanted(item(0, 0), unreadable(FailureCode.CHANGED_WHILE_READING)))
                .isFalse();
        assertThat(none.isWanted(item(0, 0), cutShort())).isTrue();
        assertThat(none.untouched(item(0, 0))).isZero();
    }

    @Test
    void howLongAFileMustBeUntouchedIsAskedUntilItIsGivenUp() {
        Deferral deferral = new Deferral(SETTLING);

        assertThat(deferral.untouched(item(59, 0))).isEqualTo(SETTLING);
        assertThat(deferral.untouched(item(60, 0))).isZero();
    }
}

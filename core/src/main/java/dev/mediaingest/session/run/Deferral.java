package dev.mediaingest.session.run;

import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.plan.Item;
import java.time.Duration;

/**
 * Which items are looked at again when all others are done: those that somebody is writing, and those whose worker ended.
 *
 * @param settling a file modified less long ago is being written; if zero, no file is
 */
record Deferral(Duration settling) {
    /** Two minutes at the usual settling time, while the session has nothing else to do. */
    private static final int MOST_BEING_WRITTEN = 60;

    private static final int MOST_CUT_SHORT = 2;

    /** How long a file must not have been modified to be read in this attempt. */
    Duration untouched(Item item) {
        return mayBeWritten(item) ? settling : Duration.ZERO;
    }

    boolean isWanted(Item item, Assessment assessment) {
        return assessment.cutShort() ? item.cutShort() < MOST_CUT_SHORT : isBeingWritten(item, assessment);
    }

    private boolean isBeingWritten(Item item, Assessment assessment) {
        return mayBeWritten(item)
                && assessment.analysis() instanceof Unreadable(Failure reason)
                && reason.code() == FailureCode.CHANGED_WHILE_READING;
    }

    private boolean mayBeWritten(Item item) {
        return !settling.isZero() && item.beingWritten() < MOST_BEING_WRITTEN;
    }
}

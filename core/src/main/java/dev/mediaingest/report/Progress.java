package dev.mediaingest.report;

import dev.mediaingest.plan.SessionId;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.session.Tally;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One session at one moment.
 *
 * @param state as stored, or {@link SessionState#PAUSED} while a runner waits for its environment
 * @param message why it is paused, interrupted or in error
 * @param inWork names of the files in work, the one to be committed next first
 * @param filesPerSecond over the last seconds; 0 when nothing runs
 * @param secondsLeft an estimate; empty when nothing runs
 */
public record Progress(
        SessionId session,
        SessionState state,
        @Nullable String message,
        Tally tally,
        List<String> inWork,
        double filesPerSecond,
        OptionalLong secondsLeft) {}

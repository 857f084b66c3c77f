package dev.mediaingest.classify;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.SourceFile;
import java.time.Duration;

/** Stand-in until the analysis stage is merged. */
public final class Assessor {
    public Assessment assess(SourceFile file, AssessmentOptions options) {
        return new Assessment(
                file,
                new Analysis.Unsupported(new Failure(FailureCode.INTERNAL, "not merged yet")),
                new Classification.NotAssessed(
                        options.classify() ? Classification.Reason.NO_CLASSIFIER : Classification.Reason.SWITCHED_OFF),
                Duration.ZERO);
    }
}

package dev.mediaingest.store.ledger;

import dev.mediaingest.failure.FailureCode;
import java.util.List;
import java.util.stream.Collectors;

/** Analyses whose look at the pixels was cut short, as a condition on {@code media_analysis a}. */
final class CutShort {
    private static final List<FailureCode> CODES =
            List.of(FailureCode.TIMEOUT, FailureCode.MEMORY, FailureCode.DECODER_CRASHED);

    /** Leaves them out of a join. */
    static final String NOT = CODES.stream()
            .map(code -> "'" + code.code() + "'")
            .collect(Collectors.joining(", ", " and coalesce(a.note_code, '') not in (", ")"));

    private CutShort() {}
}

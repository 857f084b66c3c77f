package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import java.util.Optional;

/** The outcome of looking at one file. */
public sealed interface Analysis {

    /** Everything asked for was read; its notes may still name oddities. */
    record Complete(Findings findings) implements Analysis {}

    /** The file ends early or contradicts itself; what was read before that is kept and belongs in the catalogue. */
    record Partial(Findings findings, Failure reason) implements Analysis {}

    /** The bytes were read, but are no media: nothing to catalogue. */
    record Unsupported(Failure reason) implements Analysis {}

    /** The bytes could not be read at all, or not within what one file may take. */
    record Unreadable(Failure reason) implements Analysis {}

    /** What belongs in the catalogue, if anything does. */
    default Optional<Findings> catalogued() {
        return switch (this) {
            case Complete(Findings findings) -> Optional.of(findings);
            case Partial(Findings findings, Failure reason) -> Optional.of(findings);
            case Unsupported(Failure reason) -> Optional.empty();
            case Unreadable(Failure reason) -> Optional.empty();
        };
    }

    /** What a person should be told about the file: why it failed or is partial, else its most important note. */
    default Optional<Failure> remark() {
        return switch (this) {
            case Complete(Findings findings) -> findings.notes().stream().findFirst();
            case Partial(Findings findings, Failure reason) -> Optional.of(reason);
            case Unsupported(Failure reason) -> Optional.of(reason);
            case Unreadable(Failure reason) -> Optional.of(reason);
        };
    }

    /** The same outcome with more found. */
    default Analysis with(Findings findings) {
        return switch (this) {
            case Complete complete -> new Complete(findings);
            case Partial(Findings before, Failure reason) -> new Partial(findings, reason);
            case Unsupported unsupported -> unsupported;
            case Unreadable unreadable -> unreadable;
        };
    }

    /** The same outcome, of a file whose pixels cannot be had. That a machine has no decoder for them is only a note. */
    default Analysis without(Failure pixels) {
        return switch (this) {
            case Complete(Findings findings)
            when pixels.code() == FailureCode.NO_DECODER -> new Complete(findings.withNote(pixels));
            case Complete(Findings findings) -> new Partial(findings, pixels);
            case Partial(Findings findings, Failure reason) -> new Partial(findings.withNote(pixels), reason);
            case Unsupported unsupported -> unsupported;
            case Unreadable unreadable -> unreadable;
        };
    }
}

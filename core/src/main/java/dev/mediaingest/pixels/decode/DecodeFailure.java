package dev.mediaingest.pixels.decode;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;

/** Why a picture's pixels could not be had; the file's other content is not affected. */
public final class DecodeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public DecodeFailure(FailureCode code, String detail) {
        super(code.code() + ": " + detail);
        this.failure = new Failure(code, detail);
    }

    public Failure failure() {
        return failure;
    }
}

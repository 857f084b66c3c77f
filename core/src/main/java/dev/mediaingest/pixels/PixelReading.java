package dev.mediaingest.pixels;

import dev.mediaingest.failure.Failure;

/** The outcome of looking at one file's pixels. */
public sealed interface PixelReading {

    /** Everything wanted was found. */
    record Read(PixelFindings findings) implements PixelReading {}

    /** The pixels cannot be had, however often one tries; what else the file holds is not affected. */
    record Undecodable(Failure reason) implements PixelReading {}

    /**
     * The look itself ended badly: too slow, too much memory, a crash. It says nothing certain about the file: somebody may have
     * ended the process, and another attempt may go better. What was read of the file elsewhere is not affected.
     */
    record Ended(Failure reason) implements PixelReading {}
}

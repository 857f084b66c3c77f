package dev.mediaingest.classify;

import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.media.SourceFile;
import java.time.Duration;

/**
 * The result of one file's turn; everything a commit needs.
 *
 * @param file as it was when it was opened, which may differ from when it was discovered
 * @param took wall time of the turn
 */
public record Assessment(SourceFile file, Analysis analysis, Classification classification, Duration took) {}

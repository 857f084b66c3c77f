package dev.mediaingest.classify;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.container.FileBytes;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.SourceFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * One file's turn: looks at it again, opens it once, analyses and classifies it, closes it. Thread-safe. Nothing about
 * the file makes it throw; errors of the machine (out of memory) do. A FIFO put in the file's place between the look and
 * the opening would block it: ending a turn that takes too long is the caller's part.
 */
public final class Assessor {
    private final MediaRoots roots;
    private final Analyser analyser;
    private final InstantSource clock;

    public Assessor(MediaRoots roots, Analyser analyser, InstantSource clock) {
        this.roots = roots;
        this.analyser = analyser;
        this.clock = clock;
    }

    /** Assesses a file as it is now, which need not be as it was planned. */
    public Assessment assess(SourceFile planned, AssessmentOptions options) {
        Instant start = clock.instant();
        Turn turn = turn(planned, options);
        Classification classification = classification(options);
        return new Assessment(turn.file(), turn.analysis(), classification, Duration.between(start, clock.instant()));
    }

    private record Turn(SourceFile file, Analysis analysis) {}

    private Turn turn(SourceFile planned, AssessmentOptions options) {
        try {
            Path real = planned.path().toRealPath();
            if (!roots.contains(real)) {
                return unreadable(planned, FailureCode.OUTSIDE_ROOTS, "");
            }
            BasicFileAttributes before = attributes(real);
            SourceFile file = SourceFile.of(planned.path(), before, planned.sidecars());
            if (!before.isRegularFile()) {
                return unreadable(file, FailureCode.UNREADABLE, kindOf(before));
            }
            return new Turn(file, analyse(real, before, options));
        } catch (IOException e) {
            return unreadable(planned, codeOf(e), detailOf(e));
        } catch (RuntimeException e) {
            return unreadable(planned, FailureCode.INTERNAL, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** What was read of a file that changed meanwhile may never have been its content, so it counts for nothing. */
    private Analysis analyse(Path path, BasicFileAttributes before, AssessmentOptions options) throws IOException {
        boolean whole = options.analysis().contentHash();
        try (FileBytes bytes = whole ? FileBytes.open(path) : FileBytes.openInPieces(path)) {
            Analysis analysis = analyser.analyse(bytes, path, options.analysis());
            boolean unchanged = bytes.size() == before.size() && isSame(before, attributes(path));
            return unchanged ? analysis : changed("while it was being read");
        } catch (EOFException e) {
            return changed(String.valueOf(e.getMessage()));
        }
    }

    private static Analysis changed(String detail) {
        return new Analysis.Unreadable(new Failure(FailureCode.CHANGED_WHILE_READING, detail));
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
        return before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && Objects.equals(before.fileKey(), after.fileKey());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String kindOf(BasicFileAttributes attributes) {
        return attributes.isDirectory() ? "it is a folder" : "it is no regular file";
    }

    private static FailureCode codeOf(IOException e) {
        return e instanceof NoSuchFileException ? FailureCode.MISSING : FailureCode.UNREADABLE;
    }

    private static String detailOf(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> e.getClass().getSimpleName() + ": " + e.getMessage();
        };
    }

    private static Turn unreadable(SourceFile file, FailureCode code, String detail) {
        return new Turn(file, new Analysis.Unreadable(new Failure(code, detail)));
    }

    private static Classification classification(AssessmentOptions options) {
        return new Classification.NotAssessed(
                options.classify() ? Classification.Reason.NO_CLASSIFIER : Classification.Reason.SWITCHED_OFF);
    }
}

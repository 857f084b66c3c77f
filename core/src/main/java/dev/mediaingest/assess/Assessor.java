package dev.mediaingest.assess;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Analysis.Complete;
import dev.mediaingest.analyse.Analysis.Partial;
import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.analyse.Analysis.Unsupported;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.classify.Verdict;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.media.Reading;
import dev.mediaingest.media.RealPath;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.PixelFindings;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.pixels.PixelReading;
import dev.mediaingest.pixels.PixelReading.Ended;
import dev.mediaingest.pixels.PixelReading.Read;
import dev.mediaingest.pixels.PixelReading.Undecodable;
import dev.mediaingest.pixels.PixelRequest;
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
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * One file's turn: looks at it again, opens it, analyses it, looks at its pixels, and sees that it stayed the same meanwhile.
 * Thread-safe. Nothing about the file makes it throw; errors of the machine (out of memory) do, and
 * {@link dev.mediaingest.failure.Unavailable} if no pixels can be looked at now. A FIFO put in the file's place between the
 * look and the opening would block it: ending a turn that takes too long is the caller's part.
 */
public final class Assessor {
    /** Of a copy, in times of how long a file must not have been modified. */
    private static final int LONGEST_STALL = 10;

    private final MediaRoots roots;
    private final Analyser analyser;
    private final PixelReader pixelReader;
    private final InstantSource clock;

    public Assessor(MediaRoots roots, Analyser analyser, PixelReader pixelReader, InstantSource clock) {
        this.roots = roots;
        this.analyser = analyser;
        this.pixelReader = pixelReader;
        this.clock = clock;
    }

    /** Begins to get ready for files with these options, and waits for nothing. */
    public void prepare(AssessmentOptions options) {
        if (options.pixels().any()) {
            pixelReader.prepare(options.pixels());
        }
    }

    /**
     * Waits until a file can be assessed at once.
     *
     * @throws dev.mediaingest.failure.Unavailable if that will not be for now
     */
    public void awaitReady(AssessmentOptions options) throws InterruptedException {
        prepare(options);
        if (options.pixels().any()) {
            pixelReader.awaitReady();
        }
    }

    /** Assesses a file as it is now, which need not be as it was planned. */
    public Assessment assess(SourceFile planned, AssessmentOptions options) throws InterruptedException {
        return assess(planned, options, Duration.ZERO, () -> {});
    }

    /**
     * As the other, unless somebody may still be writing the file.
     *
     * @param untouched a file that was modified less long ago counts as changed while it was read, and is not opened; likewise one
     *     that is cut off or no media, if it was modified less than ten times as long ago
     * @param handedOver is run when this process has read what it reads itself and another process begins
     */
    public Assessment assess(SourceFile planned, AssessmentOptions options, Duration untouched, Runnable handedOver)
            throws InterruptedException {
        long start = System.nanoTime();
        Turn turn = turn(planned, options, untouched, handedOver);
        return new Assessment(
                turn.file(),
                turn.look().analysis(),
                turn.look().pixels(),
                new Verdict(turn.look().pixels().classification(), options.nsfwThreshold()),
                Duration.ofNanos(System.nanoTime() - start),
                turn.look().cutShort(),
                Reading.WHOLE);
    }

    private record Turn(SourceFile file, Look look) {}

    /** What was found before it is certain that the file stayed the same. */
    private record Look(Analysis analysis, PixelFindings pixels, boolean cutShort) {
        Look(Analysis analysis, PixelFindings pixels) {
            this(analysis, pixels, false);
        }

        static Look unreadable(Failure reason) {
            return new Look(new Analysis.Unreadable(reason), PixelFindings.none(Reason.UNSUPPORTED));
        }
    }

    private Turn turn(SourceFile planned, AssessmentOptions options, Duration untouched, Runnable handedOver)
            throws InterruptedException {
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
            if (isYoung(before, untouched)) {
                return new Turn(file, changed("just now"));
            }
            Look look = look(real, before, options, handedOver);
            boolean mayBeHalfCopied = isBroken(look) && isYoung(before, untouched.multipliedBy(LONGEST_STALL));
            return new Turn(file, mayBeHalfCopied ? changed("moments ago, and its content is not whole") : look);
        } catch (IOException e) {
            return unreadable(planned, codeOf(e), detailOf(e));
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            return unreadable(planned, FailureCode.INTERNAL, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** What was read of a file that changed meanwhile may never have been its content, so it counts for nothing. */
    private Look look(Path path, BasicFileAttributes before, AssessmentOptions options, Runnable handedOver)
            throws IOException, InterruptedException {
        try {
            Analysis analysis;
            boolean whole = options.analysis().contentHash();
            try (FileBytes bytes = whole ? FileBytes.open(path) : FileBytes.openInPieces(path)) {
                if (bytes.size() != before.size() || !RealPath.isReal(path) || !isSame(before, attributes(path))) {
                    return changed("while it was being opened");
                }
                analysis = analyser.analyse(bytes, path, options.analysis());
            }
            Look look = withPixels(analysis, path, options, handedOver);
            boolean isSame = RealPath.isReal(path) && isSame(before, attributes(path));
            return isSame ? look : changed("while it was being read");
        } catch (EOFException e) {
            return changed(String.valueOf(e.getMessage()));
        }
    }

    private Look withPixels(Analysis analysis, Path path, AssessmentOptions options, Runnable handedOver)
            throws IOException, InterruptedException {
        Optional<Findings> found = analysis.catalogued();
        if (found.isEmpty() || !options.pixels().any()) {
            Reason reason = found.isEmpty() ? Reason.UNSUPPORTED : Reason.SWITCHED_OFF;
            return new Look(analysis, PixelFindings.none(reason));
        }
        if (pixelReader.isIsolated()) {
            handedOver.run();
        }
        return switch (reading(request(path, found.get(), options.pixels()))) {
            case Read(PixelFindings pixels) -> seen(analysis, found.get(), pixels, path, options);
            case Undecodable(Failure reason) ->
                new Look(analysis.without(reason), PixelFindings.none(notAssessed(options, Reason.UNSUPPORTED)));
            case Ended(Failure reason) ->
                new Look(
                        analysis.without(reason),
                        PixelFindings.none(notAssessed(options, Reason.FAILED)),
                        reason.code() != FailureCode.INTERNAL);
        };
    }

    /** A disk that fails now did not when headers and texts were read, so those count, and another attempt may have the pixels. */
    private PixelReading reading(PixelRequest request) throws IOException, InterruptedException {
        try {
            return pixelReader.read(request);
        } catch (EOFException | NoSuchFileException e) {
            throw e; // the file changed, or is gone
        } catch (IOException e) {
            return new Ended(new Failure(FailureCode.UNREADABLE, "its pixels: " + detailOf(e)));
        }
    }

    private static PixelRequest request(Path path, Findings findings, PixelOptions wanted) {
        MediaFacts facts = findings.facts();
        return new PixelRequest(
                path,
                facts.type(),
                Objects.requireNonNullElse(facts.orientation(), Orientation.UPRIGHT),
                wanted.thumbnails() ? findings.contentSha256() : null,
                wanted);
    }

    private Look seen(Analysis analysis, Findings findings, PixelFindings pixels, Path path, AssessmentOptions options)
            throws IOException {
        TextEntry hidden = pixels.hiddenText();
        Findings all = hidden == null || !options.analysis().metadata()
                ? findings
                : analyser.withHiddenText(findings, hidden, path, options.analysis());
        return new Look(analysis.with(all.withVideo(pixels.video())), pixels);
    }

    private static Reason notAssessed(AssessmentOptions options, Reason why) {
        return options.pixels().classify() ? why : Reason.SWITCHED_OFF;
    }

    private static Look changed(String detail) {
        return Look.unreadable(new Failure(FailureCode.CHANGED_WHILE_READING, detail));
    }

    /** As a file is whose copying stalls: nothing of it changes while it is read. */
    private static boolean isBroken(Look look) {
        return switch (look.analysis()) {
            case Complete complete -> false;
            case Partial(Findings findings, Failure reason) -> reason.code().type() == FailureCode.Type.FILE;
            case Unsupported(Failure reason) -> reason.code().type() == FailureCode.Type.FILE;
            case Unreadable(Failure reason) -> reason.code().type() == FailureCode.Type.FILE;
        };
    }

    /** By a clock that may be another machine's: what was modified long after now was so at no time we know. */
    private boolean isYoung(BasicFileAttributes attributes, Duration untouched) {
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), clock.instant());
        return age.abs().compareTo(untouched) < 0;
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
        return new Turn(file, Look.unreadable(new Failure(code, detail)));
    }
}

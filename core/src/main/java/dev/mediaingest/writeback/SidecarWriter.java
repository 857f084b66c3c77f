package dev.mediaingest.writeback;

import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.writeback.Merge.Changed;
import dev.mediaingest.writeback.Merge.NotUnderstood;
import dev.mediaingest.writeback.Merge.Same;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes sidecars. A sidecar is replaced in one step: whoever reads it sees the old or the new one, whatever happens meanwhile.
 * Links are not followed, nothing outside the roots or the mirror is written, and never a media file. Thread-safe.
 */
public final class SidecarWriter {
    private static final int MAX_SIZE = 1 << 20;

    private final MediaRoots roots;
    private final InstantSource clock;

    public SidecarWriter(MediaRoots roots, InstantSource clock) {
        this.roots = roots;
        this.clock = clock;
    }

    /** What became of a file's sidecar. */
    public sealed interface Outcome {
        /** It was written. */
        record Written(Path sidecar) implements Outcome {}

        /** It said so already. */
        record Unchanged() implements Outcome {}

        /** It was left as it is. */
        record Refused(Failure reason) implements Outcome {}
    }

    /**
     * Writes what a person gave a file.
     *
     * @param request in which form, and where to
     * @throws Unavailable if the disk takes nothing now
     */
    public Outcome write(Path file, Given given, WriteBack request) {
        return write(file, given, request, /* dry= */ false);
    }

    /** Says what {@link #write} would do. */
    public Outcome preview(Path file, Given given, WriteBack request) {
        return write(file, given, request, /* dry= */ true);
    }

    private Outcome write(Path file, Given given, WriteBack request, boolean dry) {
        String name = String.valueOf(file.getFileName());
        Optional<Failure> refusal = refusal(file);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Path sidecar = request.form().sidecar(request.folderFor(file), name);
        try {
            Optional<byte[]> existing = read(sidecar);
            if (existing.isEmpty()) {
                return refused(FailureCode.SIDECAR_DAMAGED, sidecar, "it is a link, no regular file, or too large");
            }
            return switch (request.form().merge(existing.get(), given, name, clock.instant())) {
                case Same() -> new Outcome.Unchanged();
                case NotUnderstood(String why) -> refused(FailureCode.SIDECAR_DAMAGED, sidecar, why);
                case Changed(String content) -> {
                    if (!dry) {
                        replace(sidecar, content.getBytes(StandardCharsets.UTF_8));
                    }
                    yield new Outcome.Written(sidecar);
                }
            };
        } catch (IOException e) {
            if (isFull(e)) {
                throw new Unavailable(
                        "The disk with " + sidecar.getParent()
                                + " is full; free some space and the session goes on by itself.",
                        e);
            }
            return refused(FailureCode.SIDECAR_NOT_WRITTEN, sidecar, reason(e));
        }
    }

    private Optional<Failure> refusal(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(Failure.of(FailureCode.MISSING));
        }
        try {
            Path real = file.toRealPath();
            return roots.contains(real) && real.equals(file)
                    ? Optional.empty()
                    : Optional.of(Failure.of(FailureCode.OUTSIDE_ROOTS));
        } catch (IOException e) {
            return Optional.of(new Failure(FailureCode.UNREADABLE, reason(e)));
        }
    }

    private static Outcome refused(FailureCode code, Path sidecar, String why) {
        return new Outcome.Refused(new Failure(code, sidecar + ": " + why));
    }

    /** Nothing if there is something that is no sidecar; no bytes if there is none. */
    private static Optional<byte[]> read(Path sidecar) throws IOException {
        Path folder = sidecar.resolveSibling("");
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new byte[0]);
        }
        if (!Files.isRegularFile(sidecar, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream input = Files.newInputStream(sidecar, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = input.readNBytes(MAX_SIZE + 1);
            return bytes.length > MAX_SIZE ? Optional.empty() : Optional.of(bytes);
        }
    }

    private static void replace(Path sidecar, byte[] content) throws IOException {
        Path folder = sidecar.resolveSibling("");
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(".media-ingest-" + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            keepPermissions(sidecar, unfinished);
            Files.move(unfinished, sidecar, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                && from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private static boolean isFull(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return Stream.of("no space left", "quota exceeded").anyMatch(reason::contains);
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException told ? told.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}

package dev.mediaingest.app.installation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mediaingest.media.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything Media Ingest keeps: database, state directory, thumbnails, models. */
public final class DataDirectory {
    private static final int LOCK_TRIALS = 5;
    private static final long LOCK_PAUSE_NANOS = 100_000_000;

    private final Path path;
    private final Path temporary;

    private DataDirectory(Path path, Path temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Makes the folder if there is none.
     *
     * @throws CannotStart if it can't be written
     */
    public static DataDirectory open(Path path) throws CannotStart {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute, OwnerOnly.folder());
            Path probe = Files.createTempFile(absolute, ".writable", null);
            Files.delete(probe);
        } catch (IOException e) {
            throw new CannotStart("The data directory " + absolute
                    + " cannot be written; check its permissions or name another with --data-dir.");
        }
        return new DataDirectory(absolute, absolute.resolve("temporary"));
    }

    /** The same for whoever only looks: makes no folder and need not be able to write. */
    public static DataDirectory toRead(Path path) {
        NativeCache cache = NativeCache.of(System.getenv(), System.getProperty("user.home", "/"));
        return new DataDirectory(
                path.toAbsolutePath().normalize(), cache.folder().resolve("temporary"));
    }

    public Path path() {
        return path;
    }

    public Path databaseFile() {
        return path.resolve("media_ingest.db");
    }

    public Path stateDirectory() {
        return path.resolve(".ingestion_state");
    }

    public Path thumbnails() {
        return path.resolve("thumbnails");
    }

    /** What worker processes write while they work; each has a folder there that goes with it. */
    public Path temporary() {
        return temporary;
    }

    /** Cards and files of classifiers a person put there; need not exist. */
    public Path models() {
        return path.resolve("models");
    }

    /**
     * Names the server that uses this folder, the same after every restart: whoever has the folder claimed can only be the
     * successor of who had it before. A file that is empty or torn, as a power cut leaves it, is made anew; sessions of the old name
     * are taken over when its lease has ended.
     *
     * @throws CannotStart if it can't be read or written
     */
    public String serverId() throws CannotStart {
        Path file = path.resolve("server-id");
        try {
            Optional<String> known = Files.exists(file) ? uuid(Files.readString(file, ISO_8859_1)) : Optional.empty();
            if (known.isPresent()) {
                return known.get();
            }
            String id = UUID.randomUUID().toString();
            replace(file, id + System.lineSeparator());
            return id;
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " cannot be used (" + e.getMessage()
                    + "); check its permissions and the space on its disk.");
        }
    }

    private static Optional<String> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text.strip()).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whole or not at all, also when the power fails. */
    static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file())) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                int unused = channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Claims the folder for this process, so that no two run sessions on it. The claim ends with the process, however it
     * ends.
     *
     * @throws CannotStart if another process has it
     */
    public Claim claim() throws CannotStart {
        if (ClaimNote.read(noteFile()).filter(ClaimNote::isOfThisProcess).isPresent()) {
            throw inUse(new Holder("this process", Optional.empty()));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    lockFile(),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OwnerOnly.file());
            if (!isLocked(channel)) {
                closeQuietly(channel);
                throw inUse(holder().orElse(Holder.UNKNOWN));
            }
            Claim claim = new Claim(channel, noteFile());
            claim.write(Optional.empty());
            sweep(temporary());
            return claim;
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw inUse(new Holder("this process", Optional.empty()));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CannotStart("The data directory " + path + " cannot be locked: " + e.getMessage());
        }
    }

    /** What workers of a killed process left there; its new owner has begun none yet. */
    private static void sweep(Path temporary) {
        try (Stream<Path> left = Files.walk(temporary)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // it is tried again at the next start
        }
    }

    /** Tries for a while: a process that only asks may have it for a moment where there is no other way to ask. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        for (int trial = 1; trial <= LOCK_TRIALS; trial++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        return false;
    }

    private Path lockFile() {
        return path.resolve("in-use.lock");
    }

    /** Says who has the lock. Beside the lock's file, which only its owner may open. */
    private Path noteFile() {
        return path.resolve("in-use.txt");
    }

    /**
     * The process that has claimed the folder; empty if none has. Makes nothing, and never touches the lock of a process that the
     * system names: a process that closes any descriptor of a file loses all its locks on it.
     */
    public Optional<Holder> holder() {
        Optional<ClaimNote> note = ClaimNote.read(noteFile());
        return note.isEmpty()
                ? Optional.empty()
                : note.filter(claim -> claim.isOfThisProcess() || claim.hasLock(lockFile()) || isLockedElsewhere())
                        .map(ClaimNote::holder);
    }

    /** Asks by trying: for systems that list no locks, and owners that a container hides. This process has no lock to lose. */
    private boolean isLockedElsewhere() {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private CannotStart inUse(Holder holder) {
        return new CannotStart("Another Media Ingest"
                + (holder.process().isEmpty() ? "" : " (" + holder.process() + ")") + " uses the data directory " + path
                + "; stop it, use its page, or name another with --data-dir.");
    }

    /**
     * Whoever has claimed the folder.
     *
     * @param process as it calls itself
     * @param server where it answers requests, if it does
     */
    public record Holder(String process, Optional<URI> server) {
        static final Holder UNKNOWN = new Holder("", Optional.empty());
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing was written through it
            }
        }
    }

    /** The folder is this process's until this is closed, or the process ends. */
    public static final class Claim implements AutoCloseable {
        private final FileChannel lock;
        private final Path note;

        private Claim(FileChannel lock, Path note) {
            this.lock = lock;
            this.note = note;
        }

        /** Tells commands used meanwhile where this process answers requests. */
        public void announce(URI server) throws CannotStart {
            try {
                write(Optional.of(server));
            } catch (IOException e) {
                throw new CannotStart("The data directory cannot be written: " + e.getMessage());
            }
        }

        private void write(Optional<URI> server) throws IOException {
            ClaimNote.ofThisProcess(server).write(note);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(note);
            } catch (IOException e) {
                // it names a process that has no lock, and is taken for nothing
            }
            closeQuietly(lock);
        }
    }
}

package dev.mediaingest.app;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything Media Ingest keeps: database, state directory, thumbnails, models. */
public final class DataDirectory {
    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder if there is none.
     *
     * @throws CannotStart if it can't be written
     */
    public static DataDirectory open(Path path) throws CannotStart {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Path probe = Files.createTempFile(absolute, ".writable", null);
            Files.delete(probe);
        } catch (IOException e) {
            throw new CannotStart("The data directory " + absolute
                    + " cannot be written; check its permissions or name another with --data-dir.");
        }
        return new DataDirectory(absolute);
    }

    /** The same for whoever only looks: makes no folder and need not be able to write. */
    public static DataDirectory toRead(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
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
        return path.resolve("temporary");
    }

    /** Cards and files of classifiers a person put there; need not exist. */
    public Path models() {
        return path.resolve("models");
    }

    /**
     * Names the server that uses this folder, the same after every restart: whoever has the folder claimed can only be the
     * successor of who had it before.
     *
     * @throws CannotStart if it can't be written
     */
    public String serverId() throws CannotStart {
        Path file = path.resolve("server-id");
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip()).toString();
            }
            String id = UUID.randomUUID().toString();
            Files.writeString(file, id + System.lineSeparator());
            return id;
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart("The file " + file + " cannot be used (" + e.getMessage() + "); delete it.");
        }
    }

    /**
     * Claims the folder for this process, so that no two run sessions on it. The claim ends with the process, however it
     * ends.
     *
     * @throws CannotStart if another process has it
     */
    public Claim claim() throws CannotStart {
        Path file = path.resolve("in-use.lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                closeQuietly(channel);
                throw inUse(Holder.read(file));
            }
            Claim claim = new Claim(channel);
            claim.write("");
            return claim;
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw inUse(new Holder("this process", Optional.empty()));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CannotStart("The data directory " + path + " cannot be locked: " + e.getMessage());
        }
    }

    /** The process that has claimed the folder; empty if none has. Makes nothing. */
    public Optional<Holder> holder() {
        Path file = path.resolve("in-use.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null ? Optional.of(Holder.read(file)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of(new Holder("this process", Optional.empty()));
        } catch (IOException e) {
            return Optional.empty();
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
        private static final String AT = " at ";

        static Holder read(Path file) throws IOException {
            String text = Files.readString(file).strip();
            int at = text.indexOf(AT);
            return at < 0
                    ? new Holder(text, Optional.empty())
                    : new Holder(text.substring(0, at), Optional.of(URI.create(text.substring(at + AT.length()))));
        }
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
        private final FileChannel channel;

        private Claim(FileChannel channel) {
            this.channel = channel;
        }

        /** Tells commands used meanwhile where this process answers requests. */
        public void announce(URI server) throws CannotStart {
            try {
                write(Holder.AT + server);
            } catch (IOException e) {
                throw new CannotStart("The data directory cannot be written: " + e.getMessage());
            }
        }

        private void write(String more) throws IOException {
            String text = "process " + ProcessHandle.current().pid() + more;
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }
    }
}

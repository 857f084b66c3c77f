package dev.mediaingest.app.installation;

import dev.mediaingest.app.installation.DataDirectory.Holder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of a data directory's lock writes beside it. It proves nothing by itself: a process that was killed leaves it
 * behind.
 *
 * @param pid of the owner
 * @param started when that process began, in milliseconds: numbers of processes come again, in containers at once
 * @param server where it answers requests, if it does
 */
record ClaimNote(long pid, long started, Optional<URI> server) {
    private static final Pattern FORM = Pattern.compile("process (\\d{1,18}) started (\\d{1,18})(?: at (\\S+))?");
    private static final Path LOCKS = Path.of("/proc/locks");

    static ClaimNote ofThisProcess(Optional<URI> server) {
        ProcessHandle self = ProcessHandle.current();
        return new ClaimNote(self.pid(), started(self), server);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static Optional<ClaimNote> read(Path file) {
        try {
            Matcher text = FORM.matcher(Files.readString(file).strip());
            return text.matches()
                    ? Optional.of(new ClaimNote(
                            Long.parseLong(text.group(1)),
                            Long.parseLong(text.group(2)),
                            Optional.ofNullable(text.group(3)).map(URI::create)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // none, or torn
        }
    }

    void write(Path file) throws IOException {
        DataDirectory.replace(
                file,
                "process " + pid + " started " + started
                        + server.map(address -> " at " + address).orElse(""));
    }

    boolean isOfThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return pid == self.pid() && started == started(self);
    }

    /** Whether the system says that this process has a lock on a file, which is not opened for that. */
    boolean hasLock(Path file) {
        try {
            String inode = String.valueOf(Files.getAttribute(file, "unix:ino"));
            List<String> locks = Files.readAllLines(LOCKS);
            return locks.stream().anyMatch(line -> isLock(line.strip().split("\\s+"), inode));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** As in {@code 1: POSIX ADVISORY WRITE 4711 08:01:131099 0 EOF}. Devices are not compared: some file systems have two. */
    private boolean isLock(String[] words, String inode) {
        return words.length > 5
                && words[1].equals("POSIX")
                && words[4].equals(Long.toString(pid))
                && words[5].endsWith(":" + inode);
    }

    Holder holder() {
        return new Holder("process " + pid, server);
    }
}

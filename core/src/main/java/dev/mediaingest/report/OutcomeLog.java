package dev.mediaingest.report;

import dev.mediaingest.media.OwnerOnly;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file with a JSON line for each item that ended, in the order they did. It is only ever appended to; a last line that a crash left
 * half written is taken off. Not thread-safe.
 */
final class OutcomeLog implements Closeable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Writer out;

    private OutcomeLog(Writer out) {
        this.out = out;
    }

    /** Opens a log for more, with what it says already. */
    static OutcomeLog open(Path file) throws IOException {
        if (Files.exists(file)) {
            takeOffTornLine(file);
        }
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OwnerOnly.file());
        return new OutcomeLog(new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8)));
    }

    /** Adds a line and leaves it to the system at once. */
    void add(ObjectNode line) throws IOException {
        addLater(line);
        out.flush();
    }

    /** Adds a line that is with the system when the log is flushed or closed. */
    void addLater(ObjectNode line) throws IOException {
        out.write(line + "\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static void takeOffTornLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            if (end < bytes.length()) {
                bytes.setLength(end);
            }
        }
    }

    /** The outcomes a log has lines for: path, state and attempt, 8 bytes for each. Immutable. */
    static final class Known {
        private final long[] sorted;

        private Known(long[] sorted) {
            this.sorted = sorted;
        }

        /** None if there is no log. */
        static Known of(Path file) throws IOException {
            long[] keys = new long[1_024];
            int count = 0;
            if (Files.exists(file)) {
                try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        keys = count == keys.length ? Arrays.copyOf(keys, 2 * count) : keys;
                        keys[count++] = key(line);
                    }
                }
            }
            long[] sorted = Arrays.copyOf(keys, count);
            Arrays.sort(sorted);
            return new Known(sorted);
        }

        boolean has(ObjectNode line) {
            return Arrays.binarySearch(sorted, key(line)) >= 0;
        }

        private static long key(String line) {
            try {
                return key(JSON.readTree(line));
            } catch (JacksonException e) {
                return 0; // nothing of ours
            }
        }

        private static long key(JsonNode line) {
            String outcome = line.path("state").asString("")
                    + ' '
                    + line.path("attempt").asInt(0)
                    + ' '
                    + line.path("path").asString("");
            CRC32C sum = new CRC32C();
            sum.update(outcome.getBytes(StandardCharsets.UTF_8));
            return sum.getValue() << 32 | (outcome.hashCode() & 0xFFFF_FFFFL);
        }
    }
}

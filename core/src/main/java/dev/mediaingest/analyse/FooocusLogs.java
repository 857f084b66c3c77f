package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.PathText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code log.html} Fooocus writes into each day's folder, with one block for each picture:
 *
 * <pre>
 * &lt;div id="2024-05-01_12-00-00_1234_png" …&gt; what {@link FooocusLogEntry} reads
 * </pre>
 *
 * Where the blocks lie is kept for the logs read last, until a log's size or time changes; so a folder of ten thousand
 * pictures is read through once, and each picture then costs its own block. Thread-safe.
 */
final class FooocusLogs {
    static final String NAME = "log.html";

    private static final int LARGEST = 32 << 20;
    private static final int LONGEST_BLOCK = 256 << 10;
    private static final int MAX_BLOCKS = 50_000;
    private static final int LOGS_KEPT = 4;

    private record Block(long start, int length) {}

    private record Index(long size, FileTime modified, Map<String, Block> blocks) {}

    private final Map<Path, Index> indexes = new LinkedHashMap<>(2 * LOGS_KEPT, 0.75f, /* accessOrder= */ true);

    /** What the log beside a file says of it, as JSON; empty if there is no log or it does not name the file. */
    Optional<String> entry(Path file, List<Failure> notes) {
        Path path = file.resolveSibling(NAME);
        SmallFile log = new SmallFile(path, "companion:" + NAME, LARGEST);
        if (!log.isReadable(notes)) {
            return Optional.empty();
        }
        String fileName = PathText.nameOf(file);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.size() > LARGEST) {
                return log.refused(notes, FailureCode.OVER_LIMIT, "is larger than " + LARGEST + " bytes");
            }
            Block block = blocks(path, attributes).get(fileName.replace('.', '_'));
            return block == null ? Optional.empty() : FooocusLogEntry.json(text(path, block), fileName);
        } catch (IOException e) {
            return log.refused(notes, FailureCode.UNREADABLE, e.getClass().getSimpleName());
        }
    }

    /** One thread reads a log through, the others wait for what it finds. */
    private synchronized Map<String, Block> blocks(Path log, BasicFileAttributes attributes) throws IOException {
        Index known = indexes.get(log);
        boolean current = known != null
                && known.size == attributes.size()
                && known.modified.equals(attributes.lastModifiedTime());
        if (known != null && current) {
            return known.blocks;
        }
        Index index = new Index(attributes.size(), attributes.lastModifiedTime(), new Scan().of(log));
        indexes.put(log, index);
        if (indexes.size() > LOGS_KEPT) {
            indexes.remove(indexes.keySet().iterator().next());
        }
        return index.blocks;
    }

    private static String text(Path log, Block block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(block.length);
        try (SeekableByteChannel channel =
                Files.newByteChannel(log, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            channel.position(block.start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until the block is read or the log, shorter by now, is at its end
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** One pass through a log. A block goes to the next one's beginning; of two of the same name the first counts. */
    private static final class Scan {
        private static final byte[] MARK = "<div id=\"".getBytes(StandardCharsets.US_ASCII);
        private static final int LONGEST_NAME = 300;

        private final Map<String, Block> blocks = new HashMap<>();
        private final ByteArrayOutputStream name = new ByteArrayOutputStream();
        private boolean inName;
        private int matched;
        private long position;
        private long markedAt;
        private @Nullable String open;
        private long openedAt;

        private Map<String, Block> of(Path log) throws IOException {
            byte[] buffer = new byte[64 << 10];
            try (InputStream input = Files.newInputStream(log, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                for (int count = input.read(buffer);
                        count >= 0 && position < LARGEST && blocks.size() < MAX_BLOCKS;
                        count = input.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        next(buffer[i]);
                        position++;
                    }
                }
            }
            close(position);
            return Map.copyOf(blocks);
        }

        private void next(byte letter) {
            if (inName) {
                nextOfName(letter);
            } else if (letter == MARK[matched]) {
                matched++;
            } else {
                matched = letter == MARK[0] ? 1 : 0;
            }
            if (matched == MARK.length) {
                matched = 0;
                inName = true;
                name.reset();
                markedAt = position + 1 - MARK.length;
            }
        }

        private void nextOfName(byte letter) {
            if (letter != '"') {
                name.write(letter);
                inName = name.size() < LONGEST_NAME;
                return;
            }
            inName = false;
            String found = name.toString(StandardCharsets.UTF_8);
            if (found.endsWith("_png")
                    || found.endsWith("_jpg")
                    || found.endsWith("_jpeg")
                    || found.endsWith("_webp")) {
                close(markedAt);
                open = found;
                openedAt = markedAt;
            }
        }

        private void close(long end) {
            if (open != null) {
                blocks.putIfAbsent(open, new Block(openedAt, (int) Math.min(end - openedAt, LONGEST_BLOCK)));
            }
        }
    }
}

package dev.mediaingest.app.web.library;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.CataloguedFiles.CataloguedFile;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.RealPath;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A catalogued file itself, whole or a range of it (RFC 9110). It came from anywhere, so browsers are told to take it for nothing
 * but the picture or video it was found to be.
 */
public final class MediaContent {
    private static final int BUFFER = 1 << 16;

    private final MediaRoots roots;
    private final FileCalls files;

    public MediaContent(MediaRoots roots, FileCalls files) {
        this.roots = roots;
        this.files = files;
    }

    /** A file that is open, each of whose reads has a deadline. */
    private final class Opened implements AutoCloseable {
        private final Path folder;
        private final FileChannel channel;
        private final BasicFileAttributes attributes;
        private final long size;

        Opened(Path real) throws IOException {
            this.folder = real.resolveSibling("");
            this.channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try {
                RealPath.requireReal(real);
                this.attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                this.size = channel.size();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        int read(ByteBuffer into, long at) throws IOException {
            return files.call(folder, () -> channel.read(into, at));
        }

        @Override
        public void close() throws IOException {
            files.call(folder, () -> {
                channel.close();
                return true;
            });
        }
    }

    void send(Context context, CataloguedFile file) throws IOException {
        try (Opened opened = files.call(file.path().resolveSibling(""), () -> new Opened(readable(file)))) {
            BasicFileAttributes now = opened.attributes;
            long size = opened.size;
            String tag =
                    "\"" + Long.toHexString(now.lastModifiedTime().toMillis()) + "-" + Long.toHexString(size) + "\"";
            describe(context, file, tag);
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(304);
                return;
            }
            String condition = context.header("If-Range");
            String header = condition == null || condition.equals(tag) ? context.header("Range") : null;
            Optional<Range> range = Range.of(header, size);
            if (range.isPresent() && range.get().length() <= 0) {
                context.header("Content-Range", "bytes */" + size);
                throw new Problem(416, "The file has " + size + " bytes; the range lies behind them.");
            }
            range.ifPresent(part -> {
                context.status(206);
                context.header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
            });
            write(context, opened, range.orElse(new Range(0, size - 1)));
        } catch (IOException e) {
            if (context.res().isCommitted()) {
                throw e; // the client is gone, or the file is; either way the answer ends here
            }
            throw new Problem(404, "The file cannot be read now");
        } catch (Unavailable e) {
            context.res().setHeader("Content-Length", null); // the answer is a sentence instead
            throw e;
        }
    }

    /** Whether a folder certainly lies outside the media roots; one that does not answer is given the benefit of the doubt. */
    boolean isOutside(Path folder) {
        if (roots.contains(folder)) {
            return false;
        }
        try {
            return files.call(folder, () -> !roots.contains(folder.toRealPath()));
        } catch (IOException e) {
            return true; // not there, and by its name not ours
        } catch (Unavailable e) {
            return false;
        }
    }

    private Path readable(CataloguedFile file) {
        try {
            Path real = file.path().toRealPath();
            if (!roots.contains(real)) {
                throw new Problem(403, "The file lies outside the media roots");
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new Problem(404, "The file cannot be read now");
            }
            return real;
        } catch (IOException e) {
            throw new Problem(404, "The file cannot be read now");
        }
    }

    private static void describe(Context context, CataloguedFile file, String tag) {
        context.contentType(file.type().mimeType());
        context.header("Content-Security-Policy", "default-src 'none'; sandbox");
        context.header("Accept-Ranges", "bytes");
        context.header("ETag", tag);
        context.header("Cache-Control", "private, no-cache");
        context.header("Content-Disposition", "inline; filename*=UTF-8''" + encoded(PathText.nameOf(file.path())));
    }

    /** As RFC 8187 wants it. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static void write(Context context, Opened opened, Range range) throws IOException {
        context.res().setContentLengthLong(Math.max(0, range.length()));
        if (HandlerType.HEAD.equals(context.method())) {
            context.res().flushBuffer();
            return;
        }
        OutputStream out = context.res().getOutputStream();
        WritableByteChannel target = Channels.newChannel(out);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = range.first();
        for (long left = range.length(); left > 0; ) {
            buffer.clear().limit((int) Math.min(BUFFER, left));
            int read = opened.read(buffer, at);
            if (read < 0) {
                throw new IOException("the file became shorter while it was sent");
            }
            at += read;
            left -= read;
            target.write(buffer.flip());
        }
        out.flush();
    }

    /** The bytes from the first to the last, both of which count. */
    record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }

        /**
         * The one range a header asks for. Nothing, so that the whole is sent, if it asks for several, which a server may ignore,
         * or makes no sense; one without a length if it lies behind the end.
         */
        static Optional<Range> of(@Nullable String header, long size) {
            if (header == null || !header.startsWith("bytes=") || header.indexOf(',') >= 0) {
                return Optional.empty();
            }
            String[] ends = header.substring(6).strip().split("-", -1);
            if (ends.length != 2
                    || !isNumber(ends[0])
                    || !isNumber(ends[1])
                    || (ends[0].isEmpty() && ends[1].isEmpty())) {
                return Optional.empty();
            }
            if (ends[0].isEmpty()) {
                long suffix = Long.parseLong(ends[1]);
                return Optional.of(new Range(suffix == 0 ? size : Math.max(0, size - suffix), size - 1));
            }
            long first = Long.parseLong(ends[0]);
            long last = ends[1].isEmpty() ? size - 1 : Math.min(Long.parseLong(ends[1]), size - 1);
            if (!ends[1].isEmpty() && Long.parseLong(ends[1]) < first) {
                return Optional.empty();
            }
            return Optional.of(new Range(first, first >= size ? first - 1 : last));
        }

        private static boolean isNumber(String text) {
            return text.length() < 19 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        }
    }
}

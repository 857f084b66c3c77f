package dev.mediaingest.pixels;

import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.media.MediaKind;
import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.Rendition;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.pixels.thumbnail.ThumbnailSize;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes a frame's renditions into the thumbnail folder. */
final class Thumbnailer {
    private final ThumbnailFolder folder;
    private final JpegEncoder encoder;

    Thumbnailer(ThumbnailFolder folder, JpegEncoder encoder) {
        this.folder = folder;
        this.encoder = encoder;
    }

    /** Encodes a speck, so that the encoder's native code is loaded. */
    void prepare() {
        try {
            byte[] unused = encoder.encode(new Rendition(1, 1, new byte[3]));
        } catch (IOException | LinkageError e) {
            // the first file that needs it says so
        }
    }

    boolean isDone(PixelRequest request) {
        String name = request.contentSha256();
        boolean video = request.type().kind() == MediaKind.VIDEO;
        return name == null || (folder.isComplete(name) && (!video || folder.isFrameChosen(name)));
    }

    /**
     * Keeps the first frame that shows something in all sizes, or the first, and a video's later frames as a strip. A folder that takes none is no file's fault:
     * {@link Unavailable} until it does.
     */
    void keep(PixelRequest request, List<FrameConsumers> frames) throws IOException {
        String name = request.contentSha256();
        Optional<Rendition> large = shown(frames).rendition();
        if (name == null || large.isEmpty()) {
            return;
        }
        keep(name, large.get());
        write(() -> folder.markComplete(name));
        if (request.type().kind() == MediaKind.VIDEO) {
            write(() -> folder.markFrameChosen(name));
        }
        List<Rendition> later = frames.stream()
                .skip(1)
                .flatMap(frame -> frame.rendition().stream())
                .map(rendition -> rendition.reducedTo(ThumbnailFolder.STRIP_SIDE))
                .toList();
        if (!later.isEmpty()) {
            byte[] jpeg = encoder.encode(Rendition.sideBySide(later));
            write(() -> folder.writeStrip(name, jpeg));
        }
    }

    /** Where there is one frame only, nobody need look whether it shows something. */
    private static FrameConsumers shown(List<FrameConsumers> frames) {
        FrameConsumers first = frames.getFirst();
        return frames.size() == 1
                ? first
                : frames.stream().filter(frame -> !frame.isFlat()).findFirst().orElse(first);
    }

    /** Keeps what could be decoded of a damaged picture, marked as that. */
    void keepIncomplete(PixelRequest request, FrameConsumers consumers) throws IOException {
        String name = request.contentSha256();
        Optional<Rendition> found = consumers.incompleteRendition();
        if (name == null || found.isEmpty()) {
            return;
        }
        write(() -> folder.markIncomplete(name));
        keep(name, found.get());
    }

    private void keep(String name, Rendition large) throws IOException {
        for (ThumbnailSize size : ThumbnailSize.values()) {
            byte[] jpeg = encoder.encode(large.reducedTo(size.longestSide()));
            write(() -> folder.write(name, size, jpeg));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new Unavailable(folder.trouble(e), e);
        }
    }
}

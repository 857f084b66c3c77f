package dev.mediaingest.app.wiring;

import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.session.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Keeps the thumbnails within their space: looks when a session has ended, on a thread of its own. */
final class ThumbnailEviction implements SessionListener {
    private final ThumbnailFolder thumbnails;
    private final long mostBytes;
    private final Consumer<String> warn;

    ThumbnailEviction(ThumbnailFolder thumbnails, long mostBytes, Consumer<String> warn) {
        this.thumbnails = thumbnails;
        this.mostBytes = mostBytes;
        this.warn = warn;
    }

    @Override
    public void on(SessionEvent event) {
        if (event instanceof StateChanged changed && changed.now().state() == SessionState.COMPLETED) {
            Thread.ofVirtual().name("thumbnail-eviction").start(this::evict);
        }
    }

    private void evict() {
        try {
            thumbnails.evict(mostBytes);
        } catch (IOException | UncheckedIOException e) {
            warn.accept("The thumbnails cannot be cleared: " + e.getMessage());
        }
    }
}

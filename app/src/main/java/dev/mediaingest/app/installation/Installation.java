package dev.mediaingest.app.installation;

import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Path;
import java.util.List;

/** What this program was started with: where things are, and how pixels are looked at. */
public record Installation(DataDirectory data, DatabaseUrl url, List<Path> mediaRoots, PixelSetup pixels) {
    public Installation {
        mediaRoots = List.copyOf(mediaRoots);
    }
}

package dev.mediaingest.app.wiring;

import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.notify.Channel;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.session.SessionListener;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the product is put together with.
 *
 * @param settling a file modified less long ago is looked at again when the others are done
 * @param channels hear when a session has ended or needs a person
 * @param listener hears of every event after the product's own listeners
 * @param warn hears sentences about what goes wrong and stops nothing
 */
public record WiringOptions(
        DataDirectory data,
        DatabaseUrl url,
        MediaRoots roots,
        PixelSetup pixels,
        Duration settling,
        List<Channel> channels,
        SessionListener listener,
        Consumer<String> warn) {
    public WiringOptions {
        channels = List.copyOf(channels);
    }

    /** For programs whose files nobody else writes, and that notify nobody. */
    public static WiringOptions of(
            DataDirectory data,
            DatabaseUrl url,
            MediaRoots roots,
            PixelSetup pixels,
            SessionListener listener,
            Consumer<String> warn) {
        return new WiringOptions(data, url, roots, pixels, Duration.ZERO, List.of(), listener, warn);
    }

    /** The same for a program that waits so long for files to settle. */
    public WiringOptions withSettling(Duration time) {
        return new WiringOptions(data, url, roots, pixels, time, channels, listener, warn);
    }

    /** The same for a program that notifies these. */
    public WiringOptions withChannels(List<Channel> notified) {
        return new WiringOptions(data, url, roots, pixels, settling, notified, listener, warn);
    }

    Installation installation() {
        return new Installation(data, url, roots.all(), pixels);
    }
}

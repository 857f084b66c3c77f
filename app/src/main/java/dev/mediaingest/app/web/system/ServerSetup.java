package dev.mediaingest.app.web.system;

import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.web.http.WebOptions;
import java.util.List;

/**
 * What the server was started with. Holds secrets, which nothing that shows it may show.
 *
 * @param channels names of those that hear of sessions
 */
public record ServerSetup(WebOptions options, Installation installation, List<String> channels) {
    public ServerSetup {
        channels = List.copyOf(channels);
    }
}

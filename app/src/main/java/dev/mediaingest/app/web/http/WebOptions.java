package dev.mediaingest.app.web.http;

import java.util.Optional;
import java.util.Set;

/**
 * How the server is reached.
 *
 * @param host the address to bind
 * @param port 0 takes any free one
 * @param version shown on the page
 * @param token whoever has it may do everything; without one everybody who reaches the port may
 * @param allowedHosts further names a browser may know the server by, beside the loopback ones and {@code host}
 */
public record WebOptions(String host, int port, String version, Optional<AccessToken> token, Set<String> allowedHosts) {
    public static final int DEFAULT_PORT = 7862;
    public static final String LOOPBACK = "127.0.0.1";

    public WebOptions {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Reached from this machine only, without a token. */
    public static WebOptions local(int port, String version) {
        return new WebOptions(LOOPBACK, port, version, Optional.empty(), Set.of());
    }
}

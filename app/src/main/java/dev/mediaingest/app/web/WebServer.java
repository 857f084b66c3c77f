package dev.mediaingest.app.web;

import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.PortTaken;
import dev.mediaingest.app.web.http.RequestDeadline;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.web.page.PlainErrors;
import dev.mediaingest.app.web.page.Problems;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.MediaRoots;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;

/**
 * The HTTP server: the API, the live stream and the page. It answers on virtual threads, so a request waits for no other
 * and for no session; it does not own what it is given, and closing it leaves the sessions running.
 */
public final class WebServer implements AutoCloseable {
    /** For a request to be whole; an answer may take longer. */
    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(20);

    private final WebOptions options;
    private final WebWiring wiring;
    private final RequestDeadline requestDeadline;
    private final Javalin javalin;

    WebServer(WebOptions options, WebWiring wiring, Duration requestDeadline) {
        this.options = options;
        this.wiring = wiring;
        this.requestDeadline = new RequestDeadline(requestDeadline);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Prepares a server of the whole product; nothing listens before {@link #start}.
     *
     * @param exclusions of sessions whose request does not say what to leave out
     */
    public static WebServer of(
            WebOptions options, MediaRoots roots, Exclusions exclusions, Wiring product, HealthCheck health) {
        return new WebServer(options, WebWiring.of(options, roots, exclusions, product, health), REQUEST_DEADLINE);
    }

    /** Prepares a server that shows folders and refuses everything that needs the database. */
    public static WebServer withoutDatabase(WebOptions options, MediaRoots roots, HealthCheck health) {
        return new WebServer(options, WebWiring.withoutDatabase(options, roots, health), REQUEST_DEADLINE);
    }

    /** Returns when requests are answered. */
    public void start() throws PortTaken {
        try {
            javalin.start(options.host(), options.port());
        } catch (JavalinBindException e) {
            javalin.stop();
            throw new PortTaken(
                    "Port " + options.port() + " on " + options.host()
                            + " cannot be used; stop the program that has it, or choose another with --port.",
                    e);
        }
    }

    /** The port that is listened on, also when it was chosen freely. */
    public int port() {
        return javalin.port();
    }

    /** Every method and path that is answered. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        wiring.close();
        requestDeadline.close();
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = JsonBody.MOST_BYTES;
        config.router.javaLangErrorHandler(Problems::answer);
        config.jsonMapper(new JavalinJackson3(JsonBody.MAPPER, true));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // An odd path shall reach our routes and get their 404, not the container's page.
            http.setUriCompliance(UriCompliance.UNSAFE);
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new PlainErrors());
            requestDeadline.watch(server);
        });
        wiring.routes().forEach(routes -> routes.register(config.routes));
    }
}

package dev.mediaingest.app.web;

import dev.mediaingest.app.web.duplicates.DuplicateRoutes;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.Assets;
import dev.mediaingest.app.web.http.BrowserSafety;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.Ingestion;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.KnownParameters;
import dev.mediaingest.app.web.http.PortTaken;
import dev.mediaingest.app.web.http.RequestDeadline;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.web.ingest.DirectoryRoutes;
import dev.mediaingest.app.web.ingest.GoneRoutes;
import dev.mediaingest.app.web.ingest.Pages;
import dev.mediaingest.app.web.ingest.ProcessRoutes;
import dev.mediaingest.app.web.library.JudgeRoutes;
import dev.mediaingest.app.web.library.LibraryPages;
import dev.mediaingest.app.web.library.LibraryRoutes;
import dev.mediaingest.app.web.library.MediaContent;
import dev.mediaingest.app.web.library.MediaRoutes;
import dev.mediaingest.app.web.library.Thumbnails;
import dev.mediaingest.app.web.page.Languages;
import dev.mediaingest.app.web.page.PlainErrors;
import dev.mediaingest.app.web.page.Problems;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.app.web.session.ControlRoutes;
import dev.mediaingest.app.web.session.EventStreams;
import dev.mediaingest.app.web.session.ReportRoutes;
import dev.mediaingest.app.web.session.SessionPages;
import dev.mediaingest.app.web.session.SessionRoutes;
import dev.mediaingest.app.web.session.StatusRoutes;
import dev.mediaingest.app.web.stats.StatsRoutes;
import dev.mediaingest.app.web.system.ApiDescription;
import dev.mediaingest.app.web.system.HealthRoutes;
import dev.mediaingest.app.web.system.NotificationRoutes;
import dev.mediaingest.app.web.system.SystemRoutes;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson3;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    private final MediaRoots roots;
    private final FileCalls fileCalls;
    private final Optional<Ingestion> ingestion;
    private final Optional<EventStreams> streams;
    private final HealthCheck health;
    private final RequestDeadline requestDeadline;
    private final Javalin javalin;

    /**
     * Prepares a server; nothing listens before {@link #start}.
     *
     * @param ingestion empty when the database is switched off
     */
    public WebServer(WebOptions options, MediaRoots roots, Optional<Ingestion> ingestion, HealthCheck health) {
        this(options, roots, ingestion, health, REQUEST_DEADLINE);
    }

    WebServer(
            WebOptions options,
            MediaRoots roots,
            Optional<Ingestion> ingestion,
            HealthCheck health,
            Duration requestDeadline) {
        this.options = options;
        this.roots = roots;
        this.ingestion = ingestion;
        this.fileCalls = ingestion.map(Ingestion::fileCalls).orElseGet(FileCalls::forRequests);
        this.streams = ingestion.map(EventStreams::new);
        this.health = health;
        this.requestDeadline = new RequestDeadline(requestDeadline);
        this.javalin = Javalin.create(this::configure);
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
        fileCalls.close();
        streams.ifPresent(EventStreams::close);
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
        register(config.routes);
    }

    private void register(RoutesConfig routes) {
        new BrowserSafety(options).register(routes);
        Renderer renderer = new Renderer(options.version(), ingestion);
        new Problems(renderer).register(routes);
        new HealthRoutes(health).register(routes);
        new Languages().register(routes);
        ApiDescription description = new ApiDescription(options, renderer);
        description.register(routes);
        new KnownParameters(description.queryParameters()).register(routes);
        new Assets().register(routes);
        new DirectoryRoutes(roots, fileCalls, ingestion.map(Ingestion::counts).orElse(directory -> Map.of()))
                .register(routes);
        new GoneRoutes().register(routes);
        MediaContent content = new MediaContent(roots, fileCalls);
        Actors actors = new Actors(options.token().isPresent());
        ingestion.ifPresentOrElse(
                present -> {
                    new ProcessRoutes(present, actors).register(routes);
                    new StatusRoutes(present, actors).register(routes);
                    new SessionRoutes(present).register(routes);
                    new ControlRoutes(present, actors).register(routes);
                    new ReportRoutes(present).register(routes);
                    HealthRoutes.register(routes, present.metrics());
                    new NotificationRoutes(present.notifications()).register(routes);
                    new SessionPages(renderer, present).register(routes);
                    new JudgeRoutes(present.verdicts()).register(routes);
                    new MediaRoutes(present.files(), thumbnails(present)).register(routes);
                    new LibraryRoutes(present.library(), present.files(), content).register(routes);
                    new LibraryPages(renderer, present.library(), content).register(routes);
                    new DuplicateRoutes(renderer, present.duplicates()).register(routes);
                    new StatsRoutes(renderer, present.statistics()).register(routes);
                    new SystemRoutes(renderer, options, present, health).register(routes);
                },
                () -> new DisabledRoutes().register(routes));
        streams.ifPresent(present -> present.register(routes));
        new Pages(renderer, ingestion).register(routes);
    }

    private Thumbnails thumbnails(Ingestion present) {
        return new Thumbnails(roots, fileCalls, present.thumbnails(), present.pixels());
    }
}

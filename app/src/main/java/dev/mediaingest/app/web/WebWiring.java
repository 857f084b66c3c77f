package dev.mediaingest.app.web;

import dev.mediaingest.app.doctor.Doctor;
import dev.mediaingest.app.web.duplicates.DuplicateRoutes;
import dev.mediaingest.app.web.http.Actors;
import dev.mediaingest.app.web.http.Assets;
import dev.mediaingest.app.web.http.BrowserSafety;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.KnownParameters;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.web.ingest.DirectoryRoutes;
import dev.mediaingest.app.web.ingest.DisabledRoutes;
import dev.mediaingest.app.web.ingest.GoneRoutes;
import dev.mediaingest.app.web.ingest.IngestPages;
import dev.mediaingest.app.web.ingest.PreviewRoutes;
import dev.mediaingest.app.web.ingest.ProcessRequests;
import dev.mediaingest.app.web.ingest.ProcessRoutes;
import dev.mediaingest.app.web.library.LibraryPages;
import dev.mediaingest.app.web.library.LibraryRoutes;
import dev.mediaingest.app.web.library.MediaContent;
import dev.mediaingest.app.web.library.MediaRoutes;
import dev.mediaingest.app.web.library.ThresholdRoutes;
import dev.mediaingest.app.web.library.Thumbnails;
import dev.mediaingest.app.web.page.ActiveSession;
import dev.mediaingest.app.web.page.Addresses;
import dev.mediaingest.app.web.page.Languages;
import dev.mediaingest.app.web.page.Problems;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.app.web.session.ControlRoutes;
import dev.mediaingest.app.web.session.EventStreams;
import dev.mediaingest.app.web.session.ReportRoutes;
import dev.mediaingest.app.web.session.SessionDetails;
import dev.mediaingest.app.web.session.SessionPages;
import dev.mediaingest.app.web.session.SessionRoutes;
import dev.mediaingest.app.web.session.StatusRoutes;
import dev.mediaingest.app.web.stats.StatsRoutes;
import dev.mediaingest.app.web.system.ApiDescription;
import dev.mediaingest.app.web.system.DecoderRoutes;
import dev.mediaingest.app.web.system.HealthRoutes;
import dev.mediaingest.app.web.system.MetricsRoutes;
import dev.mediaingest.app.web.system.NotificationRoutes;
import dev.mediaingest.app.web.system.ServerSetup;
import dev.mediaingest.app.web.system.SystemRoutes;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.store.Store;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The web face put together by plain constructors: each feature's routes get the ports and services they name. */
final class WebWiring implements AutoCloseable {
    private final WebOptions options;
    private final MediaRoots roots;
    private final HealthCheck health;
    private final Renderer renderer;
    private final FileCalls files = FileCalls.forRequests();
    private final List<Routes> routes = new ArrayList<>();
    private final List<EventStreams> streams = new ArrayList<>();

    private WebWiring(WebOptions options, MediaRoots roots, HealthCheck health, Renderer renderer) {
        this.options = options;
        this.roots = roots;
        this.health = health;
        this.renderer = renderer;
    }

    static WebWiring of(
            WebOptions options, MediaRoots roots, Exclusions exclusions, Wiring product, HealthCheck health) {
        Renderer renderer = new Renderer(
                options.version(), ActiveSession.source(product.store().ledger(), product.progress()));
        WebWiring wiring = new WebWiring(options, roots, health, renderer);
        wiring.addGuards();
        wiring.addIngest(product, exclusions);
        wiring.addSessions(product);
        wiring.addLibrary(product);
        wiring.addSystem(product);
        return wiring;
    }

    static WebWiring withoutDatabase(WebOptions options, MediaRoots roots, HealthCheck health) {
        Renderer renderer = new Renderer(options.version(), Optional::empty);
        WebWiring wiring = new WebWiring(options, roots, health, renderer);
        wiring.addGuards();
        wiring.add(
                new DirectoryRoutes(roots, wiring.files, directory -> Map.of()),
                new GoneRoutes(),
                new DisabledRoutes(renderer));
        return wiring;
    }

    /** In the order they are to be registered. */
    List<Routes> routes() {
        return List.copyOf(routes);
    }

    private void add(Routes... more) {
        routes.addAll(List.of(more));
    }

    /** What stands before every other answer, and what is there whatever else is. */
    private void addGuards() {
        ApiDescription description = new ApiDescription(options, renderer);
        add(
                new BrowserSafety(options),
                new Problems(renderer),
                new HealthRoutes(health),
                new Languages(),
                description,
                new KnownParameters(description.queryParameters()),
                new Assets(),
                home -> home.get("/", context -> context.redirect(Addresses.INGEST, HttpStatus.FOUND)));
    }

    private void addIngest(Wiring product, Exclusions exclusions) {
        Store store = product.store();
        ProcessRequests requests = new ProcessRequests(roots, files, exclusions);
        add(
                new DirectoryRoutes(roots, files, store.counts()),
                new GoneRoutes(),
                new ProcessRoutes(requests, product.queue(), actors()),
                new PreviewRoutes(requests, product.discoverer(), store.known()),
                new IngestPages(renderer, store.ledger(), product.progress(), store.reports()));
    }

    private void addSessions(Wiring product) {
        Store store = product.store();
        SessionDetails details = new SessionDetails(store.reports(), store.leftOut(), store.awayFolders());
        EventStreams events = new EventStreams(store.ledger(), product.progress(), store.reports(), store.files());
        streams.add(events);
        add(
                new StatusRoutes(store.ledger(), product.queue(), product.progress(), store.reports(), actors()),
                new SessionRoutes(store.ledger(), product.progress(), details),
                new ControlRoutes(product.queue(), store.auditLog(), actors()),
                new ReportRoutes(store.ledger(), store.items(), details),
                new SessionPages(renderer, store.ledger(), product.progress(), details, store.auditLog()),
                events);
    }

    private void addLibrary(Wiring product) {
        Store store = product.store();
        MediaContent content = new MediaContent(roots, files);
        Thumbnails thumbnails = new Thumbnails(roots, files, product.thumbnails(), product.pixelReader());
        add(
                new ThresholdRoutes(store.thresholds()),
                new MediaRoutes(store.files(), thumbnails),
                new LibraryRoutes(store.library(), store.files(), content),
                new LibraryPages(renderer, store.library(), content),
                new DuplicateRoutes(renderer, store.duplicates()),
                new StatsRoutes(renderer, store.statistics()));
    }

    private void addSystem(Wiring product) {
        ServerSetup setup = new ServerSetup(
                options, product.installation(), product.notifications().channels());
        Doctor doctor = new Doctor(product.installation(), files);
        add(
                new MetricsRoutes(product.metrics()),
                new NotificationRoutes(product.notifications()),
                new SystemRoutes(renderer, setup, health, product.store()::facts, doctor),
                new DecoderRoutes(product.pixelReader()));
    }

    private Actors actors() {
        return new Actors(options.token().isPresent());
    }

    /** Calls of the file system are given up first: a stream may wait for one. */
    @Override
    public void close() {
        files.close();
        streams.forEach(EventStreams::close);
    }
}

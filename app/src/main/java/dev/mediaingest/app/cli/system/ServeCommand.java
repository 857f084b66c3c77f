package dev.mediaingest.app.cli.system;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExcludeFlags;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.MigrationFlag;
import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.cli.Retention;
import dev.mediaingest.app.cli.RetentionConverter;
import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.Version;
import dev.mediaingest.app.web.WebServer;
import dev.mediaingest.app.web.http.AccessToken;
import dev.mediaingest.app.web.http.HealthCheck;
import dev.mediaingest.app.web.http.PortTaken;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.NoSuchRoot;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionEvent;
import dev.mediaingest.session.SessionEvent.Begun;
import dev.mediaingest.session.SessionEvent.Broken;
import dev.mediaingest.session.SessionEvent.Deferred;
import dev.mediaingest.session.SessionEvent.Deleted;
import dev.mediaingest.session.SessionEvent.ItemBegun;
import dev.mediaingest.session.SessionEvent.ItemEnded;
import dev.mediaingest.session.SessionEvent.Planned;
import dev.mediaingest.session.SessionEvent.Recovered;
import dev.mediaingest.session.SessionEvent.StateChanged;
import dev.mediaingest.session.SessionEvent.TakenOver;
import dev.mediaingest.session.SessionEvent.Waiting;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the page and the API until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve the page and the API.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.mediaingest.serve");
    private static final Path USUAL_ROOT = Path.of("/media");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private MigrationFlag migration = new MigrationFlag();

    @Option(
            names = "--media-root",
            paramLabel = "DIR",
            split = Settings.SEPARATOR,
            hideParamSyntax = true,
            description = "A folder that may be read; repeatable (default: /media if there is one, else this folder).")
    private List<Path> mediaRoots = List.of();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String host = WebOptions.LOOPBACK;

    @Option(names = "--port", paramLabel = "N", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private int port = WebOptions.DEFAULT_PORT;

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "Ask every request for it; needed to listen beyond this machine.")
    private @Nullable String token;

    @Option(
            names = "--no-auth",
            description = "Listen beyond this machine without a token; everybody there may do all.")
    private boolean noAuth;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            split = Settings.SEPARATOR,
            hideParamSyntax = true,
            description = "A further name browsers reach this server by; repeatable.")
    private Set<String> allowedHosts = Set.of();

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Mixin
    private ExcludeFlags excludes = new ExcludeFlags();

    @Mixin
    private WatchFlags watch = new WatchFlags();

    @Mixin
    private NotificationFlags notifications = new NotificationFlags();

    @Option(
            names = "--keep-sessions",
            paramLabel = "DAYS",
            converter = RetentionConverter.class,
            description = "Forget sessions that ended longer ago; what they committed stays (default: forever).")
    private Retention keepSessions = Retention.FOREVER;

    @Option(names = "--no-auto-resume", description = "Leave interrupted sessions alone until they are resumed.")
    private boolean noAutoResume;

    @Option(names = "--no-database", description = "Serve the page only; every ingestion is refused.")
    private boolean noDatabase;

    @Override
    public Integer call() throws CannotStart {
        WebOptions options = options();
        MediaRoots roots = roots();
        if (noDatabase) {
            serve(
                    options,
                    roots,
                    Optional.empty(),
                    new WatchFlags.Plan(List.of(), Optional.empty(), List.of(), Exclusions.DEFAULT),
                    server -> {});
            return ExitCode.OK;
        }
        WatchFlags.Plan watches = watch.plan(roots, excludes.exclusions());
        DataDirectory directory = data.directory();
        try (DataDirectory.Claim claim = directory.claim();
                Store store = Databases.open(directory, data.url(directory), migration);
                Wiring wiring = Wiring.around(
                        store,
                        WiringOptions.of(
                                        directory,
                                        data.url(directory),
                                        roots,
                                        pixels.setup(SessionParameters.DEFAULT_WORKERS),
                                        ServeCommand::log,
                                        LOG::warn)
                                .withSettling(pixels.settling())
                                .withChannels(notifications.channels()))) {
            serve(options, roots, Optional.of(wiring), watches, claim::announce);
            return ExitCode.OK;
        }
    }

    /** Hears where the server is. */
    private interface Announcement {
        void tell(URI server) throws CannotStart;
    }

    private void serve(
            WebOptions options,
            MediaRoots roots,
            Optional<Wiring> wiring,
            WatchFlags.Plan watches,
            Announcement announcement)
            throws CannotStart {
        try (WebServer server = server(options, roots, wiring)) {
            server.start();
            announcement.tell(URI.create(address(reachable(options.host()), server.port())));
            spec.commandLine().getOut().println(greeting(options, server.port(), roots));
            wiring.ifPresent(wired -> {
                wired.stateDirectory().rebuild();
                wired.notifications().deliverPending();
                Predicate<Session> mayResume = session -> !noAutoResume && isInside(roots, session);
                wired.queue().recover(mayResume);
                LeaseTakeover.watch(wired.queue(), mayResume);
                var unused = watches.begin(wired, LOG::warn);
            });
            try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("retention").daemon().factory())) {
                wiring.ifPresent(wired -> keepSessions.time().ifPresent(kept -> forgetDaily(clock, wired, kept)));
                awaitStop(server, wiring);
            }
        } catch (PortTaken e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    private WebServer server(WebOptions options, MediaRoots roots, Optional<Wiring> wiring) {
        HealthCheck health = () -> problems(wiring);
        return wiring.map(wired -> WebServer.of(options, roots, excludes.exclusions(), wired, health))
                .orElseGet(() -> WebServer.withoutDatabase(options, roots, health));
    }

    private static void forgetDaily(ScheduledExecutorService clock, Wiring wiring, Duration kept) {
        var unused = clock.scheduleWithFixedDelay(() -> forget(wiring, kept), 0, 1, TimeUnit.DAYS);
    }

    private static void forget(Wiring wiring, Duration kept) {
        try {
            int sessions = wiring.queue().forgetEndedBefore(Instant.now().minus(kept));
            if (sessions > 0) {
                LOG.info("{} sessions forgotten that ended more than {} days ago", sessions, kept.toDays());
            }
        } catch (Unavailable e) {
            LOG.warn("old sessions stay for another day: {}", e.getMessage());
        }
    }

    /** Returns never while the process lives; the hook closes what is open, in order. */
    private static void awaitStop(WebServer server, Optional<Wiring> wiring) {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            wiring.ifPresent(Wiring::close);
                        },
                        "stop"));
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> problems(Optional<Wiring> wiring) {
        return wiring.flatMap(wired -> wired.store().trouble())
                .map(sentence -> Map.of("database", sentence))
                .orElseGet(Map::of);
    }

    private static boolean isInside(MediaRoots roots, Session session) {
        return session.parameters().directories().stream().allMatch(roots::contains);
    }

    private WebOptions options() throws CannotStart {
        boolean hasToken = token != null && !token.isBlank();
        if (!isLoopback(host) && !hasToken && !noAuth) {
            throw new CannotStart("Listening on " + host
                    + " lets others in: give a --token, or say --no-auth if everybody there may do everything.");
        }
        return new WebOptions(host, port, Version.text(), accessToken(), allowedHosts);
    }

    private Optional<AccessToken> accessToken() throws CannotStart {
        try {
            return token == null || token.isBlank() ? Optional.empty() : Optional.of(new AccessToken(token));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage() + " (given with --token)");
        }
    }

    private static boolean isLoopback(String host) throws CannotStart {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CannotStart("The address " + host + " given with --host is unknown.");
        }
    }

    private MediaRoots roots() throws CannotStart {
        List<Path> wanted = !mediaRoots.isEmpty()
                ? mediaRoots
                : List.of(isUsed(USUAL_ROOT) ? USUAL_ROOT : Path.of("").toAbsolutePath());
        try {
            return MediaRoots.of(wanted);
        } catch (NoSuchRoot e) {
            throw new CannotStart(e.getMessage() + " (given with --media-root)");
        }
    }

    /** Debian makes an empty /media on every machine; that is nobody's media root. */
    private static boolean isUsed(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static String greeting(WebOptions options, int port, MediaRoots roots) {
        String host = reachable(options.host());
        return "Media Ingest " + options.version() + " is at " + address(host, port) + "/ingest-v2"
                + (host.equals(options.host()) ? "" : ", and at this machine's other addresses")
                + System.lineSeparator() + "It reads "
                + roots.all().stream().map(Path::toString).collect(Collectors.joining(", ")) + ". Stop it with Ctrl-C.";
    }

    private static String address(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** From this machine. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> WebOptions.LOOPBACK;
            case "::" -> "::1";
            default -> host;
        };
    }

    private static void log(SessionEvent event) {
        switch (event) {
            case StateChanged(Session now) ->
                LOG.info(
                        "session {} {}{}",
                        now.id(),
                        now.state().label(),
                        now.message() == null ? "" : ": " + now.message());
            case Waiting waiting -> LOG.warn("session {} waits: {}", waiting.session(), waiting.sentence());
            case Recovered recovered -> LOG.info("session {} goes on", recovered.session());
            case Broken broken -> LOG.error("session {} ended by a mistake", broken.session(), broken.cause());
            case Planned planned -> {}
            case Begun begun -> {}
            case ItemBegun begun -> {}
            case Deferred deferred -> {}
            case ItemEnded ended -> {}
            case TakenOver(var id) -> LOG.warn("session {} was taken over by another server", id);
            case Deleted deleted -> LOG.info("session {} deleted", deleted.session());
        }
    }
}

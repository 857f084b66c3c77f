package dev.mediaingest.app.cli.system;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.app.cli.AllMedia;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.cli.run.TextView;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.installation.TemporaryFolder;
import dev.mediaingest.app.installation.Version;
import dev.mediaingest.app.web.WebServer;
import dev.mediaingest.app.web.http.PortTaken;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.app.wiring.WiringOptions;
import dev.mediaingest.assess.Assessment;
import dev.mediaingest.assess.AssessmentOptions;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.engines.EngineOptions;
import dev.mediaingest.engines.Engines;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goes once through what a server and a terminal run do, or a worker process, on the samples and a database that is gone
 * afterwards, so that the JVM can write down what it loaded ({@code -XX:AOTCacheOutput}) and start in half the time from then on.
 */
@Command(name = "train-cache", hidden = true, description = "Train the start-up cache; scripts/build runs it.")
public final class TrainCacheCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder with a few media files.")
    private Path samples = Path.of("samples");

    @Option(names = "--worker", description = "Look at pixels only, as a worker process does.")
    private boolean worker;

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("media-ingest-train-cache")) {
            DataDirectory data = DataDirectory.open(folder.path());
            MediaRoots roots = MediaRoots.of(List.of(samples));
            if (worker) {
                look(data, roots);
                return ExitCode.OK;
            }
            TextView view = new TextView(new PrintWriter(PrintWriter.nullWriter()), false, "");
            try (Wiring wiring = Wiring.open(WiringOptions.of(
                    data,
                    new DatabaseUrl.Sqlite(data.databaseFile()),
                    roots,
                    PixelSetup.standard(1),
                    view,
                    sentence -> {}))) {
                serve(wiring, roots);
            }
        }
        return ExitCode.OK;
    }

    private void look(DataDirectory data, MediaRoots roots) throws IOException, InterruptedException {
        EngineOptions options = new EngineOptions(
                data.thumbnails(),
                data.models(),
                data.temporary(),
                ModelFolder.SHIPPED,
                DecodeOptions.DEFAULT_MAX_PIXELS);
        Assessor assessor = new Assessor(roots, new Analyser(), Engines.pixelPass(options), InstantSource.system());
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Assessment unused = assessor.assess(
                        new SourceFile(file, 0, Instant.EPOCH),
                        new AssessmentOptions(new AnalysisOptions(true, true, true), PixelOptions.ALL, 1));
            }
        }
    }

    private void serve(Wiring wiring, MediaRoots roots) throws CannotStart, IOException, InterruptedException {
        try (WebServer server =
                        WebServer.of(WebOptions.local(0, Version.text()), roots, Exclusions.DEFAULT, wiring, Map::of);
                HttpClient client = HttpClient.newHttpClient()) {
            server.start();
            String address = "http://127.0.0.1:" + server.port();
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.putObject("parameters")
                    .put("directory", roots.all().get(0).toString())
                    .put("pattern", AllMedia.PATTERN)
                    .put("recursive", true);
            client.send(
                    HttpRequest.newBuilder(URI.create(address + "/api/ingest/process"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.discarding());
            wiring.store()
                    .ledger()
                    .list(SessionState.ALL, 1, 0)
                    .forEach(session -> wiring.queue().await(session.id()));
            for (String path : List.of(
                    "/ingest-v2", "/health/ready", "/api/ingest/sessions", "/api/ingest/directories", "/nowhere")) {
                client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.discarding());
            }
        } catch (PortTaken e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }
}

package dev.mediaingest.bench;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.Subcommand;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.TemporaryFolder;
import dev.mediaingest.session.SessionParameters;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures this machine with files made on the spot, in a temporary folder that is gone afterwards. Two runs beside each other, or
 * beside other work, measure each other: it does not promise the machine to itself.
 */
@Command(
        name = "bench",
        description = "Measure: pictures made on the spot through the whole flow into a fresh SQLite database.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Subcommand {
    /** Different files behind many names. */
    private static final int LINKED = 300;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = "ingest: many 64x64 PNG. metadata: 1-MB PNG without their pixels and hashes, beside ExifTool"
                    + " if it is installed. pixels: all that is found in pixels, kind by kind, beside Pillow if it is"
                    + " installed. mixed: a usual folder through the whole flow, all processes counted. commit: the database alone, 20 keywords a file. library:"
                    + " pages and filters over many files. rescan: a second session"
                    + " over unchanged files. soak: whether anything grows with a session. load: a server that ingests"
                    + " while 100 streams and 50 requests a second ask it (default: ingest).")
    private What what = What.INGEST;

    @Option(names = "--files", paramLabel = "N", description = "How many (default: as many as the figures need).")
    private int files;

    @Option(names = "--workers", paramLabel = "N", description = "Files in work at once (default: ${DEFAULT-VALUE}).")
    private int workers = SessionParameters.DEFAULT_WORKERS;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "An empty database to fill, for commit, library and rescan (default: a fresh SQLite file).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Sessions that commit at once, for commit (default: ${DEFAULT-VALUE}).")
    private int connections = 1;

    /** What is measured. */
    enum What {
        INGEST(20_000, "64x64 PNG"),
        METADATA(6_000, "1024x1024 PNG of 1 MB"),
        PIXELS(8, "each kind"),
        MIXED(400, "all kinds"),
        COMMIT(20_000, "no files"),
        LIBRARY(100_000, "no files"),
        RESCAN(100_000, "64x64 PNG"),
        SOAK(1_000_000, "64x64 PNG"),
        LOAD(20_000, "1024x1024 PNG of 1 MB");

        private final int files;
        private final String pictures;

        What(int files, String pictures) {
            this.files = files;
            this.pictures = pictures;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        files = files > 0 ? files : what.files;
        try (TemporaryFolder folder = TemporaryFolder.create("media-ingest-bench")) {
            return measure(folder.path(), Files.createDirectory(folder.path().resolve("media")));
        } catch (IOException e) {
            throw new CannotStart("The pictures cannot be written: " + e.getMessage());
        }
    }

    private int measure(Path folder, Path media) throws CannotStart, IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path data = folder.resolve("data");
        return switch (what) {
            case INGEST -> ingest(media, data, out);
            case METADATA -> metadata(folder, media, data, out);
            case PIXELS -> new PixelBench(media, out).run(files);
            case MIXED -> new MixedBench(folder, out, workers).run(files);
            case COMMIT -> new CommitBench(url(DataDirectory.open(data)), connections, out).run(files);
            case LIBRARY -> new LibraryBench(url(DataDirectory.open(data)), out).run(files);
            case RESCAN -> rescan(folder, media, DataDirectory.open(data), out);
            case SOAK -> soak(folder, media, DataDirectory.open(data), out);
            case LOAD -> load(folder, media, out);
        };
    }

    private int ingest(Path media, Path data, PrintWriter out) throws CannotStart, IOException {
        BenchPictures.write(media, files);
        return new IngestBench(media, what.pictures, Fingerprint.PIXELS, workers).run(data, files, out);
    }

    private int metadata(Path folder, Path media, Path data, PrintWriter out)
            throws CannotStart, IOException, InterruptedException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        BenchPictures.writeLarge(originals, Math.min(files, LINKED));
        BenchPictures.link(originals, media, files);
        new MetadataBench(originals, BenchSession.roots(originals), out).run();
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        new IngestBench(media, what.pictures, Fingerprint.NONE, workers).run(folder.resolve("warm-up"), files, nobody);
        return new IngestBench(media, what.pictures, Fingerprint.NONE, workers).run(data, files, out);
    }

    private int rescan(Path folder, Path media, DataDirectory data, PrintWriter out) throws CannotStart, IOException {
        linkSmall(folder, media);
        return new RescanBench(media, data, url(data), out).run();
    }

    private int soak(Path folder, Path media, DataDirectory data, PrintWriter out) throws CannotStart, IOException {
        linkSmall(folder, media);
        return new SoakBench(media, data, url(data), out, workers).run(files);
    }

    private int load(Path folder, Path media, PrintWriter out) throws CannotStart, IOException, InterruptedException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        BenchPictures.writeLarge(originals, LINKED);
        BenchPictures.link(originals, media, files);
        return new LoadBench(folder, out, workers).run(media.toRealPath(), files);
    }

    private void linkSmall(Path folder, Path media) throws IOException {
        Path originals = Files.createDirectory(folder.resolve("originals"));
        BenchPictures.write(originals, LINKED);
        BenchPictures.link(originals.resolve("0000"), media, files);
    }

    /** What a bench writes is of no use to anybody, so a database in use is left alone. */
    private DatabaseUrl url(DataDirectory data) throws CannotStart {
        DatabaseUrl url = databaseUrl == null ? new DatabaseUrl.Sqlite(data.databaseFile()) : parse(databaseUrl);
        if (Stores.describe(url).mediaFiles() > 0) {
            throw new CannotStart("The database " + url.redacted() + " has files in it; bench needs an empty one.");
        }
        return url;
    }

    private static DatabaseUrl parse(String url) throws CannotStart {
        try {
            return DatabaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }
}

package dev.mediaingest.app.cli;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where things are kept; the same for all commands. */
public final class DataOptions {
    static final String DEFAULT_DIRECTORY = "./media-ingest-data";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (default: media-ingest.yml in the data directory or here, else config/config.yml).")
    @SuppressWarnings("UnusedVariable") // read before the options are: it says what they are
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Holds database, state directory, thumbnails and models (default: ./media-ingest-data).")
    private Path dataDir = Path.of(DEFAULT_DIRECTORY);

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "The catalogue, as sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: DATABASE_URL,"
                            + " else a file in the data directory).")
    private @Nullable String databaseUrl;

    public DataDirectory directory() throws CannotStart {
        return DataDirectory.open(dataDir);
    }

    /** For commands that only look. */
    public DataDirectory directoryToRead() {
        return DataDirectory.toRead(dataDir);
    }

    public DatabaseUrl url(DataDirectory directory) throws CannotStart {
        if (databaseUrl == null || databaseUrl.isBlank()) {
            return new DatabaseUrl.Sqlite(directory.databaseFile());
        }
        return parse(databaseUrl);
    }

    static DatabaseUrl parse(String url) throws CannotStart {
        try {
            return DatabaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }

    /** Repeats the options a person gave, for commands we suggest; a password is left for the person to fill in. */
    public String repeated() {
        String dir = dataDir.equals(Path.of("media-ingest-data")) || dataDir.equals(Path.of("./media-ingest-data"))
                ? ""
                : " --data-dir " + Shell.quote(dataDir.toString());
        return databaseUrl == null || databaseUrl.isBlank() || databaseUrl.equals(System.getenv("DATABASE_URL"))
                ? dir
                : dir + " --database-url " + Shell.quote(shown(databaseUrl));
    }

    private static String shown(String url) {
        try {
            return DatabaseUrl.parse(url).redacted();
        } catch (IllegalArgumentException e) {
            return "URL";
        }
    }
}

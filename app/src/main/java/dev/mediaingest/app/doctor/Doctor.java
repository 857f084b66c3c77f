package dev.mediaingest.app.doctor;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.installation.DataDirectory.Holder;
import dev.mediaingest.app.installation.Installation;
import dev.mediaingest.app.installation.PixelSetup;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.pixels.PixelReader;
import dev.mediaingest.session.Reconciliation;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionState;
import dev.mediaingest.store.DatabaseDescription;
import dev.mediaingest.store.Store;
import dev.mediaingest.store.Stores;
import dev.mediaingest.store.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at everything Media Ingest needs, one thing after the other. */
public final class Doctor {
    private static final int USUAL_JAVA = 25;
    private static final int OLDEST_JAVA = 21;
    private static final long MEGA = 1_000_000;
    private static final long LITTLE_SPACE = 2_000 * MEGA;
    private static final long NO_SPACE = 100 * MEGA;
    private static final Set<SessionState> ENDED =
            EnumSet.of(SessionState.COMPLETED, SessionState.CANCELLED, SessionState.ERROR);
    private static final int PAGE = 500;

    private final DataDirectory data;
    private final DatabaseUrl url;
    private final List<Path> mediaRoots;
    private final PixelSetup pixels;
    private final FileCalls files;

    /**
     * A look at what was opened with these options.
     *
     * @param files asks the media roots, which may not answer
     */
    public Doctor(Installation installation, FileCalls files) {
        this.files = files;
        this.data = installation.data();
        this.url = installation.url();
        this.mediaRoots = installation.mediaRoots();
        this.pixels = installation.pixels();
    }

    /** Everything; opens the database, so it is for a program that has not opened it. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>(surroundings());
        DatabaseDescription look = Stores.describe(url);
        checks.add(database(look));
        checks.addAll(sessions(look));
        checks.add(model());
        checks.addAll(new DecoderCheck(data, withShippedModel()).examine());
        return checks;
    }

    /** What can be looked at in a moment, also by a server at work. */
    public List<Check> surroundings() {
        List<Check> checks = new ArrayList<>(List.of(java(), locale(), dataDirectory(), space(), stateDirectory()));
        mediaRoots.forEach(root -> checks.add(mediaRoot(root)));
        return checks;
    }

    /** Has a small file of each kind decoded by those who decode for the sessions. */
    public static List<Check> decoders(PixelReader reader) {
        return DecoderCheck.examine(reader);
    }

    private static Check java() {
        int version = Runtime.version().feature();
        String found = "Java " + Runtime.version() + ", " + Runtime.getRuntime().maxMemory() / MEGA + " MB of heap";
        if (version < OLDEST_JAVA) {
            return Check.failure("java", found, "Install Java " + USUAL_JAVA + ".");
        }
        return version < USUAL_JAVA
                ? Check.warning("java", found, "It works; Java " + USUAL_JAVA + " starts faster.")
                : Check.ok("java", found);
    }

    private static Check locale() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.equalsIgnoreCase("UTF-8")
                        || System.getProperty("os.name", "").startsWith("Windows")
                ? Check.ok("locale", "file names are " + encoding)
                : Check.failure(
                        "locale", "file names are " + encoding + ": others are left out", "Start with LC_ALL=C.UTF-8.");
    }

    private Check dataDirectory() {
        if (!Files.exists(data.path())) {
            return Check.ok("data directory", data.path() + ": there is none yet; the first session makes it");
        }
        if (!Files.isWritable(data.path())) {
            return Check.warning(
                    "data directory",
                    data.path() + " cannot be written: it can be searched, and nothing ingested",
                    "Fix its permissions, or name another with --data-dir.");
        }
        String held = data.holder().map(Doctor::holder).orElse("");
        return Check.ok("data directory", data.path() + held);
    }

    private static String holder(Holder holder) {
        return ", in use by " + holder.process()
                + holder.server().map(server -> " at " + server).orElse("");
    }

    private Check space() {
        try {
            long free = Files.getFileStore(existing(data.path())).getUsableSpace();
            String found = free / MEGA + " MB are free where the data directory is";
            String fix = "Free some space, or set a smaller --thumbnail-space.";
            if (free < NO_SPACE) {
                return Check.failure("disk space", found, fix);
            }
            return free < LITTLE_SPACE ? Check.warning("disk space", found, fix) : Check.ok("disk space", found);
        } catch (IOException e) {
            return Check.warning("disk space", "cannot be asked: " + e.getMessage(), "Look with df.");
        }
    }

    /** The folder, or the nearest one above it that is there. */
    private static Path existing(Path folder) {
        Path parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : existing(parent);
    }

    private static Check database(DatabaseDescription look) {
        if (look.trouble().isPresent()) {
            return Check.failure(
                    "database", look.trouble().get(), "Close what has it, fix its permissions, or restore a backup.");
        }
        if (!look.exists()) {
            return Check.ok("database", look.kind() + ": there is none yet; the first session makes it");
        }
        String unknown = unknownColumns(look.unknownColumns());
        return look.pending().isEmpty()
                ? Check.ok(
                        "database", look.kind() + ", intact and up to date, " + look.mediaFiles() + " files" + unknown)
                : Check.warning(
                        "database",
                        (look.ofPythonTool() ? "of another program, " + look.mediaFiles() + " files; " : "")
                                + "the next start adds to its tables:\n" + String.join(",\n", look.pending()) + unknown,
                        look.ofPythonTool() && look.kind().equals("SQLite")
                                ? "The next start makes a copy first; rows stay, and that program goes on using them."
                                : "Make a copy first; rows stay, and the Python tool goes on reading them.");
    }

    private static String unknownColumns(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : ";\nnew rows get 0, false or an empty text in columns Media Ingest does not know: "
                        + String.join(", ", columns);
    }

    private List<Check> sessions(DatabaseDescription look) {
        if (!look.exists() || look.trouble().isPresent() || !look.pending().isEmpty()) {
            return List.of();
        }
        try (Store store = Databases.openToRead(url, InstantSource.system())) {
            List<Check> checks = new ArrayList<>();
            List<Session> page;
            int seen = 0;
            do {
                page = store.ledger().list(ENDED, PAGE, seen);
                seen += page.size();
                page.forEach(session -> unaccounted(store, session).ifPresent(checks::add));
            } while (page.size() == PAGE);
            return checks.isEmpty() ? List.of(Check.ok("sessions", seen + " ended, and all add up")) : checks;
        } catch (CannotStart e) {
            return List.of(Check.failure("sessions", String.valueOf(e.getMessage()), "Repair the database first."));
        }
    }

    private static Optional<Check> unaccounted(Store store, Session session) {
        Reconciliation books = store.reports().unaccounted(session.id());
        return books.addsUp()
                ? Optional.empty()
                : Optional.of(Check.warning(
                        "sessions",
                        "session " + session.id() + ": " + books.sentence(),
                        "media-ingest resume " + session.id()));
    }

    private Check stateDirectory() {
        Path directory = data.stateDirectory();
        return !Files.exists(directory) || Files.isWritable(directory)
                ? Check.ok("state directory", directory.toString())
                : Check.warning(
                        "state directory",
                        directory + " cannot be written",
                        "Fix its permissions; sessions work without it, other programs see nothing.");
    }

    private Check mediaRoot(Path root) {
        try {
            return files.call(root, () -> look(root));
        } catch (Unavailable e) {
            return Check.failure(
                    "media root", String.valueOf(e.getMessage()), "Wake its disk, or reconnect its share.");
        } catch (IOException e) {
            return Check.failure("media root", root + " cannot be read: " + e.getMessage(), "Look at its disk.");
        }
    }

    private static Check look(Path root) {
        if (!Files.isDirectory(root)) {
            return Check.failure("media root", root + " is no folder", "Reconnect it, or name another --media-root.");
        }
        return Files.isReadable(root)
                ? Check.ok("media root", root.toString())
                : Check.failure("media root", root + " cannot be read", "Fix its permissions.");
    }

    /** Decoders shall not be called broken because a model is. */
    private PixelSetup withShippedModel() {
        return new PixelSetup(
                pixels.isolation(), pixels.limits(), ModelFolder.SHIPPED, pixels.maxPixels(), pixels.thumbnailBytes());
    }

    private Check model() {
        try {
            var unused = new ModelFolder(data.models()).load(pixels.model());
            return Check.ok("model", pixels.model() + " loads");
        } catch (InvalidCard | IOException e) {
            return Check.failure(
                    "model", String.valueOf(e.getMessage()), "See docs/operate/models.md, or leave --model out.");
        } catch (LinkageError e) {
            return Check.warning(
                    "model",
                    "its runtime does not load here: " + e.getMessage(),
                    "Pictures are catalogued without a score.");
        }
    }
}

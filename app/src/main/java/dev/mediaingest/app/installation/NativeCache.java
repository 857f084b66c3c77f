package dev.mediaingest.app.installation;

import dev.mediaingest.engines.onnx.OnnxTelemetry;
import dev.mediaingest.media.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The one folder beside the data directory that is written to: libraries with native code are unpacked there, once for all data
 * directories of a user. Where it cannot be made the libraries choose a place by themselves, below the system's temporary folder.
 */
public record NativeCache(Path caches) {
    private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
    private static final String SQLITE_FOLDER = "org.sqlite.lib.path";
    private static final String SQLITE_NAME = "org.sqlite.lib.name";

    /** Where the user's programs keep what they can make anew, as XDG says. */
    public static NativeCache of(Map<String, String> environment, String home) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        return new NativeCache(
                Path.of(given).isAbsolute()
                        ? Path.of(given)
                        : Path.of(environment.getOrDefault("HOME", home)).resolve(".cache"));
    }

    Path folder() {
        return caches.resolve("media-ingest").resolve("natives");
    }

    /** Has the libraries that are loaded from now on unpacked there; must be called before the first is. */
    public void use() {
        try {
            make();
            System.getProperties().putIfAbsent(JAVACPP, folder().toString());
            unpackSqlite(folder().resolve("sqlite-" + SQLiteJDBCLoader.getVersion()));
        } catch (IOException | UnsupportedOperationException e) {
            // a read-only home, or none
        }
    }

    /** Whoever makes it comes from a version that let ONNX Runtime queue events, or is new here. */
    private void make() throws IOException {
        if (Files.isDirectory(folder())) {
            return;
        }
        Files.createDirectories(folder().getParent(), OwnerOnly.folder());
        try {
            Files.createDirectory(folder(), OwnerOnly.folder());
            OnnxTelemetry.deleteQueued(caches);
        } catch (FileAlreadyExistsException e) {
            // by another process just now
        }
    }

    /** By itself it is unpacked into the temporary folder at every start, and stays there when the process is killed. */
    private static void unpackSqlite(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path library = folder.resolve(name);
        if (!Files.exists(library)) {
            String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
            try (@Nullable InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return; // none for this platform: the driver says so when it is needed
                }
                Files.createDirectories(folder, OwnerOnly.folder());
                Path draft = Files.createTempFile(folder, name, null);
                Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
                Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        System.getProperties().putIfAbsent(SQLITE_FOLDER, folder.toString());
        System.getProperties().putIfAbsent(SQLITE_NAME, name);
    }
}

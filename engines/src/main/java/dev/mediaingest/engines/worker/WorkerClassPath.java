package dev.mediaingest.engines.worker;

import dev.mediaingest.pixels.PixelPass;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a child finds its classes: where this process has them from. Behind a class loader of its own, as executors of a cluster load
 * an application, {@code java.class.path} says nothing of them. Of a loader that is no {@link URLClassLoader} only the places of the
 * program's own classes are known, which is all where it is one jar.
 */
final class WorkerClassPath {
    private WorkerClassPath() {}

    /** As {@code java -cp} takes it. */
    static String current() {
        String started = System.getProperty("java.class.path");
        ClassLoader own = WorkerMain.class.getClassLoader();
        if (own == null || own.equals(ClassLoader.getSystemClassLoader())) {
            return started;
        }
        Set<String> entries = new LinkedHashSet<>();
        for (ClassLoader loader = own; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                entries.addAll(files(urls.getURLs()));
            }
        }
        for (Class<?> part : List.of(WorkerMain.class, PixelPass.class)) {
            CodeSource source = part.getProtectionDomain().getCodeSource();
            entries.addAll(files(source == null ? null : source.getLocation()));
        }
        if (!started.isEmpty()) {
            entries.add(started);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> files(@Nullable URL... urls) {
        List<String> files = new ArrayList<>();
        for (URL url : urls) {
            if (url != null && url.getProtocol().equals("file")) {
                files.add(path(url));
            }
        }
        return files;
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            return url.getPath();
        }
    }
}

package dev.mediaingest.engines.worker;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Loads a class as an executor of a cluster does: from a class path that the Java it runs in was not started with. Uses no class but
 * the JDK's, for it is all that this Java was started with.
 */
public final class BehindClassLoader {
    private BehindClassLoader() {}

    /** The class path, the name of the class, and its arguments. */
    public static void main(String[] arguments) throws Exception {
        String[] entries = arguments[0].split(File.pathSeparator, -1);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = Path.of(entries[i]).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader("application", urls, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass(arguments[1]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 2, arguments.length));
        }
    }
}

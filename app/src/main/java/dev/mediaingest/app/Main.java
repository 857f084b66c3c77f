package dev.mediaingest.app;

import dev.mediaingest.app.installation.NativeCache;

/** The way in from a shell. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        NativeCache.of(System.getenv(), System.getProperty("user.home", "")).use();
        System.exit(MediaIngest.run(args));
    }
}

package dev.mediaingest.app.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where pages are that other pages link to. What an address asks for is its page's to read. */
public final class Addresses {
    public static final String INGEST = "/ingest-v2";
    public static final String LIBRARY = "/library";

    private Addresses() {}

    /** Of one session: its live view, and its outcome once it has ended. */
    static String liveView(String session) {
        return INGEST + "?session=" + session;
    }

    /** The library's files that have a value in common. */
    public static String librarySearch(String filter, String value) {
        return LIBRARY + "?" + filter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

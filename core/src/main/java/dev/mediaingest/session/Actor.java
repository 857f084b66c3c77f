package dev.mediaingest.session;

import dev.mediaingest.media.PrintableText;

/** Who asks for something, as the audit log keeps it. */
public record Actor(String name) {
    /** Media Ingest itself: at start-up, by a setting, by a schedule. */
    public static final Actor PROGRAM = new Actor("media-ingest");

    private static final int LONGEST = 200;

    /** Control characters are no part of a name, and nobody needs a long one. */
    public Actor {
        String clean = PrintableText.of(name).strip();
        name = clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    /** A person at a shell. */
    public static Actor atShell(String user) {
        return new Actor("cli:" + user);
    }

    /** A client of the HTTP API: its address, or the name a trusted one gives. */
    public static Actor ofApi(String who) {
        return new Actor("api:" + who);
    }
}

package dev.mediaingest.app.web;

import org.jspecify.annotations.Nullable;

/**
 * What the Ingest page shows when it arrives.
 *
 * @param shown the session to show, null to start with an empty form
 * @param revision up to where {@code shown} tells, for the stream to go on from
 * @param ended whether {@code shown} is done with
 * @param lastSession the newest session, for a link to its summary
 */
public record IngestPage(
        String version,
        boolean database,
        @Nullable StatusView shown,
        long revision,
        boolean ended,
        @Nullable String lastSession) {
    static IngestPage withoutDatabase(String version) {
        return new IngestPage(version, false, null, 0, false, null);
    }

    /** The step of the three that is in view. */
    public String step() {
        if (shown == null) {
            return "configure";
        }
        return ended ? "complete" : "process";
    }
}

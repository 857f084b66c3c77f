package dev.mediaingest.app.web;

import dev.mediaingest.session.SessionParameters;
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
        Frame frame,
        boolean database,
        @Nullable StatusView shown,
        long revision,
        boolean ended,
        @Nullable String lastSession) {
    static IngestPage withoutDatabase(Frame frame) {
        return new IngestPage(frame, false, null, 0, false, null);
    }

    /** How many files are in work at once if nobody says otherwise; the same as on the command line. */
    public int workers() {
        return SessionParameters.DEFAULT_WORKERS;
    }

    /** The step of the three that is in view. */
    public String step() {
        if (shown == null) {
            return "configure";
        }
        return ended ? "complete" : "process";
    }
}

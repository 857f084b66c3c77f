package dev.mediaingest.app.web;

import dev.mediaingest.discover.Discoverer;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.report.IngestedCounts;
import dev.mediaingest.session.LiveProgress;
import dev.mediaingest.session.SessionQueue;
import dev.mediaingest.session.SessionStore;

/** What the web face asks and tells. It opens and closes none of it. */
public record Ingestion(
        MediaRoots roots,
        Discoverer discoverer,
        SessionQueue queue,
        SessionStore sessions,
        LiveProgress progress,
        IngestedCounts counts) {}

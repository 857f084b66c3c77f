package dev.mediaingest.app.web;

import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionParameters;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session as its row says, with what it was asked to do. */
record SessionView(
        String sessionId,
        String status,
        long totalFiles,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        Parameters parameters) {

    static SessionView of(Session session) {
        return new SessionView(
                session.id().value(),
                session.state().label(),
                session.totalFiles(),
                session.message(),
                session.createdAt(),
                session.startedAt(),
                session.endedAt(),
                session.updatedAt(),
                Parameters.of(session.parameters()));
    }

    /** The same names a client sends them by. */
    record Parameters(
            List<String> directories,
            String pattern,
            boolean recursive,
            boolean enableNsfwDetection,
            double nsfwThreshold,
            boolean extractMetadata,
            boolean extractKeywords,
            boolean importScores,
            String fingerprint,
            boolean skipExisting,
            @Nullable Long maxFiles,
            int workers) {
        static Parameters of(SessionParameters asked) {
            return new Parameters(
                    asked.directories().stream().map(Path::toString).toList(),
                    asked.pattern().toString(),
                    asked.recursive(),
                    asked.enableNsfwDetection(),
                    asked.nsfwThreshold(),
                    asked.extractMetadata(),
                    asked.extractKeywords(),
                    asked.importScores(),
                    asked.fingerprint().label(),
                    asked.skipExisting(),
                    asked.maxFiles().isPresent() ? asked.maxFiles().getAsLong() : null,
                    asked.workers());
        }
    }
}

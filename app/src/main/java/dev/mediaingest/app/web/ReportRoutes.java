package dev.mediaingest.app.web;

import dev.mediaingest.app.report.CsvReport;
import dev.mediaingest.app.report.JsonReport;
import dev.mediaingest.session.Session;
import dev.mediaingest.session.SessionStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What became of a session's files, as a file to keep. Written while it is read: nothing of it is held. */
final class ReportRoutes {
    private final SessionStore store;
    private final Sessions sessions;

    ReportRoutes(Ingestion ingestion) {
        this.store = ingestion.sessions();
        this.sessions = new Sessions(store);
    }

    void register(RoutesConfig routes) {
        routes.get("/api/ingest/sessions/{id}/report.csv", this::csv);
        routes.get("/api/ingest/sessions/{id}/report.json", this::json);
    }

    private void csv(Context context) throws IOException {
        Session session = sessions.named(context);
        try (Writer out = open(context, session, "text/csv; charset=utf-8; header=present", "csv")) {
            CsvReport.write(store, session.id(), out);
        }
    }

    private void json(Context context) throws IOException {
        Session session = sessions.named(context);
        try (Writer out = open(context, session, "application/json", "json")) {
            JsonReport.write(store, session, Instant.now(), out);
        }
    }

    /** Past the framework's own stream, which would hold back. */
    private static Writer open(Context context, Session session, String type, String extension) throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType(type);
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"session-" + session.id().value() + "." + extension + "\"");
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    }
}

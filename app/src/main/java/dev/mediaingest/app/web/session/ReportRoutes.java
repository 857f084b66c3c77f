package dev.mediaingest.app.web.session;

import dev.mediaingest.app.report.CsvReport;
import dev.mediaingest.app.report.JsonReport;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.Sessions;
import dev.mediaingest.session.Items;
import dev.mediaingest.session.Ledger;
import dev.mediaingest.session.Session;
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
public final class ReportRoutes implements Routes {
    /** Jetty's own: closes the connection. */
    private static final int CUT_OFF = -1;

    private final Items items;
    private final SessionDetails details;
    private final Sessions sessions;

    public ReportRoutes(Ledger ledger, Items items, SessionDetails details) {
        this.items = items;
        this.details = details;
        this.sessions = new Sessions(ledger);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/ingest/sessions/{id}/report.csv", this::csv);
        routes.get("/api/ingest/sessions/{id}/report.json", this::json);
    }

    private void csv(Context context) throws IOException {
        Session session = sessions.named(context);
        send(
                context,
                session,
                "text/csv; charset=utf-8; header=present",
                "csv",
                out -> CsvReport.write(details.reports(), details.leftOut(), session.id(), out));
    }

    private void json(Context context) throws IOException {
        Session session = sessions.named(context);
        send(
                context,
                session,
                "application/json",
                "json",
                out -> JsonReport.write(items, details.reports(), details.leftOut(), session, Instant.now(), out));
    }

    /** Writes a report to whoever asked for it. */
    private interface Report {
        void write(Writer out) throws IOException;
    }

    /**
     * Past the framework's own stream, which would hold back. A report that is cut off must not look complete: its answer is
     * then not ended as HTTP wants it, which every client takes for an error.
     */
    private static void send(Context context, Session session, String type, String extension, Report report)
            throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType(type);
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"session-" + session.id().value() + "." + extension + "\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            report.write(out);
            out.close();
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            out.flush();
            response.sendError(CUT_OFF);
        }
    }
}

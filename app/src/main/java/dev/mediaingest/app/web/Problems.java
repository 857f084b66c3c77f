package dev.mediaingest.app.web;

import dev.mediaingest.app.web.Problem.FieldError;
import dev.mediaingest.commit.Catalog.Unavailable;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever goes wrong as a problem document; what nobody expected is logged under a reference the client sees. */
final class Problems {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void answer(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, context) -> write(context, problem));
        routes.exception(HttpResponseException.class, (e, context) -> write(context, ofFramework(e, context)));
        routes.exception(Unavailable.class, (e, context) -> write(context, new Problem(503, sentence(e))));
        routes.exception(Exception.class, (e, context) -> write(context, unexpected(e, context)));
    }

    private static Problem ofFramework(HttpResponseException e, Context context) {
        return switch (e.getStatus()) {
            case 404 -> new Problem(404, "There is nothing at " + context.path() + ".");
            case 405 -> new Problem(405, context.path() + " does not take " + context.method() + ".");
            case 413 -> JsonBody.tooLarge();
            default -> new Problem(e.getStatus(), String.valueOf(e.getMessage()));
        };
    }

    private static String sentence(Unavailable e) {
        return String.valueOf(e.getMessage());
    }

    private static Problem unexpected(Exception e, Context context) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("{} {} failed, reference {}", context.method(), context.path(), reference, e);
        return new Problem(
                500, "Media Ingest made a mistake; the log says more under the reference " + reference + ".");
    }

    private static void write(Context context, Problem problem) {
        if (context.res().isCommitted()) {
            return;
        }
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(problem.status());
        context.json(document(problem.status(), problem.detail(), problem.errors()));
        context.contentType(CONTENT_TYPE);
    }

    static Map<String, Object> document(int status, String detail, List<FieldError> errors) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", HttpStatus.forStatus(status).getMessage());
        document.put("status", status);
        document.put("detail", detail);
        if (!errors.isEmpty()) {
            document.put("errors", errors);
        }
        return document;
    }
}

package dev.mediaingest.app.web.page;

import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Problem.FieldError;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.BadQuery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whatever goes wrong: as a problem document (RFC 9457), or as a page where a person opened an address. What nobody expected is
 * logged under a reference the client sees.
 */
public final class Problems implements Routes {
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Renderer renderer;

    public Problems(Renderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, context) -> write(context, problem));
        routes.exception(BadQuery.class, (refused, context) -> write(context, new Problem(422, refused.sentence())));
        routes.exception(HttpResponseException.class, (e, context) -> write(context, ofFramework(e, context)));
        routes.exception(Unavailable.class, (e, context) -> write(context, new Problem(503, sentence(e))));
        routes.exception(
                Exception.class,
                (e, context) -> write(context, unexpected(e, context.method() + " " + context.path())));
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

    /** For what is no exception: a stack or a heap that is full. */
    public static void answer(HttpServletResponse response, Error error) {
        Problem problem = unexpected(error, "A request");
        if (response.isCommitted()) {
            return;
        }
        try {
            response.setStatus(problem.status());
            response.setContentType(CONTENT_TYPE);
            response.getOutputStream()
                    .write(JsonBody.MAPPER.writeValueAsBytes(document(500, problem.detail(), List.of())));
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static Problem unexpected(Throwable mistake, String request) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("{} failed, reference {}", request, reference, mistake);
        return new Problem(
                500, "Media Ingest made a mistake; the log says more under the reference " + reference + ".");
    }

    private void write(Context context, Problem problem) {
        if (context.res().isCommitted()) {
            return;
        }
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(problem.status());
        if (isForAPerson(context)) {
            renderer.render(
                    context,
                    "page/problem.jte",
                    new ProblemPage(renderer.barePageContext(context), problem.status(), problem.detail()));
            return;
        }
        context.json(document(problem.status(), problem.detail(), problem.errors()));
        context.contentType(CONTENT_TYPE);
    }

    /** A browser that opens an address says that it wants a page; programs and scripts of pages do not. */
    private static boolean isForAPerson(Context context) {
        String accepted = context.header("Accept");
        return HandlerType.GET.equals(context.method())
                && !context.path().startsWith("/api/")
                && accepted != null
                && accepted.contains("text/html");
    }

    public static Map<String, Object> document(int status, String detail, List<FieldError> errors) {
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

package dev.mediaingest.app.web.page;

import dev.mediaingest.failure.Unavailable;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes pages of templates. Thread-safe. */
public final class Renderer {
    private final String version;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.mediaingest.app.pages");

    private final Supplier<Optional<ActiveSession>> active;

    /**
     * Makes the pages of a server.
     *
     * @param active the session that every page tells of; asked once a page
     */
    public Renderer(String version, Supplier<Optional<ActiveSession>> active) {
        this.version = version;
        this.active = active;
    }

    /** What is around the page a request asks for. */
    public PageContext pageContext(Context context) {
        String query = context.queryString();
        String here = query == null ? context.path() : context.path() + "?" + query;
        return new PageContext(version, Texts.of(context), here, activeSession().orElse(null));
    }

    /** As the other, for a page that shows nothing of the catalogue: who sees it may not be let in. */
    PageContext barePageContext(Context context) {
        return new PageContext(version, Texts.of(context), context.path(), null);
    }

    /** A page does not fail because its header cannot be told what runs. */
    private Optional<ActiveSession> activeSession() {
        try {
            return active.get();
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }

    public void render(Context context, String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template, page, html);
        send(context, html);
    }

    /** A piece of a page. */
    public void render(Context context, String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        send(context, html);
    }

    private static void send(Context context, StringOutput html) {
        context.header("Vary", "Accept-Language, Cookie");
        context.contentType("text/html; charset=utf-8");
        context.result(html.toString());
    }
}

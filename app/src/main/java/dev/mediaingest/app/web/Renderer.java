package dev.mediaingest.app.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Makes pages of templates. Thread-safe. */
final class Renderer {
    private final String version;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.mediaingest.app.pages");

    Renderer(String version) {
        this.version = version;
    }

    /** What is around the page a request asks for. */
    Frame frame(Context context) {
        String query = context.queryString();
        return new Frame(version, Texts.of(context), query == null ? context.path() : context.path() + "?" + query);
    }

    void render(Context context, String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template, page, html);
        send(context, html);
    }

    /** A piece of a page. */
    void render(Context context, String template, Map<String, Object> parameters) {
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

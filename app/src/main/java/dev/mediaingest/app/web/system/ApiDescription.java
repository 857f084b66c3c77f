package dev.mediaingest.app.web.system;

import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.http.WebOptions;
import dev.mediaingest.app.web.page.Renderer;
import dev.mediaingest.app.web.system.ApiPage.Operation;
import dev.mediaingest.app.web.system.ApiPage.Parameter;
import dev.mediaingest.app.web.system.ApiPage.Part;
import dev.mediaingest.app.web.system.ApiPage.Response;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API as OpenAPI, written by hand in {@code openapi.yml}, and as a page to read. Immutable. */
public final class ApiDescription implements Routes {
    private static final String RESOURCE = "/openapi.yml";

    private final ObjectNode document;
    private final Renderer renderer;

    public ApiDescription(WebOptions options, Renderer renderer) {
        this.renderer = renderer;
        this.document = read();
        ((ObjectNode) document.path("info")).put("version", options.version());
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/openapi.json", context -> context.json(document));
        routes.get("/api", this::page);
    }

    private void page(Context context) {
        renderer.render(context, "system/api.jte", new ApiPage(renderer.pageContext(context), parts()));
    }

    /**
     * The query parameters by method and path, in their order. Not of endpoints that are gone, whose answer is always the same; nor of
     * what is asked by other programs than clients of ours, which add parameters of their own.
     */
    public Map<String, Set<String>> queryParameters() {
        Map<String, Set<String>> byRoute = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                boolean gone =
                        method.getValue().path("tags").path(0).asString("").equals("Gone");
                if (!gone
                        && !path.getKey().startsWith("/health/")
                        && !path.getKey().equals("/metrics")) {
                    byRoute.put(
                            method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                            queryParameters(method.getValue()));
                }
            }
        }
        return byRoute;
    }

    private Set<String> queryParameters(JsonNode operation) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode entry : operation.path("parameters")) {
            JsonNode parameter = resolved(entry);
            if (parameter.path("in").asString("").equals("query")) {
                names.add(parameter.path("name").asString());
            }
        }
        return names;
    }

    private static ObjectNode read() {
        try (@Nullable InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return JsonBody.MAPPER.valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("name").asString();
            parts.add(new Part(name, tag.path("description").asString(), operations(name)));
        }
        return parts;
    }

    private List<Operation> operations(String tag) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().path("tags").path(0).asString("").equals(tag)) {
                    operations.add(operation(method.getKey(), path.getKey(), method.getValue()));
                }
            }
        }
        return operations;
    }

    private Operation operation(String method, String path, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(entry -> parameters.add(parameter(resolved(entry))));
        JsonNode body = resolved(operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
        fields(body, parameters);
        List<Response> responses = new ArrayList<>();
        operation
                .path("responses")
                .properties()
                .forEach(entry -> responses.add(new Response(
                        entry.getKey(),
                        resolved(entry.getValue()).path("description").asString(""))));
        return new Operation(
                method.toUpperCase(Locale.ROOT), path, operation.path("summary").asString(), parameters, responses);
    }

    private Parameter parameter(JsonNode parameter) {
        return new Parameter(
                parameter.path("name").asString(),
                parameter.path("in").asString(),
                type(parameter.path("schema")),
                parameter.path("description").asString(""));
    }

    /** Those of a body, one level inside what it wraps. */
    private void fields(JsonNode body, List<Parameter> parameters) {
        body.path("properties").properties().forEach(field -> {
            JsonNode schema = resolved(field.getValue());
            if (schema.has("properties")) {
                fields(schema, parameters);
            } else {
                parameters.add(new Parameter(field.getKey(), "body", type(schema), ""));
            }
        });
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> words = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(word -> words.add(word.asString()));
        } else {
            words.add(type.asString(""));
        }
        JsonNode otherwise = schema.path("default");
        return String.join(" or ", words) + (otherwise.isMissingNode() ? "" : ", else " + otherwise.asString());
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}

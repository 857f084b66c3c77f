package dev.mediaingest.app.web.http;

import dev.mediaingest.app.report.JsonReport;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's JSON body within bounds. */
public final class JsonBody {
    public static final int MOST_BYTES = 1 << 20;

    public static final JsonMapper MAPPER = JsonReport.MAPPER;

    private JsonBody() {}

    public static JsonNode read(Context context) throws IOException {
        if (!isJson(context.contentType())) {
            throw new Problem(415, "The body must be JSON, sent with Content-Type: application/json.");
        }
        byte[] body = bytes(context);
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new Problem(422, "The body is not valid JSON.");
        }
    }

    /** An empty object if there is no body. */
    public static JsonNode readIfAny(Context context) throws IOException {
        long length = context.req().getContentLengthLong();
        boolean none = length == 0 || (length < 0 && context.contentType() == null);
        return none ? MAPPER.createObjectNode() : read(context);
    }

    public static Problem tooLarge() {
        return new Problem(413, "The body is larger than 1 MB.");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static byte[] bytes(Context context) throws IOException {
        if (context.req().getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        try (InputStream in = context.req().getInputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw tooLarge();
            }
            return body;
        }
    }
}

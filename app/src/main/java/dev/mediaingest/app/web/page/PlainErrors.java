package dev.mediaingest.app.web.page;

import dev.mediaingest.app.web.http.JsonBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** What the container refuses before any route sees it, such as a malformed request, in the same form as all problems. */
public final class PlainErrors extends ErrorHandler {
    private static final JsonMapper MAPPER = JsonBody.MAPPER;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String json =
                MAPPER.writeValueAsString(Problems.document(status, "The request cannot be understood.", List.of()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}

package dev.mediaingest.app.web.http;

import dev.mediaingest.session.Actor;
import io.javalin.http.Context;

/**
 * Says who sends a request. A name in the header counts only where a token is asked of everybody: elsewhere anyone could write
 * any name there, and the address is all that is known.
 */
public record Actors(boolean tokenAsked) {
    public static final String NAME_HEADER = "Media-Ingest-User";

    public Actor of(Context context) {
        String name = context.header(NAME_HEADER);
        return Actor.ofApi(tokenAsked && name != null && !name.isBlank() ? name : context.ip());
    }
}

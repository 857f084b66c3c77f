package dev.mediaingest.app.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.Map;
import java.util.Set;

/**
 * Refuses query parameters that a route does not know: one that is misspelt would else change nothing, silently. What routes know is
 * what the API's description says, so that the two cannot differ. Pages are not described, and take any. Immutable.
 */
public final class KnownParameters implements Routes {
    /** Lets a person in, on any address. */
    private static final String TOKEN = "token";

    private static final int LONGEST_NAME = 60;

    private final Map<String, Set<String>> byRoute;

    /**
     * Checks these routes.
     *
     * @param byRoute names by method and path, as {@code GET /api/media}
     */
    public KnownParameters(Map<String, Set<String>> byRoute) {
        this.byRoute = byRoute;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.beforeMatched(this::check);
    }

    private void check(Context context) {
        Endpoint matched = context.endpoints().matchedHttpEndpoint();
        Set<String> known = matched == null ? null : byRoute.get(matched.method.name() + " " + matched.path);
        if (known == null) {
            return;
        }
        for (String name : context.queryParamMap().keySet()) {
            if (!known.contains(name) && !name.equals(TOKEN)) {
                throw Problem.badField(shortened(name), sentence(known));
            }
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static String sentence(Set<String> known) {
        return known.isEmpty()
                ? "is no parameter of this address; it has none"
                : "is no parameter of this address; there are " + String.join(", ", known);
    }
}

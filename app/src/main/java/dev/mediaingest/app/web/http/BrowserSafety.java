package dev.mediaingest.app.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites away from a server that trusts whoever reaches it. A page elsewhere can make a browser send
 * requests here; it cannot choose the Host, Origin and Sec-Fetch-Site headers the browser sends with them.
 */
public final class BrowserSafety implements Routes {
    static final String TOKEN_COOKIE = "media_ingest_token";

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final Set<String> LOOKS =
            Set.of("/static/app.css", "/static/icon.svg", "/static/theme.js", "/favicon.ico");
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+]");

    private final WebOptions options;
    private final WrongTokens wrongTokens = new WrongTokens(System::nanoTime);

    public BrowserSafety(WebOptions options) {
        this.options = options;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.before(this::setHeaders);
        routes.before(this::checkHost);
        routes.before(BrowserSafety::checkOrigin);
        routes.before(this::checkToken);
    }

    private void setHeaders(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    /** Another site's name that suddenly points here (DNS rebinding) still is another site's name. */
    private void checkHost(Context context) {
        String host = nameOf(context.header("Host"));
        if (host == null || !isOurs(host)) {
            throw new Problem(403, "This server does not answer under the name in the Host header.");
        }
    }

    private boolean isOurs(String host) {
        String bound = options.host().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK_V4.matcher(host).matches()
                || host.equals(bound)
                || host.equals("[" + bound + "]")
                || options.allowedHosts().contains(host)
                || (WILDCARDS.contains(bound) && ADDRESS.matcher(host).matches());
    }

    /** The host's name in lower case without the port. */
    private static @Nullable String nameOf(@Nullable String authority) {
        if (authority == null) {
            return null;
        }
        String lower = authority.strip().toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }

    private static void checkOrigin(Context context) {
        if (HARMLESS.contains(context.method())) {
            return;
        }
        if ("cross-site".equals(context.header("Sec-Fetch-Site"))) {
            throw otherSite();
        }
        String origin = context.header("Origin");
        if (origin != null && !isSameSite(origin, context.header("Host"))) {
            throw otherSite();
        }
    }

    private static boolean isSameSite(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Problem otherSite() {
        return new Problem(403, "Another web site may not do this here.");
    }

    /** Health, and how the page looks that asks for a token. */
    private static boolean isOpenToAll(String path) {
        return path.startsWith("/health/") || LOOKS.contains(path);
    }

    private void checkToken(Context context) {
        if (options.token().isEmpty() || isOpenToAll(context.path())) {
            return;
        }
        AccessToken token = options.token().get();
        String bearer = bearer(context);
        String password = password(context);
        String cookie = context.cookie(TOKEN_COOKIE);
        String entry = HARMLESS.contains(context.method()) ? context.queryParam("token") : null;
        boolean shown = bearer != null || password != null || cookie != null || entry != null;
        if (shown && wrongTokens.isTooMany(context.ip())) {
            context.header("Retry-After", "1");
            throw new Problem(429, "Too many wrong tokens came from your address; wait a moment.");
        }
        if (token.is(entry)) {
            remember(token, context);
        } else if (!token.isHeader(bearer) && !token.is(password) && !token.isCookie(cookie)) {
            if (shown) {
                wrongTokens.add(context.ip());
            }
            throw new Problem(401, "A token is needed: send it as a Bearer token, or open /?token=… once.");
        }
    }

    /** Out of the address line, where it would be seen and kept, into a cookie no script can read. */
    private static void remember(AccessToken token, Context context) {
        Cookie cookie = new Cookie(TOKEN_COOKIE, token.cookie());
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(context.req().isSecure());
        context.cookie(cookie);
        context.redirect(context.path().startsWith("//") ? "/" : context.path(), HttpStatus.SEE_OTHER);
        context.skipRemainingHandlers();
    }

    private static @Nullable String bearer(Context context) {
        String header = context.header("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    /** The password of {@code Authorization: Basic} (RFC 7617), whatever the name: that form has bytes of its own for any letter. */
    private static @Nullable String password(Context context) {
        String header = context.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ""; // shown, and wrong
        }
    }
}

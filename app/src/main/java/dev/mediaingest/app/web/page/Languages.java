package dev.mediaingest.app.web.page;

import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Locale;

/** The choice of a language, kept in a cookie, and the sentences that scripts say. */
public final class Languages implements Routes {
    private static final int YEAR = (int) Duration.ofDays(365).toSeconds();

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/language/{language}", Languages::choose);
        routes.get("/texts/{language}", Languages::sendTexts);
    }

    /** By a link, so that it works without scripts; it changes nothing but the words a reader sees. */
    private static void choose(Context context) {
        Cookie cookie = new Cookie(Texts.COOKIE, named(context).getLanguage());
        cookie.setMaxAge(YEAR);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        context.cookie(cookie);
        String back = context.queryParam("back");
        context.redirect(back != null && isOfThisServer(back) ? back : "/", HttpStatus.SEE_OTHER);
    }

    private static boolean isOfThisServer(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    }

    private static void sendTexts(Context context) {
        context.header("Cache-Control", "no-cache");
        context.json(Texts.in(named(context)).ofScripts());
    }

    private static Locale named(Context context) {
        String wanted = context.pathParam("language");
        return Texts.LANGUAGES.stream()
                .filter(locale -> locale.getLanguage().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "The pages do not speak " + wanted + "."));
    }
}

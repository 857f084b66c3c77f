package dev.mediaingest.app.web.system;

import dev.mediaingest.app.notify.Notifications;
import dev.mediaingest.app.notify.Notifications.Tried;
import dev.mediaingest.app.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where notifications go, and whether they arrive. */
public final class NotificationRoutes implements Routes {
    private final Notifications notifications;

    public NotificationRoutes(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/notifications", context -> context.json(Map.of("channels", notifications.channels())));
        routes.post("/api/notifications/test", this::test);
    }

    private void test(Context context) throws InterruptedException {
        List<TriedView> tried = notifications.test().stream().map(TriedView::of).toList();
        context.json(Map.of("channels", tried));
    }

    private record TriedView(
            String channel, boolean delivered, @Nullable String detail) {
        static TriedView of(Tried tried) {
            return new TriedView(tried.channel(), tried.delivered(), tried.why().orElse(null));
        }
    }
}

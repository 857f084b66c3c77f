package dev.mediaingest.app.web.system;

import dev.mediaingest.app.doctor.Doctor;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.pixels.PixelReader;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;

/** Tries the decoders when a person asks for it. */
public final class DecoderRoutes implements Routes {
    private final PixelReader pixels;

    /** Of those that decode for the sessions. */
    public DecoderRoutes(PixelReader pixels) {
        this.pixels = pixels;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/system/decoders", context -> context.json(Map.of("checks", decoders())));
    }

    /** One after the other: each takes worker processes from the sessions. */
    private synchronized List<Map<String, String>> decoders() {
        return Doctor.decoders(pixels).stream().map(SystemRoutes::json).toList();
    }
}

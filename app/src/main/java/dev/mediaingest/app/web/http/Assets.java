package dev.mediaingest.app.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's scripts, styles and pictures, from the class path. Nothing else can be named. Thread-safe. */
public final class Assets implements Routes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\.(css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Optional<Asset>> read = new ConcurrentHashMap<>();

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/static/{name}", context -> send(context, context.pathParam("name")));
        routes.get("/favicon.ico", context -> send(context, "icon.svg"));
    }

    private void send(Context context, String name) {
        Asset asset = read.computeIfAbsent(name, Assets::read)
                .orElseThrow(() -> new Problem(404, "There is nothing at " + context.path() + "."));
        context.header("Cache-Control", "no-cache");
        context.header("ETag", asset.tag());
        if (asset.tag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(asset.type());
        context.result(asset.bytes());
    }

    private static Optional<Asset> read(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (@Nullable InputStream in = Assets.class.getResourceAsStream("/static/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
            return Optional.of(new Asset(bytes, type, "\"" + digest(bytes) + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asset(byte[] bytes, String type, String tag) {}
}

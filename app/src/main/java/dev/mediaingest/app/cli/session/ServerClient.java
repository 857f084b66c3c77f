package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory.Holder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server that has the data directory to do what a command cannot do beside it. */
final class ServerClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Holder holder;
    private final URI server;
    private final @Nullable String token;
    private final String user;

    ServerClient(Holder holder, URI server, @Nullable String token, String user) {
        this.holder = holder;
        this.server = server;
        this.token = token;
        this.user = user;
    }

    /**
     * Returns the server's answer.
     *
     * @throws Refused with its sentence
     * @throws CannotStart with why there is no answer
     */
    JsonNode send(String method, String path, String body) throws CannotStart {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Media-Ingest-User", user);
        if (token != null && !token.isBlank()) {
            request.header("Authorization", authorization(token));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() == 200) {
                return json;
            }
            throw new Refused(
                    answer.statusCode(),
                    answer.statusCode() == 401
                            ? "The server (" + holder.process() + ") asks for a token; give it with --token or in"
                                    + " MEDIA_INGEST_TOKEN."
                            : json.path("detail").asString("The server answers " + answer.statusCode() + "."));
        } catch (IOException | JacksonException e) {
            throw new CannotStart("The server (" + holder.process() + ") has the data directory and does not answer at "
                    + server + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while the server was asked.");
        }
    }

    /** A header's value may have ASCII letters only; in the Basic form (RFC 7617) any can be written with them. */
    private static String authorization(String token) {
        return token.chars().allMatch(letter -> letter > ' ' && letter < 127)
                ? "Bearer " + token
                : "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));
    }

    /** Which server it is. */
    String name() {
        return "The server (" + holder.process() + ", " + server + ")";
    }

    /** Where it is. */
    URI address() {
        return server;
    }

    /** The server answered, and does not do it. */
    static final class Refused extends CannotStart {
        private static final long serialVersionUID = 1L;

        private final int status;

        private Refused(int status, String sentence) {
            super(sentence);
            this.status = status;
        }

        /** HTTP's status code. */
        int status() {
            return status;
        }
    }
}

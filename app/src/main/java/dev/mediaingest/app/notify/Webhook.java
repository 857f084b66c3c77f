package dev.mediaingest.app.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts notices as JSON. With a secret, the header {@value #SIGNATURE} is {@code t=SECONDS,v1=HEX}: HMAC-SHA-256 (RFC 2104)
 * of the seconds since 1970, a point, and the body, so that neither can be forged or sent again later unnoticed. Follows no
 * redirect, reads no answer beyond its status.
 */
public final class Webhook implements Channel {
    static final String SIGNATURE = "Media-Ingest-Signature";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final Optional<String> secret;
    private final AllowedAddresses allowed;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(Redirect.NEVER)
            .build();

    /**
     * A webhook.
     *
     * @param address http or https, with a host
     */
    public Webhook(URI address, Optional<String> secret, AllowedAddresses allowed) {
        this.address = address;
        this.secret = secret;
        this.allowed = allowed;
    }

    /** Without path and query, which often are secrets. */
    @Override
    public String name() {
        return "webhook to " + address.getScheme() + "://" + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    @Override
    public void deliver(Notice notice) throws Undelivered, InterruptedException {
        allowed.check(address.getHost());
        byte[] body = JSON.writeValueAsBytes(notice.fields());
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Media-Ingest")
                .POST(BodyPublishers.ofByteArray(body));
        secret.ifPresent(
                key -> request.header(SIGNATURE, signature(key, notice.at().getEpochSecond(), body)));
        try {
            HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status < 200 || status > 299) {
                boolean later = status == 408 || status == 425 || status == 429 || status >= 500;
                throw new Undelivered("it answered " + status, later);
            }
        } catch (IOException e) {
            throw new Undelivered(
                    "it cannot be reached (" + e.getClass().getSimpleName() + ")", /* worthRepeating= */ true);
        }
    }

    static String signature(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}

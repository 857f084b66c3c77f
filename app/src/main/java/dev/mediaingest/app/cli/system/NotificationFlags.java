package dev.mediaingest.app.cli.system;

import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.notify.AllowedAddresses;
import dev.mediaingest.app.notify.Channel;
import dev.mediaingest.app.notify.Mail;
import dev.mediaingest.app.notify.Webhook;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told when a session has ended or needs attention. */
final class NotificationFlags {
    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Post a notice there when a session has completed, failed, or needs attention.")
    private @Nullable String webhook;

    @Option(names = "--webhook-secret", paramLabel = "TEXT", description = "Sign what is posted with it.")
    private @Nullable String webhookSecret;

    @Option(names = "--webhook-private", description = "The webhook may be on this machine or in its private network.")
    private boolean webhookPrivate;

    @Option(
            names = "--smtp",
            paramLabel = "URL",
            description = "Server that mails notices: smtp://USER:PASSWORD@HOST:587 or smtps://….")
    private @Nullable String smtp;

    @Option(
            names = "--mail-to",
            paramLabel = "ADDRESS",
            split = Settings.SEPARATOR,
            hideParamSyntax = true,
            description = "Who gets them; repeatable.")
    private List<String> mailTo = List.of();

    @Option(
            names = "--mail-from",
            paramLabel = "ADDRESS",
            description = "Who they come from (default: the first of those).")
    private @Nullable String mailFrom;

    /** The channels asked for. */
    List<Channel> channels() throws CannotStart {
        List<Channel> channels = new ArrayList<>();
        if (webhook != null && !webhook.isBlank()) {
            channels.add(new Webhook(
                    url("webhook", webhook, Set.of("http", "https")),
                    Optional.ofNullable(webhookSecret).filter(secret -> !secret.isBlank()),
                    webhookPrivate ? AllowedAddresses.ANY : AllowedAddresses.PUBLIC));
        }
        if (smtp != null && !smtp.isBlank()) {
            if (mailTo.isEmpty()) {
                throw new CannotStart("smtp is set, but mail-to does not say who gets the mail.");
            }
            URI server = url("smtp", smtp, Set.of("smtp", "smtps"));
            channels.add(new Mail(server, mailFrom == null ? mailTo.getFirst() : mailFrom, mailTo));
        } else if (!mailTo.isEmpty()) {
            throw new CannotStart("mail-to is set, but smtp does not say which server sends the mail.");
        }
        return channels;
    }

    /** Never repeats what was given: it may hold a password. */
    private static URI url(String setting, String text, Set<String> schemes) throws CannotStart {
        try {
            URI url = new URI(text);
            if (url.getScheme() != null && schemes.contains(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CannotStart(setting + " must be a URL that begins with "
                + String.join(":// or ", schemes.stream().sorted().toList()) + ":// and names a host.");
    }
}

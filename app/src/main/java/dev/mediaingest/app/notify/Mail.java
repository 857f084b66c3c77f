package dev.mediaingest.app.notify;

import java.net.URI;
import java.util.List;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Sends notices as plain text by SMTP: with TLS from the start for {@code smtps}, else with STARTTLS where it is offered. */
public final class Mail implements Channel {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;

    private final String server;
    private final String from;
    private final List<String> to;
    private final Mailer mailer;

    /**
     * A mail channel.
     *
     * @param server {@code smtp://user:password@host:port} or {@code smtps://…}; all but the host may be left out
     */
    public Mail(URI server, String from, List<String> to) {
        boolean tls = server.getScheme().equals("smtps");
        String[] user = server.getUserInfo() == null
                ? new String[0]
                : server.getUserInfo().split(":", 2);
        this.server = server.getHost();
        this.from = from;
        this.to = List.copyOf(to);
        this.mailer = MailerBuilder.withSMTPServer(
                        server.getHost(),
                        server.getPort() > 0 ? server.getPort() : tls ? SUBMISSION_TLS : SUBMISSION,
                        user.length > 0 ? user[0] : null,
                        user.length > 1 ? user[1] : null)
                .withTransportStrategy(tls ? TransportStrategy.SMTPS : TransportStrategy.SMTP)
                .withSessionTimeout(PATIENCE_MILLIS)
                .buildMailer();
    }

    @Override
    public String name() {
        return "mail by " + server + " to " + String.join(", ", to);
    }

    @Override
    public void deliver(Notice notice) throws Undelivered {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank().from(from);
        to.forEach(builder::to);
        Email email = builder.withSubject("Media Ingest: " + subject(notice.event()))
                .withPlainText(notice.sentence() + "\n\n" + details(notice))
                .buildEmail();
        try {
            mailer.sendMail(email).join();
        } catch (MailException | java.util.concurrent.CompletionException e) {
            throw new Undelivered(firstLine(e), /* worthRepeating= */ true);
        }
    }

    private static String subject(Notice.Event event) {
        return switch (event) {
            case COMPLETED -> "a session has completed";
            case FAILED -> "a session ended by an error";
            case NEEDS_ATTENTION -> "a session waits for you";
            case TEST -> "a test";
        };
    }

    private static String details(Notice notice) {
        StringBuilder details = new StringBuilder();
        notice.fields().forEach((name, value) -> {
            if (!name.equals("message")) {
                details.append(name).append(": ").append(value).append('\n');
            }
        });
        return details.toString();
    }

    private static String firstLine(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}

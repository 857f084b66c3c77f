package dev.mediaingest.app.web.system;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.mediaingest.media.PrintableText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last lines of the log, in memory, for the page that shows them; {@code logback.xml} makes it. Thread-safe. */
public final class LogTail extends AppenderBase<ILoggingEvent> {
    private static final int LINES = 200;
    private static final int LONGEST = 2_000;

    private final Deque<Line> lines = new ArrayDeque<>();

    /** One entry of the log, without the trace of an exception. */
    public record Line(Instant at, String level, String text) {}

    @Override
    protected void append(ILoggingEvent event) {
        String text = PrintableText.of(event.getFormattedMessage());
        Line line = new Line(
                event.getInstant(),
                event.getLevel().toString(),
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        synchronized (lines) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    /** The newest last; none where the log is set up in another way. */
    public static List<Line> lines() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
                        && logback.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("tail") instanceof LogTail tail
                ? tail.copied()
                : List.of();
    }

    private List<Line> copied() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}

package dev.mediaingest.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Runs commands in this process: the classes a shell starts, without the start of a JVM. What they log counts as said on standard
 * error, as for a shell. What only a process can show, signals and the locale it was started in, needs {@link Server#program}.
 */
final class Commands {
    private Commands() {}

    record Result(int code, String out, String err) {}

    static Result run(String... arguments) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove("DATABASE_URL");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logged logged = new Logged(err);
        logged.start();
        root.addAppender(logged);
        try {
            int code = MediaIngest.run(
                    List.copyOf(Arrays.asList(arguments)),
                    environment,
                    new PrintWriter(out, true),
                    new PrintWriter(err, true));
            return new Result(code, out.toString(), err.toString());
        } finally {
            root.detachAppender(logged);
            logged.stop();
        }
    }

    private static final class Logged extends AppenderBase<ILoggingEvent> {
        private final StringWriter text;

        Logged(StringWriter text) {
            this.text = text;
        }

        @Override
        protected void append(ILoggingEvent event) {
            text.write(event.getFormattedMessage() + System.lineSeparator());
        }
    }
}

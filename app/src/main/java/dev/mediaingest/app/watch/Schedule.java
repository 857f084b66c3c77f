package dev.mediaingest.app.watch;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Times as crontab(5) writes them: minute, hour, day of the month, month, day of the week. Immutable. */
public final class Schedule {
    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
    }

    /**
     * Reads an expression like {@code 30 3 * * 1-5}.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static Schedule parse(String expression) {
        Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression);
        return new Schedule(ExecutionTime.forCron(cron.validate()));
    }

    /** The first of its times after a moment, in that moment's zone; nothing if there is none. */
    Optional<ZonedDateTime> after(ZonedDateTime moment) {
        return times.nextExecution(moment);
    }
}

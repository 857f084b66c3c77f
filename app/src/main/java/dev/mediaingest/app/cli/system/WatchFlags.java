package dev.mediaingest.app.cli.system;

import dev.mediaingest.app.cli.AllMedia;
import dev.mediaingest.app.cli.Settings;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.watch.Schedule;
import dev.mediaingest.app.watch.Watch;
import dev.mediaingest.app.wiring.Wiring;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.WalkAhead;
import dev.mediaingest.plan.Preview;
import dev.mediaingest.plan.Previewer;
import dev.mediaingest.session.SessionParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sessions the server opens by itself. */
final class WatchFlags {
    @Option(
            names = "--watch",
            paramLabel = "DIR",
            split = Settings.SEPARATOR,
            hideParamSyntax = true,
            description = "Ingest what appears in this folder or below it; repeatable.")
    private List<Path> folders = List.of();

    @Option(
            names = "--schedule",
            paramLabel = "CRON",
            description = "Look through the watched folders, or all media roots, at these times, as '30 3 * * *'.")
    private @Nullable String cron;

    /** What has been understood, to be begun when the server is there. */
    record Plan(List<Path> folders, Optional<Schedule> schedule, List<Path> scheduled, Exclusions exclusions) {
        Watch begin(Wiring wiring, Consumer<String> warn) {
            Watch watch = new Watch(
                    wiring.queue(),
                    wanted -> parameters(wanted, exclusions),
                    wanted -> isAnythingNew(wiring, wanted),
                    Clock.system(ZoneId.systemDefault()),
                    warn);
            folders.forEach(watch::folder);
            schedule.ifPresent(times -> watch.at(times, scheduled));
            return watch;
        }
    }

    Plan plan(MediaRoots roots, Exclusions exclusions) throws CannotStart {
        List<Path> real = new ArrayList<>();
        for (Path folder : folders) {
            real.add(real(folder, roots));
        }
        Optional<Schedule> schedule = Optional.empty();
        if (cron != null && !cron.isBlank()) {
            try {
                schedule = Optional.of(Schedule.parse(cron));
            } catch (IllegalArgumentException e) {
                throw new CannotStart("schedule is not understood (" + e.getMessage()
                        + "); write it as in crontab, like 30 3 * * * for half past three every night.");
            }
        }
        return new Plan(real, schedule, real.isEmpty() ? roots.all() : real, exclusions);
    }

    private static Path real(Path folder, MediaRoots roots) throws CannotStart {
        try {
            Path real = folder.toRealPath();
            if (roots.contains(real)) {
                return real;
            }
            throw new CannotStart("watch: " + folder + " is in no media root; add --media-root " + folder + ".");
        } catch (IOException e) {
            throw new CannotStart("watch: the folder " + folder + " is not there.");
        }
    }

    private static boolean isAnythingNew(Wiring wiring, SessionParameters wanted) {
        try (WalkAhead walk = wiring.discoverer()
                .walkAhead(wanted.directories(), wanted.pattern(), wanted.recursive(), wanted.exclusions())) {
            Preview preview = new Previewer(wiring.store().known(), wanted.earlierReadings(), false, 1).preview(walk);
            return preview.toDo() > 0;
        }
    }

    private static SessionParameters parameters(List<Path> folders, Exclusions exclusions) {
        return new SessionParameters(
                folders,
                FilePattern.of(AllMedia.PATTERN),
                true,
                true,
                SessionParameters.DEFAULT_NSFW_THRESHOLD,
                true,
                true,
                true,
                SessionParameters.DEFAULT_FINGERPRINT,
                true,
                OptionalLong.empty(),
                SessionParameters.DEFAULT_WORKERS,
                exclusions);
    }
}

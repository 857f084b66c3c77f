package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.session.queue.SessionQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a session until it is resumed. */
@Command(
        name = "pause",
        description = "Stop a session at the next file until it is resumed.",
        mixinStandardHelpOptions = true)
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private SessionControl control = new SessionControl();

    @Override
    public Integer call() throws CannotStart {
        return control.settle("pause", SessionQueue::pause);
    }
}

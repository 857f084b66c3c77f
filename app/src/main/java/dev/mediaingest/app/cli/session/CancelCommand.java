package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.session.queue.SessionQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a session; what is committed stays. */
@Command(
        name = "cancel",
        description = "End a session at the next file; what is committed stays.",
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    @Mixin
    private SessionControl control = new SessionControl();

    @Override
    public Integer call() throws CannotStart {
        return control.settle("cancel", SessionQueue::cancel);
    }
}

package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.session.queue.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a session from the history; the catalogue's rows stay. */
@Command(
        name = "delete",
        description = "Remove a session from the history; what it committed stays in the catalogue.",
        mixinStandardHelpOptions = true)
public final class DeleteCommand implements Callable<Integer> {
    @Mixin
    private SessionControl control = new SessionControl();

    @Override
    public Integer call() throws CannotStart {
        return control.settle("delete", (queue, id, by) -> {
            queue.delete(id, by);
            return new Answer.NotFound();
        });
    }
}

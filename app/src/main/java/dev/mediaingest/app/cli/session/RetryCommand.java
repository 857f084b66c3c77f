package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.installation.CannotStart;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries failed, quarantined and missing files of a session again. */
@Command(
        name = "retry",
        description = "Try a session's failed, quarantined and missing files again.",
        mixinStandardHelpOptions = true)
public final class RetryCommand implements Callable<Integer> {
    @Mixin
    private SessionControl control = new SessionControl();

    @Option(names = "--item", paramLabel = "N", description = "Only the item at this position; repeatable.")
    private List<Long> items = List.of();

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Option(names = "--json", description = "Print one event a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        String body = items.isEmpty() ? "{}" : "{\"positions\":" + items + "}";
        return control.run("retry", body, (queue, id, by) -> queue.retry(id, items, by), pixels, json);
    }
}

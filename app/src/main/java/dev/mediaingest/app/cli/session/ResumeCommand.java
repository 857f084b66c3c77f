package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.cli.PixelFlags;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.session.queue.SessionQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a session. */
@Command(
        name = "resume",
        description = "Go on with a session: here, or by the server that has the data directory.",
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private SessionControl control = new SessionControl();

    @Mixin
    private PixelFlags pixels = new PixelFlags();

    @Option(names = "--json", description = "Print one event a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        return control.run("resume", "{}", SessionQueue::resume, pixels, json);
    }
}

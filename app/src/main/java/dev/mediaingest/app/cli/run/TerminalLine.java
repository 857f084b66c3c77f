package dev.mediaingest.app.cli.run;

import dev.mediaingest.app.cli.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * The line of a terminal the bar is drawn on, as wide as the terminal is, also when it is resized. By itself the library asks JLine at
 * every drawing, which takes SIGINT away from Java for as long as it looks: Ctrl-C would end the program without a word.
 */
final class TerminalLine extends ConsoleProgressBarConsumer {
    private static final long ASKED_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private int width = Terminal.width();
    private long askedAt = System.nanoTime();

    TerminalLine(PrintStream out) {
        super(out, 0);
    }

    @Override
    public int getMaxRenderedLength() {
        if (System.nanoTime() - askedAt > ASKED_EVERY_NANOS) {
            width = Terminal.width();
            askedAt = System.nanoTime();
        }
        return width;
    }
}

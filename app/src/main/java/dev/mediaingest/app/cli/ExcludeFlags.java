package dev.mediaingest.app.cli;

import dev.mediaingest.discover.Exclusions;
import java.util.List;
import picocli.CommandLine.Option;

/** What sessions leave out although it matches. */
public final class ExcludeFlags {
    @Option(
            names = "--exclude",
            paramLabel = "RULE",
            description = "Leave out what matches, as gitignore writes it, such as 'drafts/' or '!@eaDir/'; repeatable."
                    + " A file .ingestignore in any folder holds such rules too.")
    private List<String> rules = List.of();

    @Option(
            names = "--min-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Leave out smaller files, as 10KB (default: none).")
    private long minSize;

    public Exclusions exclusions() {
        return new Exclusions(rules, minSize);
    }
}

package dev.mediaingest.app.cli.library;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.Analysis.Unreadable;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Findings;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.report.FindingsJson;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.PrintableText;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.pixels.HiddenText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Shows everything that is read from files, and where it was read. Touches no database. */
@Command(
        name = "inspect",
        description = "Show everything that is read from files, without ingesting them.",
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to look at.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one file a line as JSON.")
    private boolean json;

    @Option(names = "--raw", description = "Show every text to its end.")
    private boolean raw;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean allRead = true;
        for (Path file : files) {
            if (!json && Files.notExists(file)) { // a name that was mistyped; nothing was lost
                spec.commandLine().getErr().println("media-ingest: there is no file " + printable(file) + ".");
                allRead = false;
                continue;
            }
            Analysis analysis = analyse(file);
            allRead &= analysis.catalogued().isPresent();
            ObjectNode found = FindingsJson.write(analysis);
            if (json) {
                out.println(withFile(file, found));
            } else {
                out.println(printable(file));
                new FindingsText(out, raw).print(found);
            }
        }
        out.flush();
        return allRead ? ExitCode.OK : ExitCode.SOME_FILES_FAILED;
    }

    private static Analysis analyse(Path file) {
        try {
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                return new Unreadable(new Failure(FailureCode.UNREADABLE, "it is no regular file"));
            }
            try (FileBytes bytes = FileBytes.open(real)) {
                Analyser analyser = new Analyser();
                Analysis analysis = analyser.analyse(bytes, real, AnalysisOptions.everything());
                return withHiddenText(analyser, analysis, real);
            }
        } catch (NoSuchFileException e) {
            return new Unreadable(new Failure(FailureCode.MISSING, "there is no such file"));
        } catch (IOException e) {
            return new Unreadable(new Failure(FailureCode.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    /** What some tools hide in a PNG's pixels; other formats are decoded in sessions only. */
    private static Analysis withHiddenText(Analyser analyser, Analysis analysis, Path file) throws IOException {
        Optional<Findings> png =
                analysis.catalogued().filter(found -> found.facts().type() == MediaType.PNG);
        Optional<TextEntry> hidden = png.isPresent() ? HiddenText.ofPng(file) : Optional.empty();
        return hidden.isPresent()
                ? analysis.with(analyser.withHiddenText(png.get(), hidden.get(), file, AnalysisOptions.everything()))
                : analysis;
    }

    private static ObjectNode withFile(Path file, ObjectNode found) {
        ObjectNode line = found.objectNode();
        line.put("file", file.toString());
        line.setAll(found);
        return line;
    }

    private static String printable(Path file) {
        return PrintableText.of(file.toString());
    }
}

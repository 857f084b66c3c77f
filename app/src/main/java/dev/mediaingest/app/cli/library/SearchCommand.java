package dev.mediaingest.app.cli.library;

import dev.mediaingest.app.cli.DataOptions;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.app.wiring.Databases;
import dev.mediaingest.library.BadQuery;
import dev.mediaingest.library.Cursor;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryPage;
import dev.mediaingest.library.LibraryQuery;
import dev.mediaingest.library.NsfwState;
import dev.mediaingest.library.QueryText;
import dev.mediaingest.library.Sort;
import dev.mediaingest.store.Store;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds files of the catalogue, as the library's search box does. */
@Command(
        name = "search",
        description =
                "Find files, newest first: words, \"a phrase\", -not, model:, seed:, lora:, score:>=4, type:, folder: ...",
        mixinStandardHelpOptions = true)
public final class SearchCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 500;
    private static final int PROMPT = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "QUERY", arity = "0..*", description = "What to look for; everything if left out.")
    private List<String> words = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "Print one file a line as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CannotStart {
        requireRightUsage();
        DataDirectory directory = data.directoryToRead();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Store store = Databases.openToRead(data.url(directory), InstantSource.system())) {
            LibraryQuery query =
                    new LibraryQuery(QueryText.parse(String.join(" ", words)), Sort.ADDED, Sort.ADDED.descending());
            sayWhatIsWaiting(store, err);
            int shown = print(store, query, out);
            if (shown == 0 && !json) {
                err.println("media-ingest: no file is like that.");
            }
            if (shown == limit) {
                sayWhatIsNotShown(store.library().count(query, Long.MAX_VALUE), err);
            }
            return ExitCode.OK;
        } catch (BadQuery e) {
            err.println("media-ingest: " + e.sentence());
            return ExitCode.USAGE;
        }
    }

    private void sayWhatIsNotShown(long found, PrintWriter err) {
        if (found > limit) {
            err.printf("media-ingest: %,d of %,d files; --limit shows more.%n", limit, found);
        }
    }

    /** What a killed process had no time for; the library's own threads do it, and this command writes nothing. */
    private static void sayWhatIsWaiting(Store store, PrintWriter err) {
        long waiting = store.library().waiting();
        if (waiting > 0) {
            err.printf(
                    "media-ingest: %,d changed files are not in the library yet; the next start adds them.%n", waiting);
        }
    }

    /** A word may begin with one dash, which takes it away; picocli takes all with dashes that it does not know for words. */
    private void requireRightUsage() {
        words.stream().filter(word -> word.startsWith("--")).findFirst().ifPresent(word -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no option " + word + "; put a word that begins so into quotes of its own");
        });
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more");
        }
    }

    private int print(Store store, LibraryQuery query, PrintWriter out) {
        int found = 0;
        Optional<Cursor> next = Optional.empty();
        do {
            LibraryPage page = store.library().page(query, next, Math.clamp(limit - found, 1, PAGE));
            for (LibraryItem item : page.items()) {
                out.println(json ? json(item) : line(item));
                found++;
            }
            next = page.next();
        } while (next.isPresent() && found < limit);
        out.flush();
        return found;
    }

    /** Path, score, model, how the prompt begins; a tab between them, nothing a terminal would obey in them. */
    private static String line(LibraryItem item) {
        return String.join(
                "\t", plain(item.path()), score(item.score()), plain(item.model()), prompt(item.promptStart()));
    }

    private static String score(int score) {
        return score == 0 ? "-" : score < 0 ? "rejected" : "*".repeat(score);
    }

    private static String prompt(@Nullable String start) {
        String text = plain(start);
        return text.length() <= PROMPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(PROMPT, text.codePointCount(0, text.length()))))
                        + "…";
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", " ");
    }

    private static ObjectNode json(LibraryItem item) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", item.id());
        node.put("path", item.path());
        node.put("type", item.type());
        node.put("score", item.score());
        node.put("nsfw", item.nsfw() == NsfwState.NOT_ASSESSED ? null : item.nsfw() == NsfwState.NSFW);
        node.put("nsfw_score", item.nsfwScore());
        node.put("generator", item.generator());
        node.put("model", item.model());
        node.put("sampler", item.sampler());
        node.put("seed", item.seed());
        node.put("created_at", item.created().toString());
        node.put("missing", item.missing());
        node.put("prompt_start", item.promptStart());
        return node;
    }
}

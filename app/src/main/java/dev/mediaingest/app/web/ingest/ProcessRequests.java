package dev.mediaingest.app.web.ingest;

import static dev.mediaingest.session.SessionParameters.DEFAULT_FINGERPRINT;
import static dev.mediaingest.session.SessionParameters.DEFAULT_NSFW_THRESHOLD;
import static dev.mediaingest.session.SessionParameters.DEFAULT_PATTERN;
import static dev.mediaingest.session.SessionParameters.MOST_WORKERS;

import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.web.http.Fields;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.discover.Exclusions;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.FilePattern;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.Lookup;
import dev.mediaingest.session.SessionParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what clients want processed, in the words of the Python tool. Immutable. */
public final class ProcessRequests {
    private final MediaRoots roots;
    private final FileCalls files;
    private final Exclusions usual;

    /**
     * Requests to a server.
     *
     * @param files looks directories up
     * @param usual what is left out if a request does not say
     */
    public ProcessRequests(MediaRoots roots, FileCalls files, Exclusions usual) {
        this.roots = roots;
        this.files = files;
        this.usual = usual;
    }

    /**
     * Reads {@code {"parameters": {…}}} and looks its directories up.
     *
     * @throws Problem that names the first thing wrong, or lists all fields that are
     */
    SessionParameters read(JsonNode body) {
        JsonNode parameters = body.path("parameters");
        if (!parameters.isObject()) {
            throw Problem.badField("parameters", "must be an object with a directory or directories");
        }
        Fields fields = new Fields(parameters);
        List<String> names = directories(fields);
        FilePattern pattern = pattern(fields);
        boolean recursive = fields.flag("recursive", false);
        boolean nsfw = fields.flag("enable_nsfw_detection", true);
        double threshold = fields.fraction("nsfw_threshold", DEFAULT_NSFW_THRESHOLD);
        boolean metadata = fields.flag("extract_metadata", true);
        boolean keywords = fields.flag("extract_keywords", true);
        boolean scores = fields.flag("import_scores", true);
        Fingerprint fingerprint = fingerprint(fields);
        boolean skipExisting = fields.flag("skip_existing", true);
        boolean retryFailed = fields.flag("retry_failed", false);
        var maxFiles = fields.count("max_files", 1, Long.MAX_VALUE);
        int workers = (int) fields.count("workers", 1, MOST_WORKERS).orElse(1);
        Exclusions exclusions = exclusions(fields, usual);
        fields.throwIfAnyIsBad();
        return new SessionParameters(
                        inside(names, roots, files),
                        pattern,
                        recursive,
                        nsfw,
                        threshold,
                        metadata,
                        keywords,
                        scores,
                        fingerprint,
                        skipExisting,
                        maxFiles,
                        workers,
                        exclusions)
                .withRetryFailed(retryFailed);
    }

    private static Exclusions exclusions(Fields fields, Exclusions usual) {
        List<String> rules = fields.has("exclude") ? fields.texts("exclude") : usual.rules();
        long minSize = fields.count("min_size", 0, Long.MAX_VALUE).orElse(usual.minSize());
        try {
            return new Exclusions(rules, minSize);
        } catch (IllegalArgumentException e) {
            fields.reject("exclude", "must be a list of at most 1000 rules of at most 1000 characters");
            return usual;
        }
    }

    private static List<String> directories(Fields fields) {
        List<String> several = fields.texts("directories");
        List<String> one = fields.text("directory").filter(name -> !name.isEmpty()).stream()
                .toList();
        return several.isEmpty() ? one : several;
    }

    private static FilePattern pattern(Fields fields) {
        String text = fields.text("pattern").orElse(DEFAULT_PATTERN);
        try {
            return FilePattern.of(text);
        } catch (IllegalArgumentException e) {
            fields.reject("pattern", withoutName(String.valueOf(e.getMessage())));
            return FilePattern.of(DEFAULT_PATTERN);
        }
    }

    private static Fingerprint fingerprint(Fields fields) {
        Optional<String> word = fields.text("fingerprint");
        Optional<Fingerprint> known = word.flatMap(Fingerprint::ofLabel);
        if (word.isPresent() && known.isEmpty()) {
            fields.reject("fingerprint", "must be none, bytes or pixels");
        }
        return known.orElse(DEFAULT_FINGERPRINT);
    }

    private static String withoutName(String sentence) {
        return sentence.startsWith("pattern ") ? sentence.substring("pattern ".length()) : "is malformed: " + sentence;
    }

    private static List<Path> inside(List<String> names, MediaRoots roots, FileCalls files) {
        if (names.isEmpty()) {
            throw new Problem(400, "No directories specified");
        }
        return names.stream().map(name -> inside(name, roots, files)).distinct().toList();
    }

    private static Path inside(String name, MediaRoots roots, FileCalls files) {
        return switch (roots.directory(name, files)) {
            case Lookup.Inside(Path directory) -> directory;
            case Lookup.Outside(String outside) -> throw outside(outside);
            case Lookup.NotFound(String unknown) -> throw new Problem(400, "Directory not found: " + unknown);
        };
    }

    static Problem outside(String name) {
        return new Problem(403, "Directory is outside the media roots: " + name);
    }
}

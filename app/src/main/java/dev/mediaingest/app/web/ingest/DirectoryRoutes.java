package dev.mediaingest.app.web.ingest;

import dev.mediaingest.app.report.ItemView;
import dev.mediaingest.app.web.http.JsonBody;
import dev.mediaingest.app.web.http.Problem;
import dev.mediaingest.app.web.http.Routes;
import dev.mediaingest.app.web.ingest.FolderScan.Folder;
import dev.mediaingest.app.web.ingest.FolderScan.Subtree;
import dev.mediaingest.discover.FileCalls;
import dev.mediaingest.discover.MediaRoots;
import dev.mediaingest.discover.MediaRoots.Lookup;
import dev.mediaingest.failure.Unavailable;
import dev.mediaingest.library.IngestedCounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The directory browser: folders inside the media roots, what lies in them, and how much of it the catalogue holds. */
public final class DirectoryRoutes implements Routes {
    private static final long SCAN_MILLIS = 300;
    private static final long TYPES_MILLIS = 3_000;
    private static final long SEARCH_MILLIS = 1_000;
    private static final int MOST_DIRECTORIES = 10_000;
    private static final int LONGEST_NAME = 255;

    private final MediaRoots roots;
    private final FileCalls files;
    private final IngestedCounts counts;

    public DirectoryRoutes(MediaRoots roots, FileCalls files, IngestedCounts counts) {
        this.roots = roots;
        this.files = files;
        this.counts = counts;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/ingest/directories", this::directories);
        routes.get("/api/ingest/directories/search", this::search);
        routes.post("/api/ingest/file-types", this::fileTypes);
    }

    private void directories(Context context) throws IOException {
        String named = context.queryParam("path");
        if (named == null || named.isEmpty()) {
            context.json(roots.all().size() == 1 ? promptListing(roots.all().get(0)) : promptly(this::rootsListing));
            return;
        }
        switch (roots.directory(named, files)) {
            case Lookup.Inside(Path directory) -> context.json(promptListing(directory));
            case Lookup.Outside(String name) -> throw ProcessRequests.outside(name);
            case Lookup.NotFound(String name) -> throw new Problem(404, "Directory not found");
        }
    }

    private Listing promptListing(Path directory) throws IOException {
        return files.call(directory, () -> listing(directory));
    }

    /** What is about all roots, once each of them answers. */
    private <T> T promptly(FileCalls.Call<T> call) throws IOException {
        roots.all().forEach(files::requireAnswer);
        return files.call(roots.all().get(0), call);
    }

    private void search(Context context) throws IOException {
        String wanted = context.queryParam("q");
        if (wanted == null || wanted.isBlank() || wanted.length() > LONGEST_NAME) {
            throw new Problem(422, "q must be a part of a folder's name, of 1 to " + LONGEST_NAME + " characters.");
        }
        context.json(promptly(() -> matches(wanted.strip())));
    }

    private Matches matches(String wanted) {
        Ingested ingested = ingestedInRoots();
        FolderSearch.Found found = new FolderSearch(roots, wanted, SEARCH_MILLIS)
                .among(ingested.byDirectory().keySet());
        List<Entry> entries = entries(found.folders(), new FolderScan(roots, SCAN_MILLIS), ingested);
        return new Matches(entries, found.complete());
    }

    private Ingested ingestedInRoots() {
        Map<Path, Long> byDirectory = new TreeMap<>();
        for (Path root : roots.all()) {
            Ingested below = ingestedBelow(root);
            if (!below.known()) {
                return below;
            }
            byDirectory.putAll(below.byDirectory());
        }
        return new Ingested(byDirectory, true);
    }

    /** Folders are shown whether or not the database answers. */
    private Ingested ingestedBelow(Path directory) {
        try {
            return new Ingested(counts.byDirectory(directory), true);
        } catch (Unavailable e) {
            return new Ingested(Map.of(), false);
        }
    }

    /** A level above several roots, so that each of them can be reached. */
    private Listing rootsListing() {
        FolderScan scan = new FolderScan(roots, SCAN_MILLIS);
        List<Entry> entries = entries(roots.all(), scan, ingestedInRoots());
        return new Listing("", null, entries, "No files", new Stats(0, 0L), sum(entries));
    }

    private Listing listing(Path directory) {
        FolderScan scan = new FolderScan(roots, SCAN_MILLIS);
        Ingested ingested = ingestedBelow(directory);
        Folder folder = scan.all(directory);
        List<Entry> entries = entries(folder.subfolders(), scan, ingested);
        Stats own = Stats.of(folder, ingested.in(directory));
        return new Listing(
                directory.toString(),
                roots.isRoot(directory) ? null : String.valueOf(directory.getParent()),
                entries,
                folder.summary(),
                own,
                sum(entries).plus(new RecursiveStats(own.totalFiles(), own.ingestedFiles(), folder.complete())));
    }

    private static RecursiveStats sum(List<Entry> entries) {
        return entries.stream().map(Entry::recursiveStats).reduce(RecursiveStats.NOTHING, RecursiveStats::plus);
    }

    /** First each folder's own files, then the subtrees in what time is left, so that no folder goes without a number. */
    private List<Entry> entries(List<Path> directories, FolderScan scan, Ingested ingested) {
        List<Folder> folders = directories.stream().map(scan::folder).toList();
        List<Entry> entries = new ArrayList<>();
        for (Folder folder : folders) {
            entries.add(entry(folder, scan.below(folder.directory(), folders.size() - entries.size()), ingested));
        }
        return entries;
    }

    private Entry entry(Folder folder, Subtree subtree, Ingested ingested) {
        Path directory = folder.directory();
        Stats own = Stats.of(folder, ingested.in(directory));
        RecursiveStats recursive = RecursiveStats.of(folder, subtree, ingested.below(directory));
        return new Entry(
                roots.isRoot(directory) && roots.all().size() > 1
                        ? directory.toString()
                        : ItemView.fileName(directory.toString()),
                directory.toString(),
                !folder.subfolders().isEmpty() || !folder.complete(),
                own.totalFiles(),
                own.ingestedFiles(),
                own,
                recursive);
    }

    private void fileTypes(Context context) throws IOException {
        JsonNode body = JsonBody.read(context);
        if (!body.isArray() || body.size() > MOST_DIRECTORIES) {
            throw new Problem(422, "The body must be a list of directories.");
        }
        boolean recursive = Boolean.parseBoolean(context.queryParam("recursive"));
        Subtree found = found(body, recursive);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("file_types", List.copyOf(found.types().keySet()));
        answer.put("counts", found.types());
        answer.put("complete", found.complete());
        context.json(answer);
    }

    private Subtree found(JsonNode names, boolean recursive) throws IOException {
        FolderScan scan = new FolderScan(roots, TYPES_MILLIS);
        Map<String, Long> types = new TreeMap<>();
        boolean complete = true;
        int left = names.size();
        for (JsonNode name : names) {
            if (name.isString() && roots.directory(name.asString(), files) instanceof Lookup.Inside(Path directory)) {
                int shares = left;
                Subtree subtree = files.call(
                        directory,
                        () -> recursive
                                ? scan.below(directory, shares)
                                : scan.folder(directory).alone());
                subtree.types().forEach((type, count) -> types.merge(type, count, Long::sum));
                complete &= subtree.complete();
            }
            left--;
        }
        return new Subtree(types, complete);
    }

    /**
     * What the catalogue holds, by directory.
     *
     * @param known whether the database answered
     */
    private record Ingested(Map<Path, Long> byDirectory, boolean known) {
        @Nullable
        Long in(Path directory) {
            return known ? byDirectory.getOrDefault(directory, 0L) : null;
        }

        @Nullable
        Long below(Path directory) {
            return known
                    ? (Long) byDirectory.entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith(directory))
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    : null;
        }
    }

    /** A folder as the page shows it. */
    record Listing(
            String path,
            @Nullable String parent,
            List<Entry> directories,
            String fileSummary,
            Stats ingestStats,
            RecursiveStats recursiveStats) {}

    /** Folders with the name that was looked for; when not complete there may be more. */
    record Matches(List<Entry> directories, boolean complete) {}

    /** A folder in its parent's list; the two flat counts are where the Python tool's page reads them. */
    record Entry(
            String name,
            String path,
            boolean hasChildren,
            long totalFiles,
            @Nullable Long ingestedFiles,
            Stats ingestStats,
            RecursiveStats recursiveStats) {}

    /**
     * Media files directly in a folder, and how many of them are catalogued.
     *
     * @param ingestedFiles null while the database does not answer; never more than there are files
     */
    record Stats(long totalFiles, @Nullable Long ingestedFiles) {
        static Stats of(Folder folder, @Nullable Long known) {
            return new Stats(folder.files(), known == null ? null : (Long) Math.min(folder.files(), known));
        }
    }

    /**
     * The same for a whole subtree.
     *
     * @param complete whether there was time to count all files; else there may be more, and are at least those that are catalogued
     */
    record RecursiveStats(long totalFiles, @Nullable Long ingestedFiles, boolean complete) {
        static final RecursiveStats NOTHING = new RecursiveStats(0, 0L, true);

        static RecursiveStats of(Folder folder, Subtree subtree, @Nullable Long known) {
            boolean complete = folder.complete() && subtree.complete();
            if (known == null) {
                return new RecursiveStats(subtree.files(), null, complete);
            }
            return complete
                    ? new RecursiveStats(subtree.files(), Math.min(subtree.files(), known), true)
                    : new RecursiveStats(Math.max(subtree.files(), known), known, false);
        }

        RecursiveStats plus(RecursiveStats other) {
            return new RecursiveStats(
                    totalFiles + other.totalFiles,
                    ingestedFiles == null || other.ingestedFiles == null ? null : ingestedFiles + other.ingestedFiles,
                    complete && other.complete);
        }
    }
}

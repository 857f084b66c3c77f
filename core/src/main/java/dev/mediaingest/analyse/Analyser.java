package dev.mediaingest.analyse;

import dev.mediaingest.analyse.container.Containers;
import dev.mediaingest.analyse.content.Contents;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.generation.GenerationReader;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.Origin;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.BoundedColumn;
import dev.mediaingest.media.generation.GenerationParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at one open file and its sidecars: type, header facts, texts, generation parameters, keywords, score, hash.
 * Thread-safe; remembers nothing of a file but where the logs beside it name pictures. Time and memory are bounded by the
 * file's size and fixed limits. Does not decode pixels, so a picture whose pixels are rotten but framed correctly passes as
 * complete. How much is read beyond headers and texts is up to how the bytes were opened.
 */
public final class Analyser {
    /** A file has one or two; reading one takes some 60 kB. */
    private static final int MOST_PACKETS = 64;

    private final GenerationReader generations = GenerationReader.standard();
    private final Companions companions = new Companions(generations);

    /**
     * Analyses a file.
     *
     * @param path where it lies: its extension is compared with its content, and sidecars lie beside it
     * @throws IOException if the disk fails or the file shrinks meanwhile; never because of what the bytes say
     */
    public Analysis analyse(FileBytes bytes, Path path, AnalysisOptions options) throws IOException {
        if (bytes.size() == 0) {
            return new Analysis.Unsupported(Failure.of(FailureCode.EMPTY));
        }
        Optional<MediaType> type = Containers.typeOf(bytes);
        if (type.isEmpty()) {
            return new Analysis.Unsupported(Failure.of(FailureCode.NOT_MEDIA));
        }
        Contents contents = options.metadata() ? Containers.read(type.get(), bytes) : Contents.unread(type.get());
        Findings findings = findings(contents, bytes, path, options);
        return contents.trouble()
                .<Analysis>map(reason -> new Analysis.Partial(findings, reason))
                .orElseGet(() -> new Analysis.Complete(findings));
    }

    /**
     * Looks again at what was found, now that the pixels gave a text away. A file that says otherwise how it was made keeps
     * that; the text is listed all the same.
     *
     * @throws IOException if a sidecar cannot be read
     */
    public Findings withHiddenText(Findings before, TextEntry hidden, Path path, AnalysisOptions options)
            throws IOException {
        List<TextEntry> texts = new ArrayList<>(before.texts());
        texts.add(hidden);
        List<Failure> notes = new ArrayList<>(before.notes());
        boolean isKnown =
                before.generation().filter(found -> !found.onlyDeclared()).isPresent();
        Optional<GenerationParameters> generation = isKnown ? before.generation() : generations.read(texts);
        if (!isKnown) {
            generation.ifPresent(found -> compareColumns(found, notes));
        }
        List<Failure> knownNotes = new ArrayList<>();
        XmpProperties embedded = embedded(before.texts(), knownNotes);
        XmpProperties sidecar = options.metadata() ? XmpSidecar.read(path, knownNotes) : new XmpProperties();
        List<Keyword> keywords = options.keywords()
                ? Keywords.of(before.facts(), generation, texts, List.of(sidecar, embedded), knownNotes)
                : List.of();
        return new Findings(
                before.contentSha256(),
                before.size(),
                before.facts(),
                List.copyOf(texts),
                generation,
                keywords,
                before.score(),
                List.copyOf(notes));
    }

    private Findings findings(Contents contents, FileBytes bytes, Path path, AnalysisOptions options)
            throws IOException {
        List<Failure> notes = new ArrayList<>(contents.notes());
        compareExtension(contents.facts().type(), path, notes);
        XmpProperties embedded = embedded(contents.texts(), notes);
        XmpProperties sidecar = options.metadata() ? XmpSidecar.read(path, notes) : new XmpProperties();
        MediaFacts facts = withSettledDate(withXmp(withXmp(contents.facts(), embedded), sidecar));
        List<TextEntry> texts = new ArrayList<>(contents.texts());
        texts.addAll(embedded.texts());
        Optional<GenerationParameters> generation = generation(texts, facts, path, options, notes);
        generation.ifPresent(found -> compareColumns(found, notes));
        List<Keyword> keywords = options.keywords()
                ? Keywords.of(facts, generation, texts, List.of(sidecar, embedded), notes)
                : List.of();
        Optional<Score> score =
                options.scores() ? ImportedScore.of(path, sidecar, embedded, texts, notes) : Optional.empty();
        return new Findings(
                options.contentHash() ? bytes.sha256() : null,
                bytes.size(),
                facts,
                List.copyOf(texts),
                generation,
                keywords,
                score,
                List.copyOf(notes));
    }

    /** The file's own word counts; only for one that does not say how it was made are its companions asked. */
    private Optional<GenerationParameters> generation(
            List<TextEntry> texts, MediaFacts facts, Path path, AnalysisOptions options, List<Failure> notes) {
        Optional<GenerationParameters> own = generations.read(texts);
        if (!options.metadata() || own.filter(found -> !found.onlyDeclared()).isPresent()) {
            return own;
        }
        texts.addAll(companions.textsOf(path, facts, notes));
        return generations.read(texts);
    }

    private static XmpProperties embedded(List<TextEntry> texts, List<Failure> notes) {
        XmpProperties properties = new XmpProperties();
        List<String> packets = texts.stream()
                .filter(TextEntry::holdsXmpPacket)
                .map(TextEntry::value)
                .distinct()
                .toList();
        packets.stream().limit(MOST_PACKETS).forEach(packet -> XmpReader.read(packet, properties, notes));
        if (packets.size() > MOST_PACKETS) {
            notes.add(new Failure(FailureCode.OVER_LIMIT, "more than " + MOST_PACKETS + " different XMP packets"));
        }
        return properties;
    }

    /** XMP adds what the headers leave open, and a date. */
    private static MediaFacts withXmp(MediaFacts facts, XmpProperties xmp) {
        Origin origin = facts.origin();
        CapturedAt capturedAt = CapturedAt.better(origin.capturedAt(), xmp.capturedAt());
        return facts.with(
                facts.orientation() == null ? xmp.orientation() : facts.orientation(),
                origin.with(capturedAt, origin.location() == null ? xmp.location() : origin.location()));
    }

    private static MediaFacts withSettledDate(MediaFacts facts) {
        CapturedAt capturedAt = facts.origin().capturedAt();
        return capturedAt == null
                ? facts
                : facts.with(
                        facts.orientation(),
                        facts.origin().with(capturedAt.settled(), facts.origin().location()));
    }

    private static void compareExtension(MediaType type, Path path, List<Failure> notes) {
        String extension = MediaType.extensionOf(PathText.nameOf(path));
        boolean promisesAnother = !type.extensions().contains(extension)
                && MediaType.ofFileName(PathText.nameOf(path)).isPresent();
        if (promisesAnother) {
            notes.add(new Failure(
                    FailureCode.EXTENSION_MISMATCH,
                    "content is " + type.label().toUpperCase(Locale.ROOT) + ", name says " + extension));
        }
    }

    private static void compareColumns(GenerationParameters generation, List<Failure> notes) {
        Set<String> cut = BoundedColumn.wholeValues(generation).keySet();
        if (!cut.isEmpty()) {
            notes.add(new Failure(FailureCode.VALUE_CUT, String.join(", ", cut)));
        }
    }
}

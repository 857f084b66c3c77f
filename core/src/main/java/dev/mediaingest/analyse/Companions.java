package dev.mediaingest.analyse;

import dev.mediaingest.analyse.container.Containers;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.generation.CompanionTexts;
import dev.mediaingest.analyse.generation.GenerationReader;
import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaKind;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.PathText;
import dev.mediaingest.media.Sidecars;
import dev.mediaingest.media.TextEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where tools write how a picture was made when they do not write it into the picture: a text, JSON, the first frame of a
 * video, Fooocus's log. The first companion that has generation parameters counts; a text that has none is a caption.
 * Thread-safe. Reads bounded sizes and follows no links; what is wrong with a companion is a note on the file.
 */
final class Companions {
    /** The key of a text that describes a picture without being its prompt. */
    static final String CAPTION = "caption";

    /** What the source of a companion's text begins with; its name follows. */
    static final String PREFIX = "companion:";

    private static final int MAX_SIZE = 1 << 20;

    private final GenerationReader generations;
    private final FooocusLogs logs = new FooocusLogs();

    Companions(GenerationReader generations) {
        this.generations = generations;
    }

    /** The texts that say how the file was made, and its caption; their sources name the companion. */
    List<TextEntry> textsOf(Path file, MediaFacts facts, List<Failure> notes) {
        List<TextEntry> captions = new ArrayList<>();
        Stream<Supplier<List<TextEntry>>> sources = Stream.of(
                () -> text(file, captions, notes),
                () -> json(file, notes),
                () -> firstFrame(file, facts, notes),
                () -> log(file, facts, notes));
        List<TextEntry> texts = new ArrayList<>(sources.map(Supplier::get)
                .filter(found -> generations.read(found).isPresent())
                .findFirst()
                .orElse(List.of()));
        texts.addAll(captions);
        return List.copyOf(texts);
    }

    private List<TextEntry> text(Path file, List<TextEntry> captions, List<Failure> notes) {
        for (String name : Sidecars.texts(nameOf(file))) {
            String text = small(file, name).text(notes).orElse("");
            List<TextEntry> texts = text.isBlank() ? List.of() : CompanionTexts.ofText(PREFIX + name, text);
            if (generations.read(texts).isPresent()) {
                return texts;
            }
            if (!text.isBlank()) {
                captions.add(new TextEntry(PREFIX + name, CAPTION, text));
            }
        }
        return List.of();
    }

    private List<TextEntry> json(Path file, List<Failure> notes) {
        for (String name : Sidecars.jsons(nameOf(file))) {
            List<TextEntry> texts = small(file, name)
                    .text(notes)
                    .map(json -> CompanionTexts.ofJson(PREFIX + name, json))
                    .orElse(List.of());
            if (generations.read(texts).isPresent()) {
                return texts;
            }
        }
        return List.of();
    }

    private static List<TextEntry> firstFrame(Path file, MediaFacts facts, List<Failure> notes) {
        for (String name : isMoving(facts) ? Sidecars.firstFrames(nameOf(file)) : List.<String>of()) {
            List<TextEntry> texts = firstFrame(file, name, notes);
            if (!texts.isEmpty()) {
                return texts;
            }
        }
        return List.of();
    }

    private static List<TextEntry> firstFrame(Path file, String name, List<Failure> notes) {
        SmallFile frame = small(file, name);
        if (name.equals(nameOf(file)) || !frame.isReadable(notes)) {
            return List.of();
        }
        try (FileBytes bytes = FileBytes.open(frame.path())) {
            boolean png = Containers.typeOf(bytes).filter(MediaType.PNG::equals).isPresent();
            return png
                    ? named(PREFIX + name, Containers.read(MediaType.PNG, bytes).texts())
                    : List.of();
        } catch (IOException e) {
            frame.refused(notes, FailureCode.UNREADABLE, e.getClass().getSimpleName());
            return List.of();
        }
    }

    private static boolean isMoving(MediaFacts facts) {
        Long frames = facts.frameCount();
        return facts.type().kind() == MediaKind.VIDEO || facts.duration() != null || (frames != null && frames > 1);
    }

    private static List<TextEntry> named(String source, List<TextEntry> texts) {
        return texts.stream()
                .filter(text -> !text.holdsXmpPacket())
                .map(text -> new TextEntry(source, text.key(), text.value()))
                .toList();
    }

    private List<TextEntry> log(Path file, MediaFacts facts, List<Failure> notes) {
        if (facts.type().kind() != MediaKind.IMAGE) {
            return List.of();
        }
        return logs.entry(file, notes)
                .map(json -> List.of(new TextEntry(PREFIX + FooocusLogs.NAME, "parameters", json)))
                .orElse(List.of());
    }

    private static SmallFile small(Path file, String name) {
        return new SmallFile(PathText.resolve(file.resolveSibling(""), name), PREFIX + name, MAX_SIZE);
    }

    private static String nameOf(Path file) {
        return PathText.nameOf(file);
    }
}

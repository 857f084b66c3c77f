package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.Score;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.VideoStreams;
import dev.mediaingest.media.generation.GenerationParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything one look at a file found.
 *
 * @param contentSha256 SHA-256 of all bytes, 64 lower-case hexadecimal digits; null if none was wanted
 * @param size of the file when it was read, which is what the hash covers
 * @param facts from the headers
 * @param texts embedded texts in file order, then those of companions
 * @param generation how the picture was generated, if the file or a companion says so
 * @param keywords without duplicates of text and type
 * @param score an imported rating
 * @param notes what was odd but did not stop the reading, the most important first
 */
public record Findings(
        @Nullable String contentSha256,
        long size,
        MediaFacts facts,
        List<TextEntry> texts,
        Optional<GenerationParameters> generation,
        List<Keyword> keywords,
        Optional<Score> score,
        List<Failure> notes) {

    /** What a text beside the file says of it, if it is not its prompt. */
    public Optional<String> caption() {
        return texts.stream()
                .filter(text ->
                        text.key().equals(Companions.CAPTION) && text.source().startsWith(Companions.PREFIX))
                .map(TextEntry::value)
                .findFirst();
    }

    /** Whether anything beyond the bare headers was found: what the {@code metadata_extracted} counter counts. */
    public boolean hasMetadata() {
        return facts.dimensions() != null || !texts.isEmpty() || generation.isPresent();
    }

    /** The same with one more note, the last. */
    public Findings withNote(Failure note) {
        List<Failure> more = new ArrayList<>(notes);
        more.add(note);
        return new Findings(contentSha256, size, facts, texts, generation, keywords, score, List.copyOf(more));
    }

    /** The same with what a video's streams say where the headers say nothing. */
    public Findings withVideo(@Nullable VideoStreams video) {
        if (video == null) {
            return this;
        }
        MediaFacts completed = facts.completedBy(
                video.dimensions(), video.duration(), video.frameRate(), video.codec(), video.bitRate());
        return new Findings(contentSha256, size, completed, texts, generation, keywords, score, notes);
    }
}

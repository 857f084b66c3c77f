package dev.mediaingest.analyse.content;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.MediaType;
import dev.mediaingest.media.TextEntry;
import java.util.List;
import java.util.Optional;

/**
 * What a container's reader found, whole or up to where the file went wrong.
 *
 * @param facts as far as the headers could be believed
 * @param texts in file order
 * @param notes what was odd but did not stop the reading
 * @param trouble why the file is not whole, if it is not
 */
public record Contents(MediaFacts facts, List<TextEntry> texts, List<Failure> notes, Optional<Failure> trouble) {

    /** A file that is recognised and not looked into. */
    public static Contents unread(MediaType type) {
        return new Contents(MediaFacts.of(type), List.of(), List.of(), Optional.empty());
    }
}

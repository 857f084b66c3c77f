package dev.mediaingest.analyse.generation;

import dev.mediaingest.media.TextEntry;
import java.util.List;

/** One tool's way of writing generation parameters. Implementations are thread-safe and never throw for a text. */
interface ToolParser {
    /**
     * Fills in what the texts say, leaving alone what another tool has filled in before.
     *
     * @return whether this tool's parameters are there
     */
    boolean parse(List<TextEntry> texts, ParameterDraft draft);
}

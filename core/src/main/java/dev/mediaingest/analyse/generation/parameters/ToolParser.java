package dev.mediaingest.analyse.generation.parameters;

/** One tool's way of writing generation parameters. Implementations are thread-safe and never throw for a text. */
public interface ToolParser {
    /**
     * Fills in what the texts say, leaving alone what another tool has filled in before. Claims the draft if the tool's
     * marks are there and no other has claimed it.
     */
    void parse(FileTexts texts, ParameterDraft draft);
}

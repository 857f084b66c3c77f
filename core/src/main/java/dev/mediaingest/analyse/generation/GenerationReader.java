package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.comfy.CivitaiComfyParser;
import dev.mediaingest.analyse.generation.comfy.ComfyParser;
import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.analyse.generation.tool.ContentCredentialsParser;
import dev.mediaingest.analyse.generation.tool.DrawThingsParser;
import dev.mediaingest.analyse.generation.tool.EasyDiffusionParser;
import dev.mediaingest.analyse.generation.tool.FooocusParser;
import dev.mediaingest.analyse.generation.tool.HuggingFaceParser;
import dev.mediaingest.analyse.generation.tool.InfotextParser;
import dev.mediaingest.analyse.generation.tool.InvokeAiParser;
import dev.mediaingest.analyse.generation.tool.NovelAiParser;
import dev.mediaingest.analyse.generation.tool.StabilityMatrixParser;
import dev.mediaingest.analyse.generation.tool.SwarmUiParser;
import dev.mediaingest.analyse.generation.tool.TensorArtParser;
import dev.mediaingest.analyse.generation.tool.UnreadableJsonParser;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how a picture was generated from the texts in its file. Thread-safe, linear in the length of the texts, and
 * never fails: what is not understood is left out here and stays in the texts.
 */
public final class GenerationReader {
    private final List<ToolParser> parsers;

    private GenerationReader(List<ToolParser> parsers) {
        this.parsers = parsers;
    }

    /**
     * Every tool Media Ingest knows, the one whose marks are the most certain first: texts of a name only one tool uses,
     * then JSON with keys only one tool writes, then infotexts, then graphs, which several tools add to their own texts.
     */
    public static GenerationReader standard() {
        return new GenerationReader(List.of(
                new NovelAiParser(),
                new InvokeAiParser(),
                new TensorArtParser(),
                new StabilityMatrixParser(),
                new EasyDiffusionParser(),
                new DrawThingsParser(),
                new SwarmUiParser(),
                new FooocusParser(),
                new HuggingFaceParser(),
                new CivitaiComfyParser(),
                new InfotextParser(),
                new UnreadableJsonParser(),
                new ComfyParser(),
                new ContentCredentialsParser()));
    }

    /** What the first parser that knows the texts makes of them; the later ones only add what it leaves open. */
    public Optional<GenerationParameters> read(List<TextEntry> texts) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        ParameterDraft draft = new ParameterDraft();
        FileTexts all = new FileTexts(texts);
        for (ToolParser parser : parsers) {
            parser.parse(all, draft);
        }
        return draft.isClaimed() ? Optional.of(draft.toParameters()) : Optional.empty();
    }
}

package dev.mediaingest.analyse.generation;

import dev.mediaingest.analyse.generation.parameters.PromptGrammar;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Prompts and parameters alone: a prompt's grammar, an infotext, a graph of ComfyUI. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GenerationBenchmark {
    private static final String PROMPT =
            "masterpiece, best quality, (alpine valley at dawn:1.3), ((pine forest)), soft mist,"
                    + " wide angle, [snow|rain], <lora:watercolor_wash:0.7>, oil painting, reflection, (smile:1.1)";

    private final GenerationReader reader = GenerationReader.standard();
    private final List<TextEntry> infotext = List.of(new TextEntry(
            "png:tEXt",
            "parameters",
            PROMPT
                    + "\nNegative prompt: lowres, (worst quality:1.4), blurry\nSteps: 28, Sampler: DPM++ 2M, Schedule type:"
                    + " Karras, CFG scale: 6.5, Seed: 5, Size: 832x1216, Model hash: 45a21ea00a, Model: m, Clip skip: 2,"
                    + " Version: v1.10.1"));
    private final List<TextEntry> graph = List.of(new TextEntry("png:tEXt", "prompt", ToolTexts.GRAPH));

    @Benchmark
    public Optional<GenerationParameters> infotext() {
        return reader.read(infotext);
    }

    @Benchmark
    public Optional<GenerationParameters> comfyGraph() {
        return reader.read(graph);
    }

    @Benchmark
    public List<PromptTerm> promptGrammar() {
        return PromptGrammar.parse(PROMPT).terms();
    }
}

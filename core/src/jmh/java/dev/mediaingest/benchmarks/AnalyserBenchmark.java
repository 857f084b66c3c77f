package dev.mediaingest.benchmarks;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A PNG of a megabyte in the page cache, opened and analysed, with and without its hash. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnalyserBenchmark {
    private static final AnalysisOptions WITHOUT_HASH = new AnalysisOptions(true, true, true, Fingerprint.NONE);

    private final Analyser analyser = new Analyser();
    private Path file = Path.of("");

    @Setup
    public void write() throws IOException {
        file = Files.createTempDirectory("jmh").toRealPath().resolve("picture.png");
        PngFile.of(700, 500)
                .seed(1)
                .infotext(
                        "a cat on a wall, (fog:1.2), oil painting, <lora:soft:0.7>\nNegative prompt: blurry\n"
                                + "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 700x500, Model: m, Version: v1.10.1")
                .writeTo(file);
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(file.resolveSibling(""));
    }

    @Benchmark
    public Analysis withHash() throws IOException {
        try (FileBytes bytes = FileBytes.open(file)) {
            return analyser.analyse(bytes, file, AnalysisOptions.everything());
        }
    }

    @Benchmark
    public Analysis withoutHash() throws IOException {
        try (FileBytes bytes = FileBytes.openInPieces(file)) {
            return analyser.analyse(bytes, file, WITHOUT_HASH);
        }
    }
}

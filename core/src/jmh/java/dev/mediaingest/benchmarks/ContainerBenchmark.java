package dev.mediaingest.benchmarks;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.Analysis;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.fixtures.MediaFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The analysis of one small file of each container, in memory: the readers and what is made of what they find. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ContainerBenchmark {
    private static final AnalysisOptions WITHOUT_HASH = new AnalysisOptions(true, true, true, Fingerprint.NONE);

    @Param({
        "animated.png",
        "codestream.jxl",
        "extended-xmp.jpg",
        "graph.png",
        "little-endian.tif",
        "live.webm",
        "plain.bmp",
        "texts.avi",
        "texts.avif",
        "texts.gif",
        "texts.heic",
        "texts.jpg",
        "texts.jxl",
        "texts.mkv",
        "texts.mov",
        "texts.mp4",
        "texts.png",
        "texts.tif",
        "texts.webp"
    })
    public String file = "";

    private final Analyser analyser = new Analyser();
    private byte[] content = {};

    @Setup
    public void read() {
        content = Objects.requireNonNull(MediaFiles.all().get(file), file);
    }

    @Benchmark
    public Analysis analyse() throws IOException {
        return analyser.analyse(FileBytes.of(content), Path.of("/no such folder", file), WITHOUT_HASH);
    }
}

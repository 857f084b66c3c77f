package dev.mediaingest.bench;

import dev.mediaingest.analyse.Analyser;
import dev.mediaingest.analyse.AnalysisOptions;
import dev.mediaingest.analyse.Fingerprint;
import dev.mediaingest.app.cli.ExitCode;
import dev.mediaingest.app.installation.CannotStart;
import dev.mediaingest.assess.AssessmentOptions;
import dev.mediaingest.assess.Assessor;
import dev.mediaingest.classify.CardClassifier;
import dev.mediaingest.classify.CardClassifier.Member;
import dev.mediaingest.classify.ModelCard;
import dev.mediaingest.classify.ModelCardReader;
import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import dev.mediaingest.engines.onnx.ModelFolder;
import dev.mediaingest.media.SourceFile;
import dev.mediaingest.pixels.Classifier;
import dev.mediaingest.pixels.PixelOptions;
import dev.mediaingest.pixels.PixelPass;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.Decoder;
import dev.mediaingest.pixels.decode.VideoDecoder;
import dev.mediaingest.pixels.thumbnail.JpegEncoder;
import dev.mediaingest.pixels.thumbnail.ThumbnailFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A file's whole turn in this process, kind by kind: both hashes, likeness, thumbnails and the classifier's tensor, but not
 * the model itself; beside Pillow doing the same. Then without pixel hash and score, the byte hash kept.
 */
final class PixelBench {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final PixelOptions WITHOUT_PIXEL_HASH = PixelOptions.of(Fingerprint.BYTES, false);

    private final Path folder;
    private final PrintWriter out;

    PixelBench(Path folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    int run(int files) throws CannotStart, IOException, InterruptedException {
        MixedCorpus corpus = new MixedCorpus();
        out.printf("%-26s%12s%12s%12s%8s%n", "processor time, ms a file", "in part", "everything", "Pillow", "ratio");
        for (MixedCorpus.Kind kind : MixedCorpus.Kind.values()) {
            Path media = Files.createDirectory(folder.resolve(kind.name()));
            corpus.write(media, kind, files);
            double ours = millis(media, PixelOptions.ALL);
            double part = millis(media, WITHOUT_PIXEL_HASH);
            OptionalDouble pillow = kind.isPicture() ? PillowPass.millisAPicture(media) : OptionalDouble.empty();
            out.printf("%-26s%12.1f%12.1f", kind.label(), part, ours);
            if (pillow.isPresent()) {
                out.printf("%12.1f%8.2f", pillow.getAsDouble(), ours / pillow.getAsDouble());
            }
            out.println();
            out.flush();
        }
        return ExitCode.OK;
    }

    /** Least of the rounds behind the warm-up; each with a thumbnail folder of its own, or the second would make none. */
    private double millis(Path media, PixelOptions wanted) throws CannotStart, IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> list = Files.list(media)) {
            files = list.sorted().toList();
        }
        var thread = ManagementFactory.getThreadMXBean();
        AssessmentOptions options = new AssessmentOptions(AnalysisOptions.everything(), wanted, 1);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            Assessor assessor =
                    assessor(media, folder.resolve("thumbnails-" + media.getFileName() + wanted.classify() + round));
            long start = thread.getCurrentThreadCpuTime();
            for (Path file : files) {
                if (!assessor.assess(new SourceFile(file, 0, Instant.EPOCH), options)
                        .analysis()
                        .remark()
                        .isEmpty()) {
                    throw new IllegalStateException(file + " cannot be analysed");
                }
            }
            double millis = (thread.getCurrentThreadCpuTime() - start) / 1e6 / files.size();
            least = round < WARM_UP ? least : Math.min(least, millis);
        }
        return least;
    }

    private static Assessor assessor(Path media, Path thumbnails) throws CannotStart, IOException {
        Classifier tensorOnly = tensorOnly();
        PixelPass pass = new PixelPass(
                ServiceLoader.load(Decoder.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(VideoDecoder.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ServiceLoader.load(JpegEncoder.class).findFirst().orElseThrow(),
                new ThumbnailFolder(thumbnails),
                () -> Optional.of(tensorOnly),
                DecodeOptions.DEFAULT_MAX_PIXELS);
        return new Assessor(BenchSession.roots(media), new Analyser(), pass, InstantSource.system());
    }

    /** The shipped model's preprocessing, and the same answer for every picture. */
    private static Classifier tensorOnly() throws CannotStart, IOException {
        try (InputStream card = ModelFolder.class.getResourceAsStream(ModelFolder.SHIPPED + ".card.json")) {
            if (card == null) {
                throw new IllegalStateException("the shipped model's card is not on the class path");
            }
            ModelCard shipped = ModelCardReader.read(new String(card.readAllBytes(), StandardCharsets.UTF_8));
            float[] same = new float[shipped.output().labels().size()];
            return new CardClassifier(
                    shipped.id(),
                    shipped.version(),
                    shipped.nsfw().explicit(),
                    List.of(new Member(shipped, tensor -> same)));
        } catch (InvalidCard e) {
            throw new CannotStart(String.valueOf(e.getMessage()));
        }
    }
}

package dev.mediaingest.engines.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mediaingest.classify.CardClassifier;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.Classifier;
import dev.mediaingest.pixels.decode.DecodeOptions;
import dev.mediaingest.pixels.decode.PngDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The probabilities of the model's reference implementation, from the file on disk to the score. Four of its sixty pictures
 * are in this project; the whole table and the second model are tried where the shared data is.
 */
class ParityTest {
    private static final Path SHARED = Path.of(System.getProperty("project.root"), "..", "shared", "data", "nsfw");
    private static final List<String> LABELS = List.of("Drawing", "Hentai", "Neutral", "Porn", "Sexy");
    private static final double TOLERANCE = 1e-4;

    @Test
    void shippedModelAgreesOnOurOwnPictures() throws Exception {
        Path folder = Path.of(System.getProperty("project.root"), "engines/src/test/resources/parity");
        assertThat(compare(folder, new ModelFolder(folder), "nsfw-mobilenet-v2"))
                .isEqualTo(4);
    }

    @Test
    @EnabledIf("isSharedThere")
    void bothModelsAgreeOnTheWholeTable() throws Exception {
        assertThat(compare(SHARED.resolve("parity"), new ModelFolder(SHARED), "nsfw-mobilenet-v2"))
                .isEqualTo(60);
        assertThat(compare(SHARED.resolve("parity"), new ModelFolder(SHARED), "nsfw-mobilenet-v2-mid"))
                .isEqualTo(60);
    }

    @Test
    @EnabledIf("isSharedThere")
    void anEnsembleIsTheMeanOfItsMembers() throws Exception {
        Path picture = SHARED.resolve("parity/images/photo_coffee.png");
        var models = new ModelFolder(SHARED);
        var first = probabilities(models, "nsfw-mobilenet-v2", picture);
        var second = probabilities(models, "nsfw-mobilenet-v2-mid", picture);
        var both = probabilities(models, "nsfw-pair", picture);

        LABELS.forEach(label -> assertThat(both.get(label))
                .isCloseTo((first.getOrDefault(label, -1.0) + second.getOrDefault(label, -1.0)) / 2, within(1e-9)));
    }

    static boolean isSharedThere() {
        return Files.isDirectory(SHARED);
    }

    private static int compare(Path folder, ModelFolder models, String model) throws Exception {
        int compared = 0;
        try (Classifier classifier = models.load(model)) {
            for (var row : table(folder.resolve("parity.tsv"), model).entrySet()) {
                Path picture = folder.resolve("images").resolve(row.getKey());
                Map<String, Double> actual = probabilities(classifier, picture);
                for (int label = 0; label < LABELS.size(); label++) {
                    assertThat(actual.get(LABELS.get(label)))
                            .as("%s of %s by %s", LABELS.get(label), row.getKey(), model)
                            .isCloseTo(row.getValue()[label], within(TOLERANCE));
                }
                compared++;
            }
        }
        return compared;
    }

    private static Map<String, double[]> table(Path file, String model) throws IOException {
        Map<String, double[]> rows = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t", -1);
            if (cells[1].equals(model)) {
                rows.put(
                        cells[0],
                        List.of(cells).subList(2, 7).stream()
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return rows;
    }

    private static Map<String, Double> probabilities(ModelFolder models, String model, Path picture) throws Exception {
        try (Classifier classifier = models.load(model)) {
            return probabilities(classifier, picture);
        }
    }

    private static Map<String, Double> probabilities(Classifier classifier, Path picture) throws Exception {
        CardClassifier.Picture scoring = ((CardClassifier) classifier).begin(Orientation.UPRIGHT);
        new PngDecoder().decode(picture, DecodeOptions.exact(DecodeOptions.DEFAULT_MAX_PIXELS), scoring);
        return scoring.probabilities();
    }
}

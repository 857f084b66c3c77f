package dev.mediaingest.engines.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import dev.mediaingest.pixels.Classifier;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theShippedModelNeedsNoFolder() throws Exception {
        try (Classifier classifier = new ModelFolder(folder.resolve("absent")).load(ModelFolder.SHIPPED)) {
            assertThat(classifier).isNotNull();
        }
    }

    @Test
    void aBrokenCardKeepsNoOtherModelFromLoading() throws Exception {
        Files.writeString(folder.resolve("mine.json"), "{\"id\": \"mine\"");

        try (Classifier classifier = new ModelFolder(folder).load(ModelFolder.SHIPPED)) {
            assertThat(classifier).isNotNull();
        }
    }

    @Test
    void aBrokenCardIsNamedToWhoAsksForIt() throws Exception {
        Files.writeString(folder.resolve("mine.json"), "{\"id\": \"mine\"");

        assertThatThrownBy(() -> new ModelFolder(folder).load("mine"))
                .isInstanceOf(InvalidCard.class)
                .hasMessageStartingWith(
                        "There is no model mine; known are " + ModelFolder.SHIPPED + ". Unreadable: mine.json: ");
    }

    @Test
    void aModelThatIsNotTheOneItsCardDescribesIsRefused() throws Exception {
        String card = shippedCard();
        String other = card.replaceFirst("\"sha256\": *\"..", "\"sha256\": \"00")
                .replace(ModelFolder.SHIPPED + "\"", "mine\"");
        assertThat(other).isNotEqualTo(card);
        Files.writeString(folder.resolve("mine.json"), other);

        assertThatThrownBy(() -> new ModelFolder(folder).load("mine"))
                .isInstanceOf(InvalidCard.class)
                .hasMessageContaining("is not the file its card describes: its SHA-256 is ");
    }

    private static String shippedCard() throws Exception {
        try (InputStream card = ModelFolder.class.getResourceAsStream(ModelFolder.SHIPPED + ".card.json")) {
            assertThat(card).isNotNull();
            return new String(card.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

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

    @Test
    void aFolderOrALinkToNowhereAmongTheCardsKeepsNoModelFromBeingFound() throws Exception {
        Files.createDirectory(folder.resolve("a.json"));
        Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("gone"));
        Files.write(folder.resolve("c.json"), new byte[] {'{', (byte) 0xff, '}'});
        Files.write(folder.resolve("d.json"), new byte[(1 << 20) + 1]);
        Files.writeString(folder.resolve("e.json"), cardOf("mine", "1"));

        assertThat(new ModelFolder(folder).card("mine")).contains(cardOf("mine", "1"));
        assertThat(new ModelFolder(folder).card(ModelFolder.SHIPPED)).contains(shippedCard());
        assertThatThrownBy(() -> new ModelFolder(folder).load("other"))
                .isInstanceOf(InvalidCard.class)
                .hasMessage("There is no model other; known are mine, " + ModelFolder.SHIPPED
                        + ". Unreadable: a.json: is not a file. b.json: cannot be read (NoSuchFileException)."
                        + " c.json: cannot be read (MalformedInputException)."
                        + " d.json: is larger than 1048576 bytes.");
    }

    @Test
    void aLinkToACardIsACard() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("card"), cardOf("mine", "1"));
        Files.createSymbolicLink(folder.resolve("mine.json"), elsewhere);

        assertThat(new ModelFolder(folder).card("mine")).contains(cardOf("mine", "1"));
    }

    @Test
    void ofTwoCardsWithOneIdTheLastByNameCounts() throws Exception {
        for (String name : new String[] {"m", "z", "a", "k"}) {
            Files.writeString(folder.resolve(name + ".json"), cardOf("mine", name));
        }

        assertThat(new ModelFolder(folder).card("mine")).contains(cardOf("mine", "z"));
    }

    @Test
    void aCardOfTheShippedIdTakesItsPlace() throws Exception {
        String mine = cardOf(ModelFolder.SHIPPED, "mine");
        Files.writeString(folder.resolve("mine.json"), mine);

        assertThat(new ModelFolder(folder).card(ModelFolder.SHIPPED)).contains(mine);
    }

    @Test
    void aModelWhoseFileIsNotThereIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("mine.json"),
                cardOf("mine", "1").replaceFirst("\"file\": *\"[^\"]*\"", "\"file\": \"absent.onnx\""));

        assertThatThrownBy(() -> new ModelFolder(folder).load("mine"))
                .isInstanceOf(InvalidCard.class)
                .hasMessage("Model mine: absent.onnx is not in " + folder + ".");
    }

    private static String cardOf(String id, String version) throws Exception {
        return shippedCard()
                .replaceFirst("\"id\": *\"[^\"]*\"", "\"id\": \"" + id + "\"")
                .replaceFirst("\"version\": *\"[^\"]*\"", "\"version\": \"" + version + "\"");
    }

    private static String shippedCard() throws Exception {
        try (InputStream card = ModelFolder.class.getResourceAsStream(ModelFolder.SHIPPED + ".card.json")) {
            assertThat(card).isNotNull();
            return new String(card.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

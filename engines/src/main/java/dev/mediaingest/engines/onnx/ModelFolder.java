package dev.mediaingest.engines.onnx;

import dev.mediaingest.classify.CardClassifier;
import dev.mediaingest.classify.CardClassifier.Member;
import dev.mediaingest.classify.EnsembleCard;
import dev.mediaingest.classify.ModelCard;
import dev.mediaingest.classify.ModelCardReader;
import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import dev.mediaingest.media.Sha256;
import dev.mediaingest.pixels.Classifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The classifiers there are: the one shipped, and those whose cards lie in the data directory's {@code models} folder as
 * {@code *.json} with the model file beside. A card of the shipped one's id takes its place.
 */
public final class ModelFolder {
    /** The id of the classifier that is always there. */
    public static final String SHIPPED = "nsfw-mobilenet-v2";

    private static final long LARGEST_CARD = 1 << 20;
    private static final long LARGEST_MODEL = 1L << 30;

    private final Path folder;

    public ModelFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Loads a classifier by the id in its card or ensemble.
     *
     * @throws InvalidCard with one sentence that says what is wrong and where
     * @throws IOException if a file cannot be read
     */
    public Classifier load(String id) throws InvalidCard, IOException {
        Map<String, String> cards = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        collect(cards, unreadable);
        String json = cards.get(id);
        if (json == null) {
            String others = unreadable.isEmpty() ? "" : " Unreadable: " + String.join(" ", unreadable);
            throw new InvalidCard(
                    "There is no model " + id + "; known are " + String.join(", ", cards.keySet()) + "." + others);
        }
        try {
            return EnsembleCard.isEnsemble(json) ? ensemble(json, cards) : single(ModelCardReader.read(json));
        } catch (InvalidCard e) {
            throw new InvalidCard("Model " + id + ": " + e.getMessage());
        }
    }

    /**
     * The card of a classifier as it is written; empty if there is none of that id.
     *
     * @throws IOException if the folder cannot be read
     */
    public Optional<String> card(String id) throws IOException {
        Map<String, String> cards = new TreeMap<>();
        collect(cards, new ArrayList<>());
        return Optional.ofNullable(cards.get(id));
    }

    private Classifier single(ModelCard card) throws InvalidCard, IOException {
        return new CardClassifier(card.id(), card.version(), card.nsfw().explicit(), List.of(member(card)));
    }

    private Classifier ensemble(String json, Map<String, String> known) throws InvalidCard, IOException {
        List<ModelCard> cards = new ArrayList<>();
        for (String member : EnsembleCard.memberIds(json)) {
            String card = known.get(member);
            if (card == null) {
                throw new InvalidCard("members names " + member + ", of which there is no card.");
            }
            cards.add(ModelCardReader.read(card));
        }
        EnsembleCard ensemble = EnsembleCard.read(json, cards);
        List<Member> members = new ArrayList<>();
        for (ModelCard card : cards) {
            members.add(member(card));
        }
        String version = String.join("+", cards.stream().map(ModelCard::version).toList());
        return new CardClassifier(ensemble.id(), version, ensemble.nsfw().explicit(), members);
    }

    private Member member(ModelCard card) throws InvalidCard, IOException {
        byte[] model = model(card);
        Sha256 digest = new Sha256();
        digest.update(model);
        String sha256 = digest.hex();
        if (card.sha256() != null && !card.sha256().equals(sha256)) {
            throw new InvalidCard(card.file() + " is not the file its card describes: its SHA-256 is " + sha256 + ".");
        }
        return new Member(card, OnnxInference.load(model, card));
    }

    private byte[] model(ModelCard card) throws InvalidCard, IOException {
        Path file = folder.resolve(card.file());
        if (Files.isRegularFile(file)) {
            if (Files.size(file) > LARGEST_MODEL) {
                throw new InvalidCard(card.file() + " is larger than " + LARGEST_MODEL + " bytes.");
            }
            return Files.readAllBytes(file);
        }
        try (InputStream shipped = ModelFolder.class.getResourceAsStream(card.file())) {
            if (shipped == null) {
                throw new InvalidCard(card.file() + " is not in " + folder + ".");
            }
            return shipped.readAllBytes();
        }
    }

    /** Texts of all cards that can be read, by id, and sentences about the others, which are nobody's concern if not asked for. */
    private void collect(Map<String, String> cards, List<String> unreadable) throws IOException {
        try (InputStream shipped = ModelFolder.class.getResourceAsStream(SHIPPED + ".card.json")) {
            if (shipped == null) {
                throw new IllegalStateException("the shipped model's card is not on the class path");
            }
            cards.put(SHIPPED, new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        }
        for (Path file : files()) {
            try {
                String json = text(file);
                cards.put(id(json), json);
            } catch (InvalidCard e) {
                unreadable.add(file.getFileName() + ": " + e.getMessage());
            } catch (IOException e) {
                unreadable.add(
                        file.getFileName() + ": cannot be read (" + e.getClass().getSimpleName() + ").");
            }
        }
    }

    /** By name, so that of two cards with one id it is always the same that counts: the last. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.json")) {
            found.forEach(files::add);
        } catch (NoSuchFileException e) {
            // nobody put a model there
        }
        Collections.sort(files);
        return files;
    }

    private static String text(Path file) throws InvalidCard, IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InvalidCard("is not a file.");
        }
        if (Files.size(file) > LARGEST_CARD) {
            throw new InvalidCard("is larger than " + LARGEST_CARD + " bytes.");
        }
        return Files.readString(file);
    }

    private static String id(String json) throws InvalidCard {
        return EnsembleCard.isEnsemble(json)
                ? EnsembleCard.idOf(json)
                : ModelCardReader.read(json).id();
    }
}

package dev.mediaingest.classify;

import dev.mediaingest.classify.ModelCard.Activation;
import dev.mediaingest.classify.ModelCard.Input;
import dev.mediaingest.classify.ModelCard.Nsfw;
import dev.mediaingest.classify.ModelCard.Output;
import dev.mediaingest.classify.ModelCard.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads model cards, strictly: a card that says something this cannot do is refused rather than half obeyed. */
public final class ModelCardReader {
    private static final String SCHEMA = "image-classifier-card/1";
    private static final int LARGEST_SIDE = 2048;
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode card;

    private ModelCardReader(JsonNode card) {
        this.card = card;
    }

    /**
     * Reads a card.
     *
     * @throws InvalidCard with one sentence that names the field
     */
    public static ModelCard read(String json) throws InvalidCard {
        return new ModelCardReader(tree(json)).card();
    }

    static JsonNode tree(String json) throws InvalidCard {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidCard("The card is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private ModelCard card() throws InvalidCard {
        if (!SCHEMA.equals(card.path("schema").asString(""))) {
            throw new InvalidCard("schema must be \"" + SCHEMA + "\".");
        }
        Output output = output();
        String file = text("/file");
        if (file.contains("/") || file.contains("\\") || file.startsWith(".")) {
            throw new InvalidCard("file must be the bare name of a file beside the card.");
        }
        return new ModelCard(
                text("/id"),
                card.path("name").asString(text("/id")),
                file,
                sha256(),
                optional("/license"),
                input(),
                output,
                nsfw(card, output.labels()));
    }

    private @Nullable String sha256() throws InvalidCard {
        String digits = optional("/sha256");
        if (digits != null && !digits.matches("[0-9a-f]{64}")) {
            throw new InvalidCard("sha256 must be 64 lower-case hexadecimal digits.");
        }
        return digits;
    }

    private Input input() throws InvalidCard {
        oneOf("/input/dtype", "float32", Set.of("float32"));
        oneOf("/input/alpha", "over-white", Set.of("over-white", "ignore"));
        boolean channelsFirst =
                oneOf("/input/layout", "NCHW", Set.of("NCHW", "NHWC")).equals("NCHW");
        boolean blueFirst = oneOf("/input/color", "RGB", Set.of("RGB", "BGR")).equals("BGR");
        return new Input(
                optional("/input/name"),
                channelsFirst,
                blueFirst,
                side("/input/width"),
                side("/input/height"),
                resize(),
                (float) number("/input/scale", 1.0 / 255),
                channels("/input/mean", 0),
                channels("/input/std", 1),
                card.at("/input/alpha").asString("over-white").equals("over-white"),
                card.at("/input/exifOrientation").asBoolean(true),
                (int) number("/input/minSide", 0));
    }

    private Resize resize() throws InvalidCard {
        String mode = oneOf("/input/resize/mode", "stretch", Set.of("stretch", "shortest-edge-crop"));
        String filter = oneOf("/input/resize/interpolation", "bilinear", Set.of("bilinear", "bicubic"));
        double cropShare = number("/input/resize/cropPct", 1);
        if (!(cropShare > 0 && cropShare <= 1)) {
            throw new InvalidCard("input.resize.cropPct must be over 0 and at most 1.");
        }
        boolean alignCorners = card.at("/input/resize/alignCorners").asBoolean(false);
        boolean antialias = card.at("/input/resize/antialias").asBoolean(false);
        if (alignCorners && antialias) {
            throw new InvalidCard("input.resize cannot have both alignCorners and antialias.");
        }
        return new Resize(
                mode.equals("shortest-edge-crop"), cropShare, filter.equals("bicubic"), alignCorners, antialias);
    }

    private Output output() throws InvalidCard {
        String activation = oneOf("/output/activation", "none", Set.of("none", "softmax", "sigmoid"));
        List<String> labels = texts(card.at("/output/labels"), "output.labels");
        if (labels.isEmpty() || Set.copyOf(labels).size() != labels.size()) {
            throw new InvalidCard("output.labels must name each of the model's numbers once.");
        }
        return new Output(
                optional("/output/name"),
                switch (activation) {
                    case "softmax" -> Activation.SOFTMAX;
                    case "sigmoid" -> Activation.SIGMOID;
                    default -> Activation.NONE;
                },
                labels);
    }

    /** The part cards and ensembles share. */
    static Nsfw nsfw(JsonNode root, List<String> labels) throws InvalidCard {
        if (!"sum(explicit)".equals(root.at("/nsfw/score").asString("sum(explicit)"))) {
            throw new InvalidCard("nsfw.score must be \"sum(explicit)\".");
        }
        List<String> explicit = texts(root.at("/nsfw/explicit"), "nsfw.explicit");
        List<String> suggestive = texts(root.at("/nsfw/suggestive"), "nsfw.suggestive");
        if (explicit.isEmpty()) {
            throw new InvalidCard("nsfw.explicit must name at least one label.");
        }
        for (String label : explicit) {
            if (!labels.contains(label)) {
                throw new InvalidCard("nsfw.explicit names " + label + ", which output.labels does not.");
            }
        }
        return new Nsfw(explicit, suggestive);
    }

    private static List<String> texts(JsonNode array, String name) throws InvalidCard {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array) {
            if (!node.isString() || node.asString().isBlank()) {
                throw new InvalidCard(name + " must be a list of words.");
            }
            texts.add(node.asString());
        }
        return List.copyOf(texts);
    }

    private float[] channels(String pointer, float usual) throws InvalidCard {
        JsonNode array = card.at(pointer);
        float[] channels = {usual, usual, usual};
        if (array.isMissingNode() || array.isNull()) {
            return channels;
        }
        for (int channel = 0; channel < channels.length; channel++) {
            JsonNode node = array.path(channel);
            boolean isDeviation = usual != 0;
            if (array.size() != channels.length || !node.isNumber() || (isDeviation && node.asDouble() == 0)) {
                throw new InvalidCard(dotted(pointer) + " must be three numbers" + (isDeviation ? " over 0." : "."));
            }
            channels[channel] = (float) node.asDouble();
        }
        return channels;
    }

    private int side(String pointer) throws InvalidCard {
        JsonNode node = card.at(pointer);
        if (!node.isInt() || node.asInt() < 1 || node.asInt() > LARGEST_SIDE) {
            throw new InvalidCard(dotted(pointer) + " must be a whole number from 1 to " + LARGEST_SIDE + ".");
        }
        return node.asInt();
    }

    private double number(String pointer, double usual) throws InvalidCard {
        JsonNode node = card.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return usual;
        }
        if (!node.isNumber()) {
            throw new InvalidCard(dotted(pointer) + " must be a number.");
        }
        return node.asDouble();
    }

    private String oneOf(String pointer, String usual, Set<String> allowed) throws InvalidCard {
        String value = optional(pointer);
        if (value != null && !allowed.contains(value)) {
            String known =
                    allowed.stream().sorted().reduce((a, b) -> a + " or " + b).orElseThrow();
            throw new InvalidCard(dotted(pointer) + " must be " + known + ", not " + value + ".");
        }
        return value == null ? usual : value;
    }

    private String text(String pointer) throws InvalidCard {
        String value = optional(pointer);
        if (value == null || value.isBlank()) {
            throw new InvalidCard(dotted(pointer) + " is missing.");
        }
        return value;
    }

    private @Nullable String optional(String pointer) throws InvalidCard {
        JsonNode node = card.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw new InvalidCard(dotted(pointer) + " must be text.");
        }
        return node.asString();
    }

    private static String dotted(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }

    /** What is wrong with a card, for the person who wrote it. */
    public static final class InvalidCard extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidCard(String sentence) {
            super(sentence);
        }
    }
}

package dev.mediaingest.classify;

import dev.mediaingest.classify.ModelCard.Nsfw;
import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Several models of the same labels whose probabilities are averaged: {@code ensemble.json}, schema
 * {@code image-classifier-ensemble/1}.
 *
 * @param members ids of model cards in the same folder
 */
public record EnsembleCard(String id, List<String> members, Nsfw nsfw) {
    /** The schema that tells an ensemble from a card. */
    public static final String SCHEMA = "image-classifier-ensemble/1";

    /** Whether a file holds an ensemble, by its schema. */
    public static boolean isEnsemble(String json) throws InvalidCard {
        return SCHEMA.equals(ModelCardReader.tree(json).path("schema").asString(""));
    }

    /** The ensemble's own id. */
    public static String idOf(String json) throws InvalidCard {
        String id = ModelCardReader.tree(json).path("id").asString("");
        if (id.isBlank()) {
            throw new InvalidCard("id is missing.");
        }
        return id;
    }

    /** The members an ensemble wants, before their cards are known. */
    public static List<String> memberIds(String json) throws InvalidCard {
        List<String> ids = new ArrayList<>();
        for (JsonNode member : ModelCardReader.tree(json).path("members")) {
            ids.add(member.asString(""));
        }
        if (ids.isEmpty()) {
            throw new InvalidCard("members must name at least one model card.");
        }
        return List.copyOf(ids);
    }

    /**
     * Reads an ensemble.
     *
     * @param cards of its members, in their order
     * @throws InvalidCard with one sentence that names the field
     */
    public static EnsembleCard read(String json, List<ModelCard> cards) throws InvalidCard {
        JsonNode root = ModelCardReader.tree(json);
        String id = idOf(json);
        if (!"mean".equals(root.path("combine").asString("mean"))) {
            throw new InvalidCard("combine must be \"mean\".");
        }
        List<String> labels = cards.getFirst().output().labels();
        for (ModelCard card : cards) {
            if (!card.output().labels().equals(labels)) {
                throw new InvalidCard("members must have the same labels, " + card.id() + " has others.");
            }
        }
        return new EnsembleCard(id, cards.stream().map(ModelCard::id).toList(), ModelCardReader.nsfw(root, labels));
    }
}

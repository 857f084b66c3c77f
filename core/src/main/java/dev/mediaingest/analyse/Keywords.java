package dev.mediaingest.analyse;

import dev.mediaingest.failure.Failure;
import dev.mediaingest.failure.FailureCode;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Keyword;
import dev.mediaingest.media.MediaFacts;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import dev.mediaingest.media.generation.Lora;
import dev.mediaingest.media.generation.PromptTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the words a file can be found by, each text and type once, the first weight wins. Confined to one turn. */
final class Keywords {
    static final int MAX_KEYWORDS = 1_000;

    /** Words, and names of places. */
    private static final Set<String> IPTC = Set.of("iptc:Keywords", "iptc:City", "iptc:Province-State", "iptc:Country");

    /** Sources of words that nobody wrote. */
    private static final Set<String> DERIVED = Set.of("facts", "model");

    private record Identity(String text, Keyword.Type type) {}

    private final List<Keyword> keywords = new ArrayList<>();
    private final Map<Identity, Integer> seen = new HashMap<>();
    private int leftOut;

    private Keywords() {}

    /** The keywords of a file's facts and parameters; a note is added if there are more than are kept. */
    static List<Keyword> of(
            MediaFacts facts,
            Optional<GenerationParameters> generation,
            List<TextEntry> texts,
            List<XmpProperties> xmp,
            List<Failure> notes) {
        Keywords keywords = new Keywords();
        keywords.addFacts(facts);
        generation.ifPresent(keywords::addGeneration);
        xmp.forEach(
                properties -> properties.keywords().forEach(word -> keywords.add(word, Keyword.Type.AUTO, 1, "xmp")));
        texts.stream()
                .filter(text -> IPTC.contains(text.source()))
                .forEach(text -> keywords.add(text.value(), Keyword.Type.AUTO, 1, "iptc"));
        texts.stream()
                .filter(text -> text.source().equals("mp4:Xtra") && text.key().equals("WM/Category"))
                .forEach(text -> keywords.add(text.value(), Keyword.Type.AUTO, 1, "xtra"));
        texts.stream()
                .filter(text -> text.source().equals("exif:XPKeywords"))
                .flatMap(text -> Arrays.stream(text.value().split(";", MAX_KEYWORDS)))
                .forEach(word -> keywords.add(word, Keyword.Type.AUTO, 1, "exif"));
        if (keywords.leftOut > 0) {
            notes.add(new Failure(FailureCode.OVER_LIMIT, keywords.leftOut + " keywords more than " + MAX_KEYWORDS));
        }
        return List.copyOf(keywords.keywords);
    }

    private void addFacts(MediaFacts facts) {
        Dimensions shown = facts.shownDimensions();
        if (shown != null) {
            add(aspect(shown), Keyword.Type.AUTO, 1, "facts");
            add(shown.toString(), Keyword.Type.AUTO, 1, "facts");
            resolutionWord(shown).ifPresent(word -> add(word, Keyword.Type.AUTO, 1, "facts"));
        }
    }

    /** What people call the sizes of screens and videos, whichever way they are held. */
    private static Optional<String> resolutionWord(Dimensions dimensions) {
        int longer = Math.max(dimensions.width(), dimensions.height());
        int shorter = Math.min(dimensions.width(), dimensions.height());
        return Optional.ofNullable(
                switch (longer + "x" + shorter) {
                    case "854x480", "640x480", "720x480" -> "480p";
                    case "1280x720" -> "720p";
                    case "1920x1080" -> "1080p";
                    case "2560x1440" -> "1440p";
                    case "3840x2160", "4096x2160" -> "4k";
                    case "5120x2880" -> "5k";
                    case "7680x4320", "8192x4320" -> "8k";
                    default -> null;
                });
    }

    private static String aspect(Dimensions dimensions) {
        if (dimensions.width() == dimensions.height()) {
            return "square";
        }
        return dimensions.width() > dimensions.height() ? "landscape" : "portrait";
    }

    private void addGeneration(GenerationParameters generation) {
        String model = generation.modelName();
        if (model != null) {
            ModelFamilies.of(model).ifPresent(family -> add(family, Keyword.Type.AUTO, 1, "model"));
        }
        for (Lora lora : generation.loras()) {
            add(lora.name(), Keyword.Type.WORKFLOW, lora.weight(), "lora");
        }
        for (PromptTerm term : generation.promptTerms()) {
            add(term.text(), Keyword.Type.PROMPT, term.weight(), "prompt");
        }
        for (PromptTerm term : generation.negativeTerms()) {
            add(term.text(), Keyword.Type.NEGATIVE, term.weight(), "negative_prompt");
        }
    }

    private void add(String text, Keyword.Type type, double weight, String source) {
        String word = shortened(text.strip().toLowerCase(Locale.ROOT));
        if (!hasSubstance(word)) {
            return;
        }
        Integer before = seen.putIfAbsent(new Identity(word, type), keywords.size());
        if (before != null) {
            replaceDerived(before, new Keyword(word, type, weight, source));
        } else if (keywords.size() < MAX_KEYWORDS) {
            keywords.add(new Keyword(word, type, weight, source));
        } else {
            leftOut++;
        }
    }

    /** A person's own word counts before the same one that we derived: {@code landscape} is a kind of picture, too. */
    private void replaceDerived(int index, Keyword keyword) {
        if (index < keywords.size() && DERIVED.contains(keywords.get(index).source())) {
            keywords.set(index, keyword);
        }
    }

    /** Punctuation alone is nothing to search for; an emoji is. */
    private static boolean hasSubstance(String word) {
        return word.chars().anyMatch(c -> c >= 0x80 || Character.isLetterOrDigit(c));
    }

    /** Cut at a space if one is near, never inside a character. */
    private static String shortened(String text) {
        if (text.length() <= Keyword.MAX_LENGTH) {
            return text;
        }
        int space = text.lastIndexOf(' ', Keyword.MAX_LENGTH);
        int end = space > Keyword.MAX_LENGTH / 2 ? space : Keyword.MAX_LENGTH;
        boolean insideCharacter = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, insideCharacter ? end - 1 : end).strip();
    }
}

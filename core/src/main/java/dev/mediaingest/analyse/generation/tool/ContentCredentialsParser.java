package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.FileTexts;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.analyse.generation.parameters.ToolParser;
import dev.mediaingest.analyse.generation.parameters.XmpText;
import dev.mediaingest.media.TextEntry;
import dev.mediaingest.media.generation.GenerationParameters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of services that write no prompt but declare, in C2PA content credentials or the IPTC digital source type of
 * their XMP, that a model made them. Signatures are not verified: anyone can copy a manifest into a file.
 */
public final class ContentCredentialsParser implements ToolParser {
    private static final String BY_MODEL = "trainedalgorithmicmedia";
    private static final List<String> VENDORS =
            List.of("OpenAI", "Google", "Adobe", "Microsoft", "Amazon", "Stability AI", "Black Forest Labs", "xAI");

    @Override
    public void parse(FileTexts texts, ParameterDraft draft) {
        for (TextEntry text : texts.entries()) {
            String type = sourceType(text);
            if (type != null) {
                declare(text, type, draft);
                return;
            }
        }
    }

    private static @Nullable String sourceType(TextEntry text) {
        boolean xmp = text.holdsXmpPacket();
        if (!xmp && !text.source().startsWith("c2pa:")) {
            return null;
        }
        String type = xmp
                ? XmpText.property(text.value(), "Iptc4xmpExt:DigitalSourceType")
                : line(text.value(), "digital_source_type");
        return type != null && type.toLowerCase(Locale.ROOT).contains(BY_MODEL) ? type : null;
    }

    private static void declare(TextEntry text, String type, ParameterDraft draft) {
        String tool = line(text.value(), "claim_generator");
        if (!draft.isClaimed()) {
            draft.claim(GenerationParameters.DECLARED, text);
            draft.generatorVersion = tool;
        }
        draft.other("ai_generated", "true");
        draft.other("digital_source_type", type);
        draft.other("claim_generator", tool == null ? "" : tool);
        draft.other("vendor", text.holdsXmpPacket() ? vendor(credit(text)) : vendor(tool + "\n" + text.value()));
    }

    /** The first line of that name; of several source types, one of a model if there is one. */
    private static @Nullable String line(String summary, String name) {
        String found = null;
        for (String line : summary.split("\n")) {
            if (line.startsWith(name + ": ")) {
                String value = line.substring(name.length() + 2);
                boolean better = found == null || value.toLowerCase(Locale.ROOT).contains(BY_MODEL);
                found = better ? value : found;
            }
        }
        return found;
    }

    /** Not the whole packet: the toolkit that wrote it names its maker in every one. */
    private static String credit(TextEntry packet) {
        String credit = XmpText.property(packet.value(), "photoshop:Credit");
        String tool = XmpText.property(packet.value(), "xmp:CreatorTool");
        return credit + "\n" + tool;
    }

    /** Who is named first: the tool that made the claim comes before those who signed it. */
    private static String vendor(String text) {
        return VENDORS.stream()
                .filter(text::contains)
                .min(Comparator.comparingInt(text::indexOf))
                .map(name -> name.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .orElse("");
    }
}

package dev.mediaingest.analyse.generation.tool;

import dev.mediaingest.analyse.generation.parameters.Numbers;
import dev.mediaingest.analyse.generation.parameters.ParameterDraft;
import dev.mediaingest.media.generation.GenerationParameters.ParseState;
import java.util.List;
import java.util.regex.Pattern;

/** The command line that was InvokeAI's first format: {@code "a cat" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms}. */
final class DreamCommand {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final String prompt;
    private final List<String> words;

    DreamCommand(String command) {
        int from = command.startsWith("\"") ? 1 : 0;
        int quote = from == 1 ? command.lastIndexOf('"') : -1;
        int end = quote > 0 ? quote : switches(command);
        prompt = command.substring(from, end).strip();
        String rest = command.substring(quote > 0 ? end + 1 : end).strip();
        words = rest.isEmpty() ? List.of() : List.of(SPACES.split(rest));
    }

    /** Where the first switch begins in a command whose prompt is not quoted. */
    private static int switches(String command) {
        int at = command.indexOf(" -");
        return at < 0 ? command.length() : at;
    }

    void fill(ParameterDraft draft) {
        BracketedNegative.split(prompt).fill(draft);
        String width = "";
        String height = "";
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean joined = word.length() > 2;
            String value = joined ? word.substring(2) : i + 1 < words.size() ? words.get(i + 1) : "";
            width = word.startsWith("-W") ? value : width;
            height = word.startsWith("-H") ? value : height;
            if (word.startsWith("-")) {
                fill(word.substring(0, Math.min(2, word.length())), value, draft);
            }
        }
        draft.size = Numbers.size(Numbers.integer(width), Numbers.integer(height));
        draft.parseState = words.isEmpty() ? ParseState.PARTIAL : ParseState.FULL;
    }

    private static void fill(String option, String value, ParameterDraft draft) {
        switch (option) {
            case "-s" -> draft.steps = Numbers.integer(value);
            case "-S" -> draft.seed = Numbers.seed(value);
            case "-C" -> draft.cfgScale = Numbers.decimal(value);
            case "-A" -> draft.sampler = value.isEmpty() ? null : value;
            case "-f" -> draft.denoisingStrength = Numbers.decimal(value);
            default -> draft.other(option, value);
        }
    }
}

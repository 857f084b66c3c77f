package dev.mediaingest.analyse.generation.comfy;

/**
 * Comments in a prompt as ComfyUI's editor takes them out before it runs one: from {@code /*} to its end, and from
 * {@code //} to the end of the line unless a colon is before it, as in an address. Linear in the prompt's length.
 */
final class PromptComments {
    private PromptComments() {}

    static String strip(String prompt) {
        int lastEnd = prompt.lastIndexOf("*/");
        StringBuilder kept = new StringBuilder(prompt.length());
        for (int i = 0; i < prompt.length(); ) {
            if (prompt.startsWith("/*", i) && i + 2 <= lastEnd) {
                i = prompt.indexOf("*/", i + 2) + 2;
            } else if (prompt.startsWith("//", i) && isApart(prompt, i)) {
                i = endOfLine(prompt, i);
            } else {
                kept.append(prompt.charAt(i++));
            }
        }
        return kept.toString();
    }

    private static boolean isApart(String prompt, int at) {
        return at == 0 || (prompt.charAt(at - 1) != ':' && prompt.charAt(at - 1) != '\\');
    }

    private static int endOfLine(String prompt, int from) {
        int end = prompt.indexOf('\n', from);
        return end < 0 ? prompt.length() : end;
    }
}

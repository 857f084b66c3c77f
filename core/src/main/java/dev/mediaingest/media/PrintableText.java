package dev.mediaingest.media;

/** Text from files and people where it must steer nothing: names may hold what a terminal obeys, or feign lines of a log. */
public final class PrintableText {
    private PrintableText() {}

    /** The text with a question mark for each control character; line breaks are such too. */
    public static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}

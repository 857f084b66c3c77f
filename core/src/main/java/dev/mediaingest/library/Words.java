package dev.mediaingest.library;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words of a text, the same for every database: runs of letters and digits, in lower case, without accents. Of scripts that
 * write no spaces every character is a word, so that a part of a sentence is found as words in a row.
 */
public final class Words {
    private static final int LONGEST = 64;
    /** {@code (cat:1.2)} and {@code <lora:fur:0.8>} are the cat and the fur, not 1, 2 and 8. */
    private static final Pattern WEIGHT = Pattern.compile(":\\s{0,4}-?\\d{0,6}\\.?\\d{1,6}(?=\\s{0,4}[)\\]>])");

    private Words() {}

    /** At most so many words, each at most 64 characters long. */
    public static List<String> of(String text, int most) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        String folded = folded(beginning(text, most));
        for (int at = 0; at < folded.length() && words.size() < most; ) {
            int character = folded.codePointAt(at);
            at += Character.charCount(character);
            if (isWordByItself(character)) {
                end(word, words);
                words.add(Character.toString(character));
            } else if (Character.isLetterOrDigit(character)
                    || Character.getType(character) == Character.NON_SPACING_MARK) {
                word.appendCodePoint(character);
            } else {
                end(word, words);
            }
        }
        end(word, words);
        return words.size() > most ? words.subList(0, most) : words;
    }

    /** The words of a prompt, without the weights of its attention syntax. */
    public static List<String> ofPrompt(String prompt, int most) {
        return of(WEIGHT.matcher(beginning(prompt, most)).replaceAll(""), most);
    }

    /** No more text is looked at than so many words can come from. */
    private static String beginning(String text, int most) {
        long longest = (long) most * (LONGEST + 1);
        return text.length() <= longest ? text : text.substring(0, (int) longest);
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            int end = word.length() <= LONGEST ? word.length() : word.offsetByCodePoints(0, LONGEST / 2);
            words.add(word.substring(0, end));
            word.setLength(0);
        }
    }

    private static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        StringBuilder plain = new StringBuilder(lower.length());
        Normalizer.normalize(lower, Form.NFKD)
                .codePoints()
                .filter(character -> character < 0x300 || character > 0x36f)
                .forEach(plain::appendCodePoint);
        return Normalizer.normalize(plain, Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordByItself(int character) {
        return character > 0x2e7f
                && switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetterOrDigit(character);
                    default -> false;
                };
    }
}

package dev.mediaingest.app.web.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sentences that other parts of the program say in English, in a reader's language: a gettext catalogue, whose keys are the English
 * sentences. One that is not in it stays English. Immutable.
 */
final class Translations {
    private static final int LONGEST = 4_000;
    private static final String KEY = "msgid \"";
    private static final String VALUE = "msgstr \"";

    private final Map<String, String> whole = new TreeMap<>();
    private final List<Template> templates = new ArrayList<>();

    /** The catalogue of a language; an empty one if there is none, as for English. */
    Translations(Locale locale) {
        try (@Nullable
                InputStream in = Translations.class.getResourceAsStream("messages_" + locale.getLanguage() + ".po")) {
            if (in != null) {
                read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        templates.sort(Comparator.comparingInt(Template::weight).reversed());
    }

    private void read(BufferedReader lines) throws IOException {
        String english = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(KEY)) {
                english = unquoted(line, KEY);
            } else if (line.startsWith(VALUE)) {
                add(english, unquoted(line, VALUE));
            }
        }
    }

    private static String unquoted(String line, String before) {
        return line.substring(before.length(), line.lastIndexOf('"')).replace("\\\"", "\"");
    }

    private void add(String english, String translated) {
        if (english.contains("{0}")) {
            templates.add(new Template(english, List.of(english.split("\\{\\d}", -1)), translated));
        } else {
            whole.put(english, translated);
        }
    }

    /** The sentence in this language, else the sentence itself. */
    String of(String english) {
        String translated = whole.get(english);
        if (translated != null || english.length() > LONGEST) {
            return translated == null ? english : translated;
        }
        return templates.stream()
                .flatMap(template -> template.filled(english).stream())
                .findFirst()
                .orElse(english);
    }

    /** Every sentence, for scripts: English and translated, those with most letters of their own first. */
    List<List<String>> all() {
        List<List<String>> all = new ArrayList<>();
        whole.forEach((english, translated) -> all.add(List.of(english, translated)));
        templates.forEach(template -> all.add(List.of(template.english, template.translated)));
        return all;
    }

    /**
     * A sentence into which something is put.
     *
     * @param literals what is between the places; one more than there are places
     */
    private record Template(String english, List<String> literals, String translated) {
        int weight() {
            return literals.stream().mapToInt(String::length).sum();
        }

        /** Each literal is looked for once, from left to right, so that no sentence takes longer than it is long. */
        Optional<String> filled(String sentence) {
            if (!sentence.startsWith(literals.getFirst())) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            int from = literals.getFirst().length();
            for (String literal : literals.subList(1, literals.size())) {
                boolean last = values.size() == literals.size() - 2;
                int at = last ? sentence.length() - literal.length() : sentence.indexOf(literal, from);
                if (at < from || !sentence.startsWith(literal, at)) {
                    return Optional.empty();
                }
                values.add(sentence.substring(from, at));
                from = at + literal.length();
            }
            return Optional.of(put(values));
        }

        private String put(List<String> values) {
            StringBuilder text = new StringBuilder();
            String[] parts = translated.split("(?=\\{\\d})|(?<=\\{\\d})", -1);
            for (String part : parts) {
                boolean place = part.length() == 3 && part.charAt(0) == '{';
                text.append(place ? values.get(part.charAt(1) - '0') : part);
            }
            return text.toString();
        }
    }
}

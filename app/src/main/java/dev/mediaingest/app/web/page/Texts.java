package dev.mediaingest.app.web.page;

import io.javalin.http.Context;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages' sentences in one language, from {@code texts.properties} and its translations: one key a sentence, {@code {0}}
 * for what is put in, and a pair of keys ending in {@code .one} and {@code .other} where a number decides. A key that does
 * not exist is a mistake and throws. Sentences the catalogue and the API speak are English; {@link #sentence} translates them.
 * Immutable.
 */
public final class Texts {
    static final String COOKIE = "media_ingest_language";

    /** English first: whoever asks for none of these gets it. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "dev.mediaingest.app.web.page.texts";
    private static final String OF_SCRIPTS = "script.";
    private static final String OF_FAILURES = "failure.";
    /** Else the machine's own language would stand in for English. */
    private static final Control ONLY_AS_ASKED = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private static final Map<Locale, Texts> ALL = all();

    private final Locale locale;
    private final ResourceBundle bundle;
    private final Translations translations;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale, ONLY_AS_ASKED);
        this.translations = new Translations(locale);
    }

    private static Map<Locale, Texts> all() {
        Map<Locale, Texts> all = new LinkedHashMap<>();
        LANGUAGES.forEach(locale -> all.put(locale, new Texts(locale)));
        return all;
    }

    static Texts in(Locale locale) {
        Texts texts = ALL.get(locale);
        return texts == null ? in(LANGUAGES.getFirst()) : texts;
    }

    /** In the language that was chosen here, else the one the browser prefers. */
    public static Texts of(Context context) {
        String chosen = context.cookie(COOKIE);
        return LANGUAGES.stream()
                .filter(locale -> locale.getLanguage().equals(chosen))
                .findFirst()
                .or(() -> preferred(context.header("Accept-Language")))
                .map(Texts::in)
                .orElseGet(() -> in(LANGUAGES.getFirst()));
    }

    private static Optional<Locale> preferred(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.ofNullable(Locale.lookup(LanguageRange.parse(header), LANGUAGES));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a header no browser sends
        }
    }

    /** The word for it in {@code lang} attributes. */
    public String language() {
        return locale.getLanguage();
    }

    public Locale locale() {
        return locale;
    }

    /** One sentence. */
    public String of(String key) {
        return bundle.getString(key);
    }

    /** A sentence with something put in; numbers as the language writes them. */
    public String of(String key, @Nullable Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** A sentence about so many: {@code {0}} is the number, what else is put in follows. */
    public String count(String key, long number, @Nullable Object... more) {
        @Nullable Object[] values = new @Nullable Object[more.length + 1];
        values[0] = number;
        System.arraycopy(more, 0, values, 1, more.length);
        return of(key + (number == 1 ? ".one" : ".other"), values);
    }

    /** Of a key that is made of a word from the catalogue, the sentence; if there is none, the word itself. */
    public String word(String prefix, String word) {
        try {
            return bundle.getString(prefix + "." + word);
        } catch (MissingResourceException e) {
            return word;
        }
    }

    /** What another part of the program said in English; as it is where there is no translation. */
    public String sentence(String english) {
        return translations.of(english);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    public String number(double number, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(digits);
        return format.format(number);
    }

    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(share > 0 && share < 0.1 ? 1 : 0);
        return format.format(share);
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    /** A size in bytes with a unit people use. */
    public String bytes(long size) {
        if (size < 1_000) {
            return number(size) + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB"};
        double value = size / 1e3;
        int unit = 0;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return number(value, value < 10 ? 1 : 0) + " " + units[unit];
    }

    /** Those that scripts say, without the beginning of their keys, and the translations. */
    Map<String, Object> ofScripts() {
        Map<String, Object> texts = new LinkedHashMap<>();
        bundle.keySet().stream()
                .filter(key -> key.startsWith(OF_SCRIPTS))
                .sorted()
                .forEach(key -> texts.put(key.substring(OF_SCRIPTS.length()), bundle.getString(key)));
        bundle.keySet().stream()
                .filter(key -> key.startsWith(OF_FAILURES))
                .sorted()
                .forEach(key -> texts.put(key, bundle.getString(key)));
        texts.put("translations", translations.all());
        return texts;
    }

    /** Every key there is in this language's own file. */
    Set<String> keys() {
        return bundle.keySet();
    }
}

package dev.mediaingest.app.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param version of the program
 * @param texts in the reader's language
 * @param here the page's own address, for coming back to it
 * @param active the session that runs, waits or was stopped; null if there is none
 */
public record PageContext(
        String version, Texts texts, String here, @Nullable ActiveSession active) {

    /** Another language the page can be read in. */
    public record Language(String tag, String name, String href) {}

    public List<Language> otherLanguages() {
        return Texts.LANGUAGES.stream()
                .filter(locale -> !locale.equals(texts.locale()))
                .map(this::language)
                .toList();
    }

    private Language language(Locale locale) {
        String tag = locale.getLanguage();
        String name = locale.getDisplayLanguage(locale);
        return new Language(tag, name, "/language/" + tag + "?back=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
    }
}

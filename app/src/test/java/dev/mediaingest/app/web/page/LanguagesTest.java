package dev.mediaingest.app.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.TestServer.Answer;
import dev.mediaingest.media.ReaderChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages speak English and German, and say nothing that is in no bundle. */
class LanguagesTest {
    private static final Path SOURCES = Path.of("src", "main");
    private static final Pattern OF_TEMPLATE =
            Pattern.compile("(?:\\bt|texts|texts\\(\\))\\s*\\.(?:of|count)\\(\\s*\"([a-z][A-Za-z0-9.-]+)\"");
    private static final Pattern OF_SCRIPT = Pattern.compile("\\bsay(?:Count)?\\(\\s*'([a-z][a-z0-9.-]+)'");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    private static String session = "";

    @BeforeAll
    static void start() throws Exception {
        Path root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), 3);
        Files.copy(root.resolve("picture-00001.png"), root.resolve("copy.png"));
        Pictures.broken(root.resolve("broken.png"));
        server = TestServer.start(folder.resolve("data"), root);
        session = server.ingest(root);
        server.wiring.store().library().catchUp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Properties bundle(String name) throws Exception {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(
                SOURCES.resolve("resources/dev/mediaingest/app/web/page").resolve(name))) {
            properties.load(in);
        }
        return properties;
    }

    @Test
    void everySentenceIsThereInBothLanguagesWithTheSamePlaces() throws Exception {
        Properties english = bundle("texts.properties");
        Properties german = bundle("texts_de.properties");

        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(places(german.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
            assertThat(german.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
            assertThat(english.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
        }
    }

    private static Set<String> places(String sentence) {
        return PLACE.matcher(sentence).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    @Test
    void everyReasonToReadAgainHasItsWords() throws Exception {
        assertThat(bundle("texts.properties").stringPropertyNames())
                .containsAll(Stream.of(ReaderChange.values())
                        .map(change -> "read-again." + change.label())
                        .toList());
    }

    @Test
    void everyKeyThatIsSaidExists() throws Exception {
        Set<String> keys = bundle("texts.properties").stringPropertyNames();
        Set<String> unknown = new TreeSet<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            boolean script = file.toString().endsWith(".js");
            Matcher said = (script ? OF_SCRIPT : OF_TEMPLATE).matcher(text);
            while (said.find()) {
                String key = (script ? "script." : "") + said.group(1);
                boolean known = keys.contains(key) || keys.contains(key + ".other") || key.endsWith(".");
                if (!known) {
                    unknown.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<Path> sources() throws Exception {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(
                            file -> file.toString().matches(".*(\\.jte|web.*View\\.java|web.*Pages?\\.java|\\.js)$"))
                    .toList();
        }
    }

    @Test
    void noPageShowsAKeyInsteadOfASentence() throws Exception {
        Set<String> keys = bundle("texts.properties").stringPropertyNames().stream()
                .filter(key -> key.contains("."))
                .collect(Collectors.toSet());
        long id =
                server.get("/api/media").json().path("items").path(0).path("id").asLong();
        for (String language : List.of("en", "de")) {
            for (String path : List.of(
                    "/ingest-v2",
                    "/ingest-v2?session=" + session,
                    "/library",
                    "/library?session=" + session + "&failed=no&score=5",
                    "/library/" + id,
                    "/duplicates",
                    "/duplicates?kind=near",
                    "/stats",
                    "/stats?by=added",
                    "/sessions",
                    "/sessions/" + session,
                    "/system",
                    "/api")) {
                Answer page = server.send(
                        server.request(path).header("Accept-Language", language).GET());
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(page.body()).as(path).contains("<html lang=\"" + language + "\">");
                String words = page.body().replaceAll("href=\"[^\"]*\"", "");
                assertThat(keys.stream()
                                .filter(key -> words.contains(">" + key + "<") || words.contains("\"" + key + "\"")))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsWrongIsSaidInTheReadersLanguage() {
        assertThat(german("/nowhere")).contains("Hier ist nichts", "Unter /nowhere ist nichts.");
        assertThat(german("/sessions/none")).contains("Diese Sitzung gibt es nicht");
        assertThat(german("/library?q=steps:many")).contains("steps: nimmt eine Zahl, wie steps:&gt;=4");
        assertThat(german("/library?q=stepz:20")).contains("Es gibt keinen Filter stepz:");
        assertThat(german("/duplicates?kind=same")).contains("kind muss");
        assertThat(german("/sessions/" + session + "?state=failed"))
                .contains("Der Inhalt ist kein Bild oder Video eines bekannten Formats.")
                .contains("Prüfen Sie, ob die Datei umbenannt")
                .doesNotContain("The content is no image");
        assertThat(german("/system"))
                .contains("Plattenplatz", "MB sind frei, wo das Datenverzeichnis liegt", "Medienordner");
        assertThat(server.get("/api/ingest/status/none").detail()).as("the API").isEqualTo("Session not found");
        Answer asked = server.send(server.request("/api/ingest/status/none")
                .header("Accept-Language", "de")
                .GET());
        assertThat(asked.detail()).as("the API, whoever asks").isEqualTo("Session not found");
    }

    private static String german(String path) {
        return server.send(server.request(path)
                        .header("Accept", "text/html")
                        .header("Accept-Language", "de")
                        .GET())
                .body();
    }

    @Test
    void theBrowsersLanguageCountsUntilAPersonChoosesOne() {
        assertThat(language("de-AT,de;q=0.9,en;q=0.5", "")).isEqualTo("de");
        assertThat(language("fr, en;q=0.5, de;q=0.4", "")).isEqualTo("en");
        assertThat(language("ja", "")).isEqualTo("en");
        assertThat(language("not / a, header;;;", "")).isEqualTo("en");
        assertThat(language("de", Texts.COOKIE + "=en")).isEqualTo("en");
        assertThat(language("en", Texts.COOKIE + "=tlh")).isEqualTo("en");

        Answer chosen = server.get("/language/de?back=%2Flibrary%3Fq%3Da%2520b");
        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.header("location")).endsWith("/library?q=a%20b");
        assertThat(chosen.header("set-cookie")).contains(Texts.COOKIE + "=de", "SameSite=Lax", "HttpOnly");
    }

    @Test
    void theSwitchOfLanguagesLeadsNowhereElse() {
        for (String elsewhere :
                List.of("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)")) {
            Answer answer = server.get("/language/de?back="
                    + java.net.URLEncoder.encode(elsewhere, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("location")).as(elsewhere).matches("(http://127\\.0\\.0\\.1:\\d+)?/");
        }
        assertThat(server.get("/language/tlh").status()).isEqualTo(404);
        assertThat(server.get("/texts/tlh").detail()).isEqualTo("The pages do not speak tlh.");
    }

    @Test
    void numbersDatesAndSizesAreWrittenAsTheLanguageDoes() {
        Texts english = Texts.in(Locale.ENGLISH);
        Texts german = Texts.in(Locale.GERMAN);

        assertThat(english.count("files", 1)).isEqualTo("1 file");
        assertThat(english.count("files", 1_204)).isEqualTo("1,204 files");
        assertThat(german.count("files", 1_204)).isEqualTo("1.204 Dateien");
        assertThat(english.bytes(999)).isEqualTo("999 B");
        assertThat(english.bytes(1_550_000)).isEqualTo("1.6 MB");
        assertThat(german.bytes(1_550_000)).isEqualTo("1,6 MB");
        assertThat(german.bytes(25_000_000_000L)).isEqualTo("25 GB");
        assertThat(english.percent(0.056)).isEqualTo("5.6%");
    }

    private static String language(String header, String cookie) {
        Answer page = server.send(server.request("/stats")
                .header("Accept-Language", header)
                .header("Cookie", cookie.isEmpty() ? "other=1" : cookie)
                .GET());
        assertThat(page.header("vary")).contains("Accept-Language");
        Matcher found = Pattern.compile("<html lang=\"(\\w+)\">").matcher(page.body());
        return found.find() ? found.group(1) : "";
    }
}

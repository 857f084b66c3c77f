package dev.mediaingest.app.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.mediaingest.app.web.Chromium;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page tells of the session that runs, and its outcome is kept until somebody has seen it. */
class ActiveSessionTest {
    private static final double LONG_MILLIS = 60_000;
    private static final List<String> PAGES =
            List.of("/library", "/duplicates", "/stats", "/sessions", "/system", "/api", "/ingest-v2?new=yes");

    private static Chromium chromium = Chromium.launch();

    @TempDir
    Path folder;

    private Path root;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        root = folder.toRealPath().resolve("media");
        Pictures.folderOfPngs(root.resolve("lighthouse"), 5);
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"en-US, Paused, Processing", "de-DE, Angehalten, Läuft"})
    void everyPageTellsOfTheSessionThatRunsWhileItRuns(String language, String paused, String running)
            throws Exception {
        String id = pausedSession(1_500);
        try (Visit visit = chromium.speaking(language, server.origin())) {
            Page page = visit.page;
            for (String path : PAGES) {
                visit.open(path);
                assertThat(page.locator("#now")).containsText(paused);
                assertThat(page.locator("#now")).hasAttribute("href", "/ingest-v2?session=" + id);
            }
            visit.open("/stats");
            assertThat(page.locator("#now")).isVisible();
            server.post("/api/ingest/sessions/" + id + "/resume", "");
            assertThat(page.locator("#now")).containsText(running);
            String before = page.locator("#now-count").textContent();
            assertThat(page.locator("#now-count")).not().hasText(before);
            assertThat(page.locator("#now")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(LONG_MILLIS));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void withoutScriptsThePageStillTellsOfIt() throws Exception {
        String id = pausedSession(200);
        try (Visit visit = chromium.withoutScripts(server.origin())) {
            visit.open("/library");
            visit.page.locator("#now").click();
            assertThat(visit.page.locator("#process")).isVisible();
            assertThat(visit.page.locator("#main")).hasAttribute("data-session", id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Every file accounted for, '5 committed, 0 skipped, 0 with errors, of 5 files.'",
        "de-DE, Über jede Datei ist Rechenschaft abgelegt, '5 festgeschrieben, 0 übersprungen, 0 mit Fehlern, von 5 Dateien.'"
    })
    void anOutcomeHasAnAddressAndStaysUntilItIsDismissed(String language, String title, String line) {
        try (Visit visit = chromium.speaking(language, server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            choose(page, "lighthouse");
            page.locator("#start").click();
            assertThat(page.locator("#complete-title")).hasText(title, patiently());
            page.waitForURL("**/ingest-v2?session=*");

            page.reload();
            assertThat(page.locator("#complete-title")).hasText(title);
            String address = page.url();
            visit.open("/library");
            page.locator("header a[href='/ingest-v2']").first().click();
            assertThat(page.locator("#last-outcome")).containsText(title);
            assertThat(page.locator("#last-outcome")).containsText(line);
            page.locator("#last-outcome a").click();
            assertThat(page).hasURL(address);
            page.goBack();
            page.waitForSelector("html[data-ready]");
            page.locator("#dismiss").click();
            assertThat(page.locator("#last-outcome")).hasCount(0);
            visit.openIngest();
            assertThat(page.locator("#last-outcome")).hasCount(0);
            assertThat(page.locator("#last a")).hasAttribute("href", Pattern.compile("session="));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, lighthouse waits in the queue", "de-DE, lighthouse steht in der Warteschlange"})
    void anotherFolderIsQueuedWhileOneRuns(String language, String waits) throws Exception {
        String first = pausedSession(1_500);
        server.post("/api/ingest/sessions/" + first + "/resume", "");
        try (Visit visit = chromium.speaking(language, server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            page.locator("#another").click();
            page.waitForURL("**/ingest-v2?new=yes");
            page.waitForSelector("html[data-ready]");
            choose(page, "lighthouse");
            page.locator("#start").click();

            assertThat(page.locator("#queued")).containsText(waits);
            assertThat(page.locator("#configure")).isVisible();
            page.locator("#queued a").click();
            assertThat(page.locator(".session-row")).hasCount(2);
            assertThat(page.locator(".session-row[data-status=completed]"))
                    .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(LONG_MILLIS));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void theFilesOfASessionLeadToTheirPages() throws Exception {
        Files.write(root.resolve("lighthouse/broken.png"), new byte[] {1, 2, 3});
        String id = server.ingest(root);
        Files.write(root.resolve("lighthouse/picture-00001.png"), new byte[] {1, 2, 3});
        String second = server.ingest(root);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.open("/sessions/" + id + "?state=committed");
            page.locator(".items tbody a.path").first().click();
            assertThat(page.locator(".file-name")).containsText("picture-0000");
            visit.open("/sessions/" + id + "?state=failed");
            assertThat(page.locator(".items tbody tr")).hasCount(1);
            assertThat(page.locator(".items tbody a.path")).hasCount(0); // it has no row
            visit.open("/sessions/" + second + "?state=failed");
            page.locator(".items tbody a.path").click();
            assertThat(page.locator(".file-name")).hasText("picture-00001.png");
            visit.open("/ingest-v2?session=" + second);
            page.locator("#failed-groups .files a").first().click();
            assertThat(page.locator(".file-name")).hasText("picture-00001.png");
            assertThat(visit.complaints().stream().filter(line -> !line.contains("404")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, lies outside the folders", "de-DE, liegt außerhalb der Ordner"})
    void aFileOutsideTheRootsSaysSo(String language, String sentence) throws Exception {
        server.ingest(root);
        server.wiring.store().library().catchUp();
        server.close();
        Path elsewhere = Files.createDirectories(folder.toRealPath().resolve("elsewhere"));
        server = TestServer.start(folder.resolve("data"), elsewhere);
        long id =
                server.get("/api/media").json().path("items").path(0).path("id").asLong();
        try (Visit visit = chromium.speaking(language, server.origin())) {
            visit.open("/library/" + id);
            assertThat(visit.page.locator("#outside")).containsText(sentence);
            assertThat(visit.page.locator("#stage img")).hasCount(0);
            visit.screenshot("media-outside-" + language);
            assertThat(visit.complaints())
                    .as("nothing is asked for that is refused")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, en-US, LIGHT", "1280, de-DE, DARK", "390, de-DE, LIGHT", "320, de-DE, DARK", "320, en-US, LIGHT"
    })
    void thePagesFitInBothLanguagesAndShutNobodyOut(int width, String language, ColorScheme scheme) throws Exception {
        Files.write(root.resolve("lighthouse/broken.png"), new byte[] {1, 2, 3});
        String id = server.ingest(root);
        server.wiring.store().library().catchUp();
        long file =
                server.get("/api/media").json().path("items").path(0).path("id").asLong();
        pausedSession(50);
        try (Visit visit = chromium.speaking(language, server.origin(), width, scheme)) {
            for (String path : List.of(
                    "/ingest-v2?new=yes",
                    "/ingest-v2?session=" + id,
                    "/ingest-v2",
                    "/stats",
                    "/library",
                    "/library/" + file,
                    "/sessions/" + id,
                    "/system",
                    "/nowhere")) {
                visit.open(path);
                visit.page.waitForTimeout(300);
                String name = path.replace(id, "ended").replaceAll("\\W+", "-").replaceAll("\\d+$", "file");
                visit.screenshot("page" + name + "-" + width + "-" + language);
                assertThat(visit.scrollsSideways()).as(path).isFalse();
                assertThat(visit.barriers()).as(path).isEmpty();
                assertThat(brokenLabels(visit.page)).as(path).isEmpty();
            }
        }
    }

    /** Labels that are set a letter or two a line: narrower than their longest word. */
    private static List<?> brokenLabels(Page page) {
        return (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('label, dt, legend, summary, button, th')].filter((label) => {
                  if (!label.checkVisibility()) return false;
                  const words = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
                  while (words.nextNode()) {
                    const text = words.currentNode;
                    if (text.data.length > 40 || !text.parentElement.matches('label, dt, legend, summary, button, th')) continue;
                    for (const word of text.data.matchAll(/\\S{3,18}/g)) {
                      const range = document.createRange();
                      range.setStart(text, word.index);
                      range.setEnd(text, word.index + word[0].length);
                      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) return true;
                    }
                  }
                  return false;
                }).map((label) => label.outerHTML.slice(0, 200))""");
    }

    @Test
    void scriptsSayWhatIsWrongInTheReadersLanguage() throws Exception {
        Files.write(root.resolve("lighthouse/broken.png"), new byte[] {1, 2, 3});
        String id = server.ingest(root);
        String waiting = pausedSession(50);
        try (Visit visit = chromium.speaking("de-DE", server.origin())) {
            Page page = visit.page;
            visit.open("/ingest-v2?session=" + id);
            assertThat(page.locator("#failed-groups summary b"))
                    .hasText("Der Inhalt ist kein Bild oder Video eines bekannten Formats.");
            assertThat(page.locator("#failed-groups .next")).containsText("Prüfen Sie, ob die Datei umbenannt");
            visit.screenshot("complete-german");
            visit.open("/ingest-v2?session=" + waiting);
            assertThat(page.locator("[data-field=message]")).hasText("Von einer Person angehalten.");
            visit.open("/ingest-v2?new=yes");
            page.waitForSelector("html[data-ready]");
            choose(page, "lighthouse");
            page.locator("#more summary").click();
            page.locator("[name=max_files]").fill("0");
            page.locator("#start").click();
            assertThat(page.locator("#form-error")).hasText("Höchstzahl muss mindestens 1 sein.");
            visit.open("/system");
            page.locator("#try-decoders").click();
            assertThat(page.locator("#decoders")).containsText("dekodiert:", patientlyContaining());
        }
    }

    private static LocatorAssertions.ContainsTextOptions patientlyContaining() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS);
    }

    private String pausedSession(int files) throws Exception {
        Path many = Pictures.folderOfPngs(root.resolve("many"), files);
        String id = server.process("'directory': '" + many + "'").text("session_id");
        server.post("/api/ingest/sessions/" + id + "/pause", "");
        server.await(id);
        return id;
    }

    private static void choose(Page page, String name) {
        Locator item = page.locator(
                "#tree li[role=treeitem]", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name)));
        item.first().locator("> .row").click();
        assertThat(page.locator("#start")).isEnabled();
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG_MILLIS);
    }
}

package dev.mediaingest.app.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.library.Change;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Duplicates, statistics and system as a person with a browser meets them. One server for all. */
class CataloguePagesTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final String SCRIPT =
            "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>";
    private static final String BACKWARDS = "\u202Egnp.evil\u2066";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    private static Chromium chromium = Chromium.launch();

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    private static String session = "";

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(Chromium.SCREENSHOTS);
        Path root = folder.toRealPath().resolve("media");
        Files.createDirectories(root.resolve("copies"));
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, root.resolve(file.getFileName().toString()));
            }
        }
        for (String name : List.of("poppy-meadow.png", "red-canyon.png")) {
            Files.copy(SAMPLES.resolve(name), root.resolve("copies").resolve("copy of " + name));
        }
        byte[] hostile = PngFile.of(64, 48)
                .seed(7)
                .infotext(SCRIPT + BACKWARDS + " " + "word ".repeat(200_000) + "\nNegative prompt: " + SCRIPT
                        + "\nSteps: 20, Sampler: <i>Euler</i>" + BACKWARDS
                        + ", CFG scale: 7, Seed: 5, Size: 8x8, Model: "
                        + SCRIPT.replace(',', ' ').replace(':', ' ') + "x".repeat(2_000))
                .bytes();
        Files.write(root.resolve("<b onmouseover=alert(1)>" + BACKWARDS + "y".repeat(120) + ".png"), hostile);
        Files.write(root.resolve("copies").resolve("<u>copy.png"), hostile);
        server = TestServer.start(folder.resolve("data"), root);
        session = server.process("'directory': '" + root
                        + "', 'recursive': true, 'pattern': '*.png|*.jpg|*.jpeg|*.webp|*.gif|*.bmp'")
                .text("session_id");
        server.await(session);
        server.wiring.store().library().catchUp();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @AfterEach
    void takeDecisionsBack() {
        List<Long> ids = everything().stream().map(LibraryItem::id).toList();
        server.wiring.store().library().change(ids, new Change(0, null, List.of(), List.of()));
    }

    @Test
    void aPersonDecidesOnDuplicatesByKeyboardAloneAndTakesItBack() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/duplicates");
            assertThat(page.locator(".group")).hasCount(3);
            Locator first = page.locator(".group").first();
            assertThat(first.locator(".copy")).hasCount(2);
            assertThat(first.locator("tr.differing th")).hasText(new String[] {"Name", "Folder"});

            page.keyboard().press("ArrowRight");
            assertThat(first.locator(".shot").first()).isFocused();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("r");
            assertThat(first.locator(".copy").last()).hasAttribute("data-score", "-1");
            assertThat(first).hasClass(Pattern.compile("decided"));
            assertThat(first.locator(".outcome-text")).hasText("Decided: 1 kept, 1 rejected");
            page.keyboard().press("r");
            assertThat(first.locator(".copy").last()).hasAttribute("data-score", "0");
            assertThat(first).not().hasClass(Pattern.compile("decided"));
            page.keyboard().press("k");
            assertThat(first.locator(".copy").first()).hasAttribute("data-score", "-1");
            assertThat(page.locator(".group").nth(1).locator(".shot").first()).isFocused();
            page.keyboard().press("a");
            assertThat(page.locator(".group").nth(1).locator(".outcome-text")).hasText("All kept");
            page.reload();
            assertThat(page.locator(".group")).hasCount(1);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void theOthersOfEveryGroupAreRejectedAfterAskingAndNoFileIsTouched() throws Exception {
        List<Path> before = files();
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/duplicates");
            int groups = page.locator(".group").count();
            page.locator("#all-best").click();
            page.keyboard().press("Escape");
            assertThat(page.locator(".copy[data-score='-1']")).hasCount(0);
            page.locator("#all-best").click();
            page.locator("#sure button[value=yes]").click();
            assertThat(page.locator(".decided")).hasCount(groups);
            page.locator(".group [data-act=undo]").first().click();
            assertThat(page.locator(".decided")).hasCount(groups - 1);
            page.reload();
            assertThat(page.locator(".group")).hasCount(1);
        }
        assertThat(files()).isEqualTo(before);
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("media"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void statisticsLeadToTheFilesTheyCount() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/stats");
            assertThat(page.locator(".count dd").first())
                    .hasText(String.valueOf(everything().size()));
            Locator model = page.locator("table[aria-labelledby=models-title] tr")
                    .filter(new Locator.FilterOptions().setHasText("landscapeDream_v3"));
            String files = model.locator("td span").textContent();
            model.locator("a").click();
            page.waitForURL("**/library?model=landscapeDream_v3");
            assertThat(page.locator("#count")).hasText(Pattern.compile("^" + files + " files?$"));
            page.goBack();
            page.locator("summary").first().click();
            page.locator(".tall a").first().click();
            page.waitForURL("**/library?date=*");
            assertThat(page.locator(".cell").first()).isVisible();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void theSystemPageSaysWhatThereIsAndTriesTheDecoders() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/system");
            assertThat(page.locator("main")).containsText("SQLite 3.");
            assertThat(page.locator("main")).containsText("nsfw-mobilenet-v2");
            assertThat(page.locator("main"))
                    .containsText(folder.resolve("data").toAbsolutePath().toString());
            page.locator("#try-decoders").click();
            assertThat(page.locator("#decoders li[data-level=ok]")).containsText("decoded: jpeg, webp");
            assertThat(page.locator("#decoders li[data-level=failure]")).hasCount(0);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void textsOfFilesAreOnlyEverTextOnEveryPageAndTheLayoutHolds() {
        long id = everything().stream()
                .filter(item -> item.name().startsWith("<b"))
                .findFirst()
                .orElseThrow()
                .id();
        for (int width : new int[] {1280, 320}) {
            try (Visit visit = chromium.still(server.origin(), width, ColorScheme.LIGHT)) {
                Page page = visit.page;
                for (String path : List.of(
                        "/library?q=word",
                        "/library/" + id,
                        "/duplicates",
                        "/duplicates?kind=near&distance=10",
                        "/stats",
                        "/sessions",
                        "/sessions/" + session,
                        "/ingest-v2?session=" + session,
                        "/system")) {
                    visit.open(path);
                    page.waitForTimeout(150);
                    assertThat(page.locator("img[src=x], main script, main b b, main u")
                                    .count())
                            .as(path)
                            .isZero();
                    assertThat(page.title()).as(path).isNotEqualTo("taken");
                    assertThat(visit.scrollsSideways())
                            .as(path + " at " + width)
                            .isFalse();
                }
                if (width == 1280) {
                    open(visit, "/duplicates");
                    visit.screenshot("duplicates-hostile");
                    open(visit, "/stats");
                    visit.screenshot("stats-hostile");
                }
                assertThat(visit.complaints()).isEmpty();
            }
        }
    }

    @Test
    void aGermanBrowserGetsGermanPagesWhoseScriptsSpeakItTooAndMaySwitch() {
        try (Visit visit = chromium.speaking("de-DE", server.origin())) {
            Page page = visit.page;
            open(visit, "/library");
            assertThat(page.locator("h1")).hasText("Bibliothek");
            page.locator(".shot").first().focus();
            page.keyboard().press("Space");
            assertThat(page.locator("#selected")).hasText("1 ausgewählt");
            page.keyboard().press("3");
            assertThat(page.locator("#announce")).hasText("3 Sterne: 1 Datei");
            open(visit, "/ingest-v2");
            assertThat(page.locator("#start-note")).hasText("Wählen Sie einen Ordner.");
            visit.screenshot("ingest-german");
            page.locator("footer [hreflang=en]").click();
            page.waitForURL("**/ingest-v2");
            assertThat(page.locator("#start-note")).hasText("Choose a folder to start.");
            page.locator("nav a[href='/stats']").click();
            assertThat(page.locator("h1")).hasText("Statistics");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void lightAndDarkAreRememberedBesideTheSystemsOwn() {
        try (Visit visit = chromium.still(server.origin(), 1280, ColorScheme.DARK)) {
            Page page = visit.page;
            open(visit, "/stats");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            page.locator("#theme").click();
            assertThat(page.locator("html")).hasAttribute("data-theme", "light");
            page.locator("nav a[href='/system']").click();
            page.waitForURL("**/system");
            assertThat(page.locator("html")).hasAttribute("data-theme", "light");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, true", "1280, DARK, false", "390, LIGHT, false", "320, DARK, true", "2560, DARK, false"})
    void fitsTheWindowAndShutsNobodyOut(int width, ColorScheme scheme, boolean examined) {
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        try (Visit visit = chromium.still(server.origin(), width, scheme)) {
            for (String path : List.of("/duplicates", "/duplicates?kind=near", "/stats", "/system")) {
                open(visit, path);
                visit.page.waitForTimeout(300);
                visit.screenshot(path.substring(1).replaceAll("\\W+", "-") + suffix);
                assertThat(visit.scrollsSideways()).as(path).isFalse();
                if (path.equals("/stats")) {
                    visit.page.locator("summary").all().forEach(Locator::click);
                    assertThat(visit.scrollsSideways()).as(path).isFalse();
                }
                if (examined) {
                    assertThat(visit.barriers()).as(path).isEmpty();
                }
            }
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static void open(Visit visit, String path) {
        visit.open(path);
        if (!path.startsWith("/stats")) { // which needs no script
            visit.page.waitForSelector("html[data-ready]");
        }
    }

    private static List<LibraryItem> everything() {
        return server.wiring
                .store()
                .library()
                .page(LibraryQuery.everything(), 500)
                .items();
    }
}

package dev.mediaingest.app.web.ingest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.mediaingest.app.web.Chromium;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.app.web.http.WebOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a person with a browser meets it. */
class IngestPageTest {
    private static final double LONG_MILLIS = 60_000;
    private static Chromium chromium = Chromium.launch();

    @TempDir
    Path folder;

    private Path root;
    private TestServer server;

    @BeforeAll
    static void makeRoomForScreenshots() throws Exception {
        Files.createDirectories(Chromium.SCREENSHOTS);
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void start() throws Exception {
        root = folder.toRealPath().resolve("media");
        Pictures.folderOfPngs(root.resolve("2024-lighthouse"), 5);
        Pictures.folderOfPngs(root.resolve("2025-storm/drafts"), 3);
        Files.write(root.resolve("2025-storm/photo.jpg"), new byte[] {1});
        Files.createDirectories(root.resolve("empty"));
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPersonIngestsAFolderByKeyboardAloneAndReloadsInTheMiddle() throws Exception {
        Pictures.folderOfPngs(root.resolve("a-big-one"), 1_200);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            Locator tree = page.getByRole(AriaRole.TREE);
            assertThat(treeItem(page, "a-big-one")).isVisible();
            page.locator("#filter").focus();
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("a");
            assertThat(treeItem(page, "a-big-one")).isFocused();
            page.keyboard().press("Space");
            assertThat(tree.locator("[aria-checked=true]")).hasCount(1);
            assertThat(page.locator("#chips li")).hasText("a-big-one×");
            assertThat(page.locator("#types button")).hasText("png1,200");
            assertThat(page.locator("#start")).isEnabled();
            page.locator("#start").focus();
            page.keyboard().press("Enter");

            assertThat(page.locator("#process")).isVisible();
            watchNumbersMove(page);
            page.reload();
            assertThat(page.locator("#process")).isVisible();
            assertThat(page.locator("main").getAttribute("data-session")).isNotEmpty();
            watchNumbersMove(page);
            visit.screenshot("while-it-runs");

            assertThat(page.locator("#complete")).isVisible(patiently());
            assertThat(page.locator("#complete-title")).hasText("Every file accounted for");
            assertThat(page.locator("#outcome-line")).hasText("1,200 committed, 0 skipped, of 1,200 files.");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static void watchNumbersMove(Page page) {
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < 40 && seen.size() < 3; i++) {
            seen.add(page.locator("[data-field='stats.committed_files']").textContent());
            page.waitForTimeout(100);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void anotherTabShowsTheRunningSessionEvenWithoutScripts() throws Exception {
        Path many = Pictures.folderOfPngs(root.resolve("many"), 1_000);
        String id = server.process("'directory': '" + many + "'").text("session_id");
        server.post("/api/ingest/sessions/" + id + "/pause", "");
        server.await(id);
        try (Visit visit = chromium.withoutScripts(server.origin())) {
            visit.open("/");

            assertThat(visit.page.locator("#process")).isVisible();
            assertThat(visit.page.locator("#configure")).isHidden();
            assertThat(visit.text("[data-field=total_files]")).isEqualTo("1,000");
            assertThat(visit.text("#state")).contains("Paused");
        }
    }

    @Test
    void saysWhatIsWrongWithEachFileAndRetries() throws Exception {
        Path broken = root.resolve("2024-lighthouse/broken.png");
        Pictures.broken(broken);
        Pictures.broken(root.resolve("2024-lighthouse/also-broken.png"));
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "2024-lighthouse").locator(".row").click();
            page.locator("#start").click();

            assertThat(page.locator("#complete")).isVisible(patiently());
            assertThat(page.locator("#complete-title")).hasText("Finished, some files need a look");
            assertThat(page.locator("#failed-groups .files li")).hasCount(2);
            assertThat(page.locator("#failed-groups")).containsText("broken.png");
            assertThat(page.locator("#failed-groups .next")).not().isEmpty();
            visit.screenshot("complete-with-failures");

            Files.write(broken, Pictures.png(99));
            page.locator("#retry").click();
            assertThat(page.locator("#failed-groups .files li"))
                    .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(LONG_MILLIS));
            assertThat(page.locator("#outcome-line")).containsText("6 committed");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void pausesResumesAndCancelsAfterAsking() throws Exception {
        Pictures.folderOfPngs(root.resolve("many"), 1_200);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "many").locator(".row").click();
            page.locator("#start").click();
            page.locator("#pause").click();
            assertThat(page.locator("#state")).containsText("Paused");
            assertThat(page.locator("#state")).containsText("Paused by a person.");
            page.locator("#resume").click();
            assertThat(page.locator("#state")).containsText("Processing");

            page.locator("#cancel").click();
            assertThat(page.locator("#confirm")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#confirm")).isHidden();
            assertThat(page.locator("#process")).isVisible();
            page.locator("#cancel").click();
            page.locator("#confirm button[value=cancel]").click();

            assertThat(page.locator("#complete-title")).hasText("Session cancelled");
            page.locator("#again").click();
            assertThat(page.locator("#configure")).isVisible();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void namesTheFieldThatIsBad() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "2024-lighthouse").locator(".row").click();
            page.locator("#more summary").click();
            page.locator("[name=max_files]").fill("0");
            page.locator("#start").click();

            assertThat(page.locator("#form-error")).hasText("Most files must be at least 1.");
            assertThat(page.locator("[name=max_files]")).isFocused();
            assertThat(page.locator("[name=max_files]")).hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void badgesTellHowMuchIsIngested() throws Exception {
        server.ingest(root.resolve("2024-lighthouse"));
        server.ingest(root.resolve("2025-storm/drafts"));
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();

            assertThat(badge(page, "2024-lighthouse")).hasText("✓ (5/5)");
            assertThat(badge(page, "2025-storm")).hasText("◐ (3/4)");
            assertThat(badge(page, "empty")).isEmpty();
            page.locator(".switch", new Page.LocatorOptions().setHasText("Include subfolders"))
                    .click();
            assertThat(badge(page, "2025-storm")).hasText("1");
            assertThat(treeItem(page, "2024-lighthouse"))
                    .hasAttribute("aria-label", "2024-lighthouse, 5 of 5 files ingested");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void buildsThePatternFromTheFileTypesThatAreOn() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "2025-storm").locator("> .row").click();
            assertThat(page.locator("[name=pattern]")).hasValue("*.jpg|*.png");

            page.locator("#types button", new Page.LocatorOptions().setHasText("jpg"))
                    .click();

            assertThat(page.locator("[name=pattern]")).hasValue("*.png");
            assertThat(page.locator("#start-note")).hasText("1 folder: 3 files, 3 new");
        }
    }

    @Test
    void findsFoldersAsTheNameIsTyped() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            page.locator("#filter").fill("storm");

            assertThat(treeItem(page, "2025-storm")).isVisible();
            assertThat(treeItem(page, "2024-lighthouse")).isHidden();
            treeItem(page, "2025-storm").locator("> .row > .twist").click();
            assertThat(treeItem(page, "drafts")).isVisible();
            page.locator("#filter").fill("drafts");
            assertThat(treeItem(page, "drafts")).isVisible();
            assertThat(treeItem(page, "2025-storm")).isVisible();
            page.locator("#filter").fill("");
            assertThat(treeItem(page, "2024-lighthouse")).isVisible();
        }
    }

    @Test
    void findsFoldersThatWereStillBeingFetchedWhenTheNameWasTyped() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "2025-storm").locator("> .row > .twist").click();
            page.locator("#filter").fill("drafts");

            assertThat(treeItem(page, "drafts")).isVisible();
            assertThat(treeItem(page, "2024-lighthouse")).isHidden();
        }
    }

    @Test
    void findsFoldersOnLevelsThatNobodyOpened() throws Exception {
        Pictures.folderOfPngs(root.resolve("2025-storm/best/for Print"), 2);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            assertThat(treeItem(page, "for Print")).hasCount(0);
            page.locator("#filter").fill("PRINT");

            assertThat(treeItem(page, "for Print")).isVisible();
            assertThat(treeItem(page, "for Print").locator(".where"))
                    .hasText(root.resolve("2025-storm/best").toString());
            assertThat(treeItem(page, "2024-lighthouse")).isHidden();
            visit.screenshot("folder-found");
            page.locator("#filter").press("Tab");
            page.keyboard().press("Space");
            assertThat(page.locator("#chips li")).hasText("for Print×");
            assertThat(page.locator("#start-note")).hasText("1 folder: 2 files, 2 new");

            page.locator("#filter").fill("nowhere");
            assertThat(page.locator("#tree-status")).hasText("No folder has that in its name.");
            page.locator("#filter").fill("");
            assertThat(treeItem(page, "for Print")).hasCount(0);
            assertThat(treeItem(page, "2024-lighthouse")).isVisible();
            assertThat(page.locator("#chips li")).hasText("for Print×");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aFreshVisitStartsWithTheFormAndLinksToTheLastSummary() {
        server.ingest(root.resolve("2024-lighthouse"));
        try (Visit visit = chromium.visit(server.origin())) {
            visit.openIngest();
            assertThat(visit.page.locator("#configure")).isVisible();

            visit.page.locator("#last a").click();

            assertThat(visit.page.locator("#complete-title")).hasText("Every file accounted for");
            assertThat(visit.page.locator("#outcome-line")).hasText("5 committed, 0 skipped, of 5 files.");
        }
    }

    @Test
    void saysThatTheConnectionIsLostAndComesBackByItself() throws Exception {
        Path many = Pictures.folderOfPngs(root.resolve("many"), 800);
        String id = server.process("'directory': '" + many + "'").text("session_id");
        server.post("/api/ingest/sessions/" + id + "/pause", "");
        server.await(id);
        int port = server.server.port();
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            assertThat(page.locator("#state")).containsText("Paused");
            server.close();
            assertThat(page.locator("#connection")).isVisible();
            visit.screenshot("connection-lost");

            server = TestServer.start(WebOptions.local(port, "test"), java.util.Map::of, folder.resolve("data"), root);
            assertThat(page.locator("#connection"))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(LONG_MILLIS));
            server.post("/api/ingest/sessions/" + id + "/resume", "");

            assertThat(page.locator("#complete")).isVisible(patiently());
            assertThat(page.locator("#outcome-line")).hasText("800 committed, 0 skipped, of 800 files.");
        }
    }

    @Test
    void namesOfFilesAreOnlyEverText() throws Exception {
        Path hostile = root.resolve("<b onmouseover=alert(1)>folder");
        Files.createDirectories(hostile);
        Files.write(hostile.resolve("<img src=x onerror=alert(1)>.png"), Pictures.png(1));
        Files.writeString(hostile.resolve("<svg onload=alert(1)>.png"), "broken");
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "<b onmouseover=alert(1)>folder").locator(".row").click();
            page.locator("#start").click();

            assertThat(page.locator("#complete")).isVisible(patiently());
            assertThat(page.locator("#failed-groups .file")).hasText("<svg onload=alert(1)>.png");
            assertThat(page.locator("img[src=x]")).hasCount(0);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void namesOfFilesAreOnlyEverTextWhileASessionRuns() throws Exception {
        Path hostile = Files.createDirectory(root.resolve("hostile"));
        String name = "<img src=x onerror=document.title='taken'>" + "w".repeat(120) + " \u202Egnp.%04d.png";
        for (int i = 0; i < 600; i++) {
            Path file = hostile.resolve(String.format(name, i));
            if (i % 10 == 0) {
                Pictures.broken(file);
            } else {
                Files.write(file, Pictures.png(i));
            }
        }
        try (Visit visit = chromium.still(server.origin(), 320, ColorScheme.LIGHT)) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "hostile").locator("> .row").click();
            page.locator("#start").click();
            assertThat(page.locator("#recent li").first()).containsText("<img src=x");
            assertThat(page.locator("#error-groups")).containsText("<img src=x");
            page.locator("#pause").click();
            assertThat(page.locator("#state")).containsText("Paused");

            assertThat(page.locator("img[src=x]")).hasCount(0);
            assertThat(page.title()).isNotEqualTo("taken");
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void drawsThePaceAndOffersTheFolderAgain() throws Exception {
        Pictures.folderOfPngs(root.resolve("many"), 1_500);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.openIngest();
            assertThat(page.locator("#before-box")).isHidden();
            treeItem(page, "many").locator("> .row").click();
            page.locator("#start").click();

            assertThat(page.locator("#spark .line"))
                    .hasAttribute(
                            "d",
                            Pattern.compile("M[\\d. ]+(L[\\d. ]+)+"),
                            new LocatorAssertions.HasAttributeOptions().setTimeout(LONG_MILLIS));
            page.locator("#pause").click();
            assertThat(page.locator("#state")).containsText("Paused");
            page.locator("#cancel").click();
            page.locator("#confirm button[value=cancel]").click();
            page.locator("#again").click();

            assertThat(page.locator("#before button")).hasText("+ many");
            page.locator("#before button").press("Enter");
            assertThat(page.locator("#chips li")).hasText("many×");
            assertThat(page.locator("#before-box")).isHidden();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void remembersLightOrDark() {
        try (Visit visit = chromium.visit(server.origin())) {
            visit.openIngest();
            visit.page.locator("#theme").click();
            visit.page.reload();

            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void aBarrierWouldBeFound() {
        try (Visit visit = chromium.visit(server.origin())) {
            visit.openIngest();
            visit.page.evaluate("document.querySelector('main').append(document.createElement('img'))");

            assertThat(visit.barriers()).singleElement().asString().startsWith("image-alt: <img>");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, DARK", "320, LIGHT", "2560, DARK", "3840, LIGHT"})
    void fitsTheWindowAndShutsNobodyOut(int width, ColorScheme scheme) throws Exception {
        server.ingest(root.resolve("2024-lighthouse"));
        server.ingest(root.resolve("2025-storm/drafts"));
        Path many = Pictures.folderOfPngs(root.resolve("many"), 250);
        Pictures.broken(many.resolve("aaa-a-rather-long-name-that-does-not-fit-into-one-line-of-a-small-window.png"));
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        try (Visit visit = chromium.still(server.origin(), width, scheme)) {
            Page page = visit.page;
            visit.openIngest();
            treeItem(page, "2025-storm").locator("> .row > .twist").click();
            treeItem(page, "many").locator("> .row").click();
            assertThat(page.locator("#types button")).hasCount(1);
            visit.screenshot("configure" + suffix);
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.barriers()).isEmpty();

            page.locator("#start").click();
            assertThat(page.locator("#recent li").first()).isVisible();
            page.locator("#pause").click();
            assertThat(page.locator("#state")).containsText(Pattern.compile("Paused"));
            visit.screenshot("process" + suffix);
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.barriers()).isEmpty();

            page.locator("#resume").click();
            assertThat(page.locator("#complete")).isVisible(patiently());
            assertThat(page.locator("#failed-groups details")).isVisible();
            visit.screenshot("complete" + suffix);
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.barriers()).isEmpty();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static Locator treeItem(Page page, String name) {
        return page.locator("[role=treeitem][aria-label^='" + name + ",']");
    }

    private static Locator badge(Page page, String name) {
        return treeItem(page, name).locator("> .row > .badge");
    }

    private static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG_MILLIS);
    }
}

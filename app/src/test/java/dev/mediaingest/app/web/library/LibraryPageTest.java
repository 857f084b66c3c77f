package dev.mediaingest.app.web.library;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.mediaingest.app.web.Chromium;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import dev.mediaingest.fixtures.PngFile;
import dev.mediaingest.library.Change;
import dev.mediaingest.library.LibraryItem;
import dev.mediaingest.library.LibraryQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library as a person with a browser meets it. One server for all: each test leaves the files as it found them. */
class LibraryPageTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final String HOSTILE = "<img src=x onerror=alert(1)> \u202Egnp.evil";
    private static final int ORDINARY = 130;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    private static Chromium chromium = Chromium.launch();

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(Chromium.SCREENSHOTS);
        Path root = folder.toRealPath().resolve("media");
        Pictures.folderOfPngs(root.resolve("many"), ORDINARY);
        copy(SAMPLES, root.resolve("samples"));
        String long1 = "mountain " + "x".repeat(300_000) + " " + "<script>alert(1)</script> ".repeat(20_000);
        Files.write(
                root.resolve("samples").resolve("<b onmouseover=alert(1)> \u202Egnp.exe.png"),
                PngFile.of(64, 48)
                        .seed(77)
                        .infotext(HOSTILE + " " + long1 + "\nNegative prompt: " + HOSTILE
                                + "\nSteps: 20, Sampler: <i>Euler</i>, CFG scale: 7, Seed: 5, Size: 8x8, Model: "
                                + HOSTILE.replace(':', ' ').replace(',', ' '))
                        .bytes());
        Path data = folder.resolve("data");
        server = TestServer.start(data, root);
        server.await(server.process("'directory': '" + root.resolve("many") + "', 'enable_nsfw_detection': false")
                .text("session_id"));
        String id = server.process("'directory': '" + root.resolve("samples")
                        + "', 'recursive': true, 'pattern': '*.png|*.jpg|*.jpeg|*.webp|*.gif|*.bmp'")
                .text("session_id");
        server.await(id);
        execute("update media_files set nsfw = 1, nsfw_score = 0.97 where filename in ('red-canyon.png', 'plain.png')");
        server.wiring.store().library().catchUp();
    }

    private static void execute(String sql) throws Exception {
        try (Connection database = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("test.db"));
                Statement statement = database.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.executeUpdate(sql);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("damaged"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @Test
    void aPersonFindsRatesAndTagsByKeyboardAlone() throws Exception {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/library");
            page.keyboard().press("/");
            assertThat(page.locator("#q")).isFocused();
            page.keyboard().type("poppy meadow");
            page.keyboard().press("Enter");
            page.waitForURL("**/library?q=poppy+meadow");
            ready(page);
            assertThat(page.locator("#count")).hasText("2 files");

            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".shot").first()).isFocused();
            page.keyboard().press("4");
            assertThat(page.locator(".cell").first()).hasAttribute("data-score", "4");
            page.keyboard().press("Space");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Space");
            assertThat(page.locator("#selected")).hasText("2 selected");
            page.keyboard().press("r");
            assertThat(page.locator(".cell[data-score='-1']")).hasCount(2);
            assertThat(page.locator("#announce")).hasText("Rejected: 2 files");
            page.locator("#tag").fill("Field, summer");
            page.locator("#tagging button[value=add]").click();
            assertThat(page.locator("#announce")).hasText("Keyword added: 2 files");
            assertThat(page.locator("#tag")).hasValue("");
            page.locator(".shot").last().focus();
            page.keyboard().press("Escape");
            assertThat(page.locator("#selection")).isHidden();
            page.keyboard().press("0");
            page.keyboard().press("Enter");
            page.waitForURL("**/library/*?q=poppy+meadow");
            assertThat(page.locator("#ours")).containsText("summer");

            page.locator("#previous").click();
            page.waitForURL("**/library/*?q=poppy+meadow");
            assertThat(page.locator("#previous")).hasCount(0);
            assertThat(page.locator("#rate [data-rate='-1']")).hasAttribute("aria-pressed", "true");
            page.locator("[data-remove=field]").click();
            assertThat(page.locator("[data-remove=field]")).hasCount(0);
            assertThat(visit.complaints()).isEmpty();
        } finally {
            restore();
        }
    }

    @Test
    void theAddressHoldsTheStateAndBackAndForwardWork() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/library");
            page.locator("[name=sampler]")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
            page.waitForURL(Pattern.compile("sampler="));
            ready(page);
            page.locator(".toggle")
                    .filter(new Locator.FilterOptions().setHasText("png"))
                    .locator("input")
                    .check();
            page.waitForURL(Pattern.compile("type=png"));
            ready(page);
            assertThat(page.locator(".chip")).hasCount(2);
            String both = page.url();
            page.locator("#sort").selectOption("name");
            page.waitForURL(Pattern.compile("sort=name"));
            page.goBack();
            assertThat(page).hasURL(both);
            page.goForward();
            assertThat(page).hasURL(Pattern.compile("sort=name"));
            page.locator(".chip a").first().click();
            page.waitForURL(url -> !url.contains("type=png"));
            assertThat(page.locator(".chip")).hasCount(1);
            page.locator(".clear").click();
            page.waitForURL("**/library");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void aSchedulerIsAChoiceAsASamplerIs() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/library");
            page.locator("[name=scheduler]").selectOption("karras");
            page.waitForURL("**/library?scheduler=karras");
            ready(page);
            assertThat(page.locator(".chip")).containsText("Scheduler: karras");
            int files = page.locator(".cell").count();
            assertThat(files).isBetween(1, ORDINARY);
            page.locator(".shot").first().focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/library/*?scheduler=karras");
            page.locator(".rows a[href^='/library?scheduler=']").click();
            ready(page);
            assertThat(page.locator(".cell")).hasCount(files);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void moreFilesComeWhileOneScrollsAndNothingMoves() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/library?q=%22a+lighthouse%22&folder=many&sort=name");
            assertThat(page.locator("#count")).hasText(ORDINARY + " files");
            page.mouse().move(700, 500);
            for (int i = 0; i < 40 && page.locator(".cell").count() < ORDINARY; i++) {
                page.mouse().wheel(0, 800);
                page.waitForTimeout(60);
            }
            assertThat(page.locator(".cell")).hasCount(ORDINARY);
            assertThat(page.locator("#more")).isHidden();
            List<String> ids = page.locator(".cell").all().stream()
                    .map(cell -> cell.getAttribute("data-id"))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void picturesThatAreNotSafeForWorkAreVeiledUntilAskedFor() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(visit, "/library?nsfw=yes");
            assertThat(page.locator(".cell")).hasCount(2);
            Locator first = page.locator(".cell").first();
            assertThat(first.locator("img")).hasCSS("filter", Pattern.compile("blur"));
            first.locator(".shot").click();
            assertThat(first.locator("img")).hasCSS("filter", "none");
            assertThat(page.locator(".cell").last().locator("img")).hasCSS("filter", Pattern.compile("blur"));
            page.keyboard().press("v");
            assertThat(first.locator("img")).hasCSS("filter", Pattern.compile("blur"));
            visit.screenshot("library-veiled");
            first.locator(".shot").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/library/*?nsfw=yes");
            assertThat(page.locator("#stage img")).hasCSS("filter", Pattern.compile("blur"));
            page.locator("#unveil-one").click();
            assertThat(page.locator("#stage img")).hasCSS("filter", "none");
            page.locator("#back").click();
            page.waitForURL("**/library?nsfw=yes");
            page.locator("#unveil").check(new Locator.CheckOptions().setForce(true));
            assertThat(page.locator(".cell").last().locator("img")).not().hasCSS("filter", Pattern.compile("blur"));
            page.reload();
            assertThat(page.locator(".cell").last().locator("img")).not().hasCSS("filter", Pattern.compile("blur"));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void textsOfFilesAreOnlyEverTextAndTheLayoutHolds() {
        try (Visit visit = chromium.still(server.origin(), 1280, ColorScheme.LIGHT)) {
            Page page = visit.page;
            open(visit, "/library?q=mountain");
            assertThat(page.locator(".cell")).hasCount(1);
            assertThat(page.locator("img[src=x]")).hasCount(0);
            page.locator(".shot").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/library/*?q=mountain");
            ready(page);
            assertThat(page.locator("#prompt")).containsText("<img src=x onerror=alert(1)>");
            assertThat(page.locator("img[src=x], main script, main b b")).hasCount(0);
            assertThat(visit.scrollsSideways()).isFalse();
            visit.screenshot("media-hostile");
            page.locator("#tag").fill("<u>me</u>");
            page.locator("#tagging button").click();
            assertThat(page.locator("#ours")).containsText("<u>me</u>");
            assertThat(page.locator("#ours u")).hasCount(0);
            page.locator("#ours [data-remove]").click();
            assertThat(page.locator("#ours li")).hasCount(0);
            open(visit, "/library?q=%22%3Cscript%3Ealert(1)%3C/script%3E&model=%3Cb%3E&keyword=%27%22%3E");
            assertThat(page.locator("#q")).hasValue("\"<script>alert(1)</script>");
            assertThat(page.locator(".chip")).hasCount(2);
            open(visit, "/library?q=score:high");
            assertThat(page.locator("#problem")).hasText("score: takes a number, as score:>=4 or score:2..4.");
            assertThat(visit.complaints().stream().filter(complaint -> !complaint.contains("422")))
                    .isEmpty();
        }
    }

    @Test
    void aPlaceIsALinkToAMapThatLearnsNothingBeforeItIsFollowed() throws Exception {
        execute("update media_analysis set latitude = 48.208333, longitude = -16.373056 where media_id in"
                + " (select id from media_files where filename = 'plain.png')");
        long id = named("plain.png").id();
        try (Visit visit = chromium.visit(server.origin())) {
            visit.open("/library/" + id);
            Locator map = visit.page.locator("a[href*=openstreetmap]");

            assertThat(map)
                    .hasAttribute(
                            "href",
                            "https://www.openstreetmap.org/?mlat=48.20833&mlon=-16.37306#map=14/48.20833/-16.37306");
            assertThat(map).hasAttribute("rel", "noreferrer noopener");
            assertThat(visit.complaints()).as("requests to other machines").isEmpty();
        } finally {
            execute("update media_analysis set latitude = null, longitude = null");
        }
    }

    @Test
    void withoutScriptsTheFirstPageAndTheFormStillWork() {
        try (Visit visit = chromium.withoutScripts(server.origin())) {
            visit.open("/library?q=lighthouse&folder=many");
            assertThat(visit.page.locator(".cell")).hasCount(60);
            visit.page.locator("#more").click();
            assertThat(visit.page.locator(".cell")).hasCount(60);
            visit.page.locator("#q").fill("picture-00007");
            visit.page.locator("#search button[type=submit]").first().click();
            assertThat(visit.page.locator("#count")).hasText("1 file");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "320, DARK", "2560, DARK"})
    void fitsTheWindowAndShutsNobodyOut(int width, ColorScheme scheme) {
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        try (Visit visit = chromium.still(server.origin(), width, scheme)) {
            Page page = visit.page;
            open(visit, "/library?folder=" + folder.resolve("media/samples").toAbsolutePath());
            page.locator(".shot img").first().evaluate("image => image.decode()");
            page.waitForTimeout(400);
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Chromium.SCREENSHOTS.resolve("library" + suffix + ".png")));
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.barriers()).isEmpty();
            if (width < 900) {
                page.locator("[popovertarget=filters]").first().click();
                assertThat(page.locator("#filters")).isVisible();
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Chromium.SCREENSHOTS.resolve("library-filters" + suffix + ".png")));
                assertThat(visit.barriers()).isEmpty();
                page.keyboard().press("Escape");
            }
            page.locator(".shot").nth(2).focus();
            page.keyboard().press("Space");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Chromium.SCREENSHOTS.resolve("library-selected" + suffix + ".png")));
            assertThat(visit.barriers()).isEmpty();
            page.keyboard().press("?");
            assertThat(page.locator("#help")).isVisible();
            assertThat(visit.barriers()).isEmpty();
            page.keyboard().press("Escape");

            open(visit, "/library/" + named("poppy-meadow.png").id() + "?q=poppy");
            page.waitForTimeout(400);
            visit.screenshot("media" + suffix);
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.barriers()).isEmpty();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static void open(Visit visit, String path) {
        visit.open(path);
        ready(visit.page);
    }

    private static void ready(Page page) {
        page.waitForSelector("html[data-ready]");
    }

    private static LibraryItem named(String name) {
        return server.wiring.store().library().page(LibraryQuery.everything(), 500).items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void restore() {
        List<Long> ids = server.wiring.store().library().page(LibraryQuery.everything(), 500).items().stream()
                .map(LibraryItem::id)
                .toList();
        server.wiring.store().library().change(ids, new Change(0, null, List.of(), List.of("field", "summer")));
    }
}

package dev.mediaingest.app.web.library;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mediaingest.app.web.Chromium;
import dev.mediaingest.app.web.Chromium.Visit;
import dev.mediaingest.app.web.Pictures;
import dev.mediaingest.app.web.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever looks at a file and comes back to the library is where they were. */
class LibraryPlaceTest {
    private static final int FILES = 420;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    private static Chromium chromium = Chromium.launch();

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        Path root = Pictures.folderOfPngs(folder.toRealPath().resolve("media"), FILES);
        server = TestServer.start(folder.resolve("data"), root);
        server.await(server.process("'directory': '" + root + "', 'enable_nsfw_detection': false")
                .text("session_id"));
        server.wiring.store().library().catchUp();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/library?sort=name", "/library?q=lighthouse&type=png&sort=name&order=desc"})
    void theBrowsersBackLeadsToTheRowAndTheFileOneCameFrom(String address) {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(page, address);
            Locator cell = scrollFar(page);
            String id = cell.getAttribute("data-id");
            double top = cell.boundingBox().y;
            cell.locator(".shot").click();
            page.waitForURL("**/library/" + id + "**");
            ready(page);

            page.goBack();

            ready(page);
            assertThat(page.locator(".cell[data-id='" + id + "'] .shot")).isFocused();
            assertThat(page.locator(".cell[data-id='" + id + "']").boundingBox().y)
                    .isCloseTo(top, within(3.0));
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".cell[data-id='" + id + "'] + .cell .shot"))
                    .isFocused();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE"})
    void theLinkToTheLibraryLeadsToTheFileThatWasShownLast(String language) {
        try (Visit visit = chromium.speaking(language, server.origin())) {
            Page page = visit.page;
            open(page, "/library?sort=name&type=png");
            Locator cell = scrollFar(page);
            cell.locator(".shot").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/library/*?*");
            ready(page);
            for (int i = 0; i < 3; i++) {
                String before = page.url();
                page.keyboard().press("ArrowRight");
                page.waitForURL(url -> !url.equals(before) && url.contains("/library/"));
                ready(page);
            }
            String last = page.locator("#main").getAttribute("data-id");

            page.locator("#back").click();

            page.waitForURL("**/library?*");
            ready(page);
            assertThat(page.locator(".cell[data-id='" + last + "'] .shot")).isFocused();
            assertThat(page.locator(".cell[data-id='" + last + "']")).isInViewport();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void everyFileAboveAndBelowThePlaceIsThereOnceAndInOrder() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(page, "/library?sort=name");
            scrollFar(page).locator(".shot").click();
            page.waitForURL("**/library/*?*");
            ready(page);
            page.locator("#back").click();
            page.waitForURL("**/library?*");
            ready(page);

            page.mouse().move(700, 500);
            for (int i = 0; i < 60 && !firstName(page).equals("picture-00001.png"); i++) {
                page.mouse().wheel(0, -900);
                page.waitForTimeout(80);
            }
            assertThat(names(page)).startsWith("picture-00001.png").isSorted().doesNotHaveDuplicates();
            for (int i = 0; i < 60 && !lastName(page).equals("picture-00420.png"); i++) {
                page.mouse().wheel(0, 2_000);
                page.waitForTimeout(80);
            }
            List<String> end = names(page);
            assertThat(end).isSorted().doesNotHaveDuplicates();
            String first = end.getFirst();
            assertThat(end)
                    .isEqualTo(IntStream.rangeClosed(1, FILES)
                            .mapToObj("picture-%05d.png"::formatted)
                            .filter(name -> name.compareTo(first) >= 0)
                            .toList());
        }
    }

    @Test
    void aReloadStaysAndTheMenuBeginsAnew() {
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            open(page, "/library?sort=name");
            String id = scrollFar(page).getAttribute("data-id");

            page.reload();

            ready(page);
            assertThat(page.locator(".cell[data-id='" + id + "']")).isInViewport();
            page.locator("header a[href='/library']").click();
            page.waitForURL("**/library");
            ready(page);
            assertThat(page.evaluate("window.scrollY")).isEqualTo(0);
        }
    }

    /** Some pages down; a card in the middle of the window. */
    private static Locator scrollFar(Page page) {
        page.mouse().move(700, 500);
        for (int i = 0; i < 14; i++) {
            page.mouse().wheel(0, 700);
            page.waitForTimeout(60);
        }
        page.waitForTimeout(300);
        String id = String.valueOf(page.evaluate("document.elementFromPoint(700, 450).closest('.cell').dataset.id"));
        return page.locator(".cell[data-id='" + id + "']");
    }

    private static List<String> names(Page page) {
        return page.locator(".cell img").all().stream()
                .map(image -> image.getAttribute("alt"))
                .toList();
    }

    private static String lastName(Page page) {
        return String.valueOf(page.locator(".cell img").last().getAttribute("alt"));
    }

    private static String firstName(Page page) {
        return String.valueOf(page.locator(".cell img").first().getAttribute("alt"));
    }

    private static void open(Page page, String path) {
        page.navigate(server.origin() + path);
        ready(page);
    }

    private static void ready(Page page) {
        page.waitForSelector("html[data-ready]");
    }
}

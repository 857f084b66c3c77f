package dev.mediaingest.app.web.session;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history of sessions and one session in full, as a person with a browser meets them. */
class SessionPagesTest {
    private static final double LONG_MILLIS = 60_000;
    private static Chromium chromium = Chromium.launch();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path root;

    @SuppressWarnings("NullAway.Init") // started before each test
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
        root = Files.createDirectory(folder.toRealPath().resolve("media"));
        server = TestServer.start(folder.resolve("data"), root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunningSessionIsPausedAndGoesOnAndTheOnesBehindItAreReordered() throws Exception {
        String running = start("running", 2_000);
        String second = start("second", 2);
        String third = start("third", 2);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.open("/sessions");
            assertThat(row(page, third).locator(".state")).hasText("Waiting, place 2");

            page.locator("#first-" + third).click();
            assertThat(row(page, third).locator(".state")).hasText("Waiting, place 1");
            assertThat(row(page, second).locator(".state")).hasText("Waiting, place 2");
            page.locator("#later-" + third).click();
            assertThat(row(page, third).locator(".state")).hasText("Waiting, place 2");
            page.locator("#earlier-" + third).click();
            assertThat(row(page, third).locator(".state")).hasText("Waiting, place 1");

            page.locator("#pause-" + running).focus();
            page.keyboard().press("Enter");
            assertThat(row(page, running).locator(".state")).hasText("Paused", patiently());
            assertThat(row(page, second).locator(".state")).hasText("Completed", patiently());

            page.locator("#resume-" + running).click();
            assertThat(row(page, running).locator(".state"))
                    .hasText(Pattern.compile("Processing|Starting|Completed"), patiently());
            page.onceDialog(dialog -> dialog.accept());
            page.locator("#cancel-" + running).click();
            assertThat(row(page, running).locator(".state")).hasText("Cancelled", patiently());
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void failedFilesAreFoundByStateCodeAndNameAndRetriedOneByOne() throws Exception {
        Path album = Pictures.folderOfPngs(root.resolve("album"), 120);
        Path broken = album.resolve("zz-broken.png");
        Pictures.broken(broken);
        Pictures.broken(album.resolve("zz-other.png"));
        server.ingest(album);
        String id = newest();
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.open("/sessions/" + id);
            assertThat(page.locator("table.items tbody tr")).hasCount(100);
            page.getByText("Next files").click();
            assertThat(page.locator("table.items tbody tr")).hasCount(22);

            page.locator(".filter", new Page.LocatorOptions().setHasText("failed"))
                    .click();
            assertThat(page.locator("table.items tbody tr")).hasCount(2);
            page.getByRole(AriaRole.SEARCHBOX).fill("zz-broken");
            page.keyboard().press("Enter");
            assertThat(page.locator("table.items tbody tr")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("state=failed&q=zz-broken"));

            Files.write(broken, Pictures.png(7));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry zz-broken.png"))
                    .click();
            assertThat(page.getByText("No file is like that.")).isVisible();

            visit.open("/sessions/" + id);
            assertThat(page.locator(".hero .facts")).containsText("121", contained());
            assertThat(page.locator(".timeline")).containsText("retry by api:127.0.0.1");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void namesAndWhatPeopleTypeAreOnlyEverText() throws Exception {
        Path hostile = Files.createDirectory(root.resolve("<img src=x onerror=alert(1)>"));
        Files.writeString(hostile.resolve("\u202e<svg onload=alert(1)>.png"), "broken");
        server.ingest(hostile);
        try (Visit visit = chromium.visit(server.origin())) {
            Page page = visit.page;
            visit.open("/sessions");
            assertThat(page.locator(".session-row h2")).containsText("<img src=x onerror=alert(1)>");
            visit.open(
                    "/sessions/" + newest() + "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&code=%3Cb%3E&state=nonsense");
            assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("\"><script>alert(1)</script>");
            visit.open("/sessions/" + newest());
            assertThat(page.locator("table.items .path")).containsText("<svg onload=alert(1)>.png");
            assertThat(page.locator("img[src=x]")).hasCount(0);
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void withoutScriptsTheyShowTheStateOfTheMoment() throws Exception {
        server.ingest(Pictures.folderOfPngs(root.resolve("album"), 3));
        try (Visit visit = chromium.withoutScripts(server.origin())) {
            visit.open("/sessions");
            visit.page.locator(".session-row h2 a").click();

            assertThat(visit.page.locator("table.items tbody tr")).hasCount(3);
        }
    }

    @Test
    void anUnknownSessionIsNotFound() {
        assertThat(server.get("/sessions/00000000-0000-0000-0000-000000000000").status())
                .isEqualTo(404);
        assertThat(server.get("/sessions/..").status()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "320, DARK", "2560, LIGHT"})
    void fitTheWindowAndShutNobodyOut(int width, ColorScheme scheme) throws Exception {
        Path album = Pictures.folderOfPngs(root.resolve("album"), 5);
        Pictures.broken(album.resolve("a-rather-long-name-that-does-not-fit-into-one-line-of-a-small-window.png"));
        server.ingest(album);
        start("waiting-" + width, 400);
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        try (Visit visit = chromium.still(server.origin(), width, scheme)) {
            for (String path : new String[] {"/sessions", "/sessions/" + oldest()}) {
                visit.open(path);
                visit.page.waitForSelector("html[data-ready]");
                visit.screenshot((path.equals("/sessions") ? "sessions" : "session") + suffix);
                assertThat(visit.scrollsSideways()).as(path).isFalse();
                assertThat(visit.barriers()).as(path).isEmpty();
            }
        }
    }

    private String start(String name, int files) throws Exception {
        Path album = Pictures.folderOfPngs(root.resolve(name), files);
        return server.process("'directory': '" + album + "'").text("session_id");
    }

    private String newest() {
        return server.get("/api/ingest/sessions")
                .json()
                .path("sessions")
                .get(0)
                .path("session_id")
                .asString();
    }

    private String oldest() {
        var sessions = server.get("/api/ingest/sessions").json().path("sessions");
        return sessions.get(sessions.size() - 1).path("session_id").asString();
    }

    private static Locator row(Page page, String id) {
        return page.locator(
                ".session-row", new Page.LocatorOptions().setHas(page.locator("a[href='/sessions/" + id + "']")));
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG_MILLIS);
    }

    private static LocatorAssertions.ContainsTextOptions contained() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS);
    }
}

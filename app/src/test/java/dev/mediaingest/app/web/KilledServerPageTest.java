package dev.mediaingest.app.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.mediaingest.app.Server;
import dev.mediaingest.app.web.Chromium.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page while its server, a process of its own, is killed with -9 under it. */
class KilledServerPageTest {
    private static final double PATIENTLY_MILLIS = 120_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theSessionFinishesByItselfAfterItsServerWasKilledAndThePageShowsIt() throws Exception {
        Path root = Files.createDirectory(folder.resolve("media")).toRealPath();
        Pictures.folderOfPngs(root.resolve("album"), 1_200);
        Path data = folder.resolve("data");
        Files.createDirectories(Chromium.SCREENSHOTS);
        try (Chromium chromium = Chromium.launch()) {
            Server first = Server.start(data, root, 0);
            int port = first.port();
            try (Visit visit = chromium.visit("http://127.0.0.1:" + port)) {
                Page page = visit.page;
                visit.openIngest();
                page.getByRole(AriaRole.TREEITEM, new Page.GetByRoleOptions().setName("album"))
                        .locator(".row")
                        .click();
                page.locator("#start").click();
                assertThat(page.locator("[data-field='stats.committed_files']"))
                        .hasText(
                                Pattern.compile("[1-9]\\d\\d|[1-3],\\d{3}"),
                                new HasTextOptions().setTimeout(PATIENTLY_MILLIS)); // workers start, and Chromium draws

                first.kill();
                assertThat(page.locator("#connection")).isVisible(patiently());
                visit.screenshot("server-killed");
                try (Server second = Server.start(data, root, port)) {
                    assertThat(page.locator("#complete")).isVisible(patiently());
                    assertThat(page.locator("#outcome-line")).hasText("1,200 committed, 0 skipped, of 1,200 files.");
                    visit.screenshot("server-killed-and-finished");
                    assertThat(second.get("/api/ingest/active-session")
                                    .path("session_id")
                                    .isNull())
                            .isTrue();
                }
            } finally {
                first.close();
            }
        }
    }

    private static IsVisibleOptions patiently() {
        return new IsVisibleOptions().setTimeout(PATIENTLY_MILLIS);
    }
}

package dev.mediaingest.app.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The system's Chromium, and visits that write down everything a page should not do. */
public final class Chromium implements AutoCloseable {
    public static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String AXE = resource(AxeBuilder.class, "/axe.min.js");
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium launch() {
        Playwright playwright =
                Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        LaunchOptions options =
                new LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream file = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path executable() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No Chromium on the PATH; install the package 'chromium'."));
    }

    public Visit visit(String origin) {
        return visit(origin, 1280, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE, true);
    }

    public Visit withoutScripts(String origin) {
        return visit(origin, 1280, ColorScheme.LIGHT, ReducedMotion.NO_PREFERENCE, false);
    }

    /** A visit of a certain look, without motion, so that pictures of it are stable. */
    public Visit still(String origin, int width, ColorScheme scheme) {
        return visit(origin, width, scheme, ReducedMotion.REDUCE, true);
    }

    /** A visit of somebody whose browser asks for another language than English. */
    public Visit speaking(String locale, String origin) {
        return visit(
                origin, options(1280, ColorScheme.LIGHT, ReducedMotion.REDUCE).setLocale(locale));
    }

    /** As the other, in a window of a certain width and look. */
    public Visit speaking(String locale, String origin, int width, ColorScheme scheme) {
        return visit(origin, options(width, scheme, ReducedMotion.REDUCE).setLocale(locale));
    }

    private Visit visit(String origin, int width, ColorScheme scheme, ReducedMotion motion, boolean scripts) {
        return visit(origin, options(width, scheme, motion).setJavaScriptEnabled(scripts));
    }

    private static Browser.NewContextOptions options(int width, ColorScheme scheme, ReducedMotion motion) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 900)
                .setColorScheme(scheme)
                .setReducedMotion(motion);
    }

    private Visit visit(String origin, Browser.NewContextOptions options) {
        return new Visit(browser.newContext(options), origin);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** One person's browser. */
    public static final class Visit implements AutoCloseable {
        public final Page page;
        private final BrowserContext context;
        private final String origin;
        private final List<String> complaints = new ArrayList<>();

        private Visit(BrowserContext context, String origin) {
            this.context = context;
            this.origin = origin;
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.type() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add("error: " + error));
            page.onRequest(request -> {
                if (!request.url().startsWith(origin + "/") && !request.url().startsWith("data:")) {
                    complaints.add("request elsewhere: " + request.url());
                }
            });
            page.setDefaultTimeout(20_000);
        }

        public void open(String path) {
            page.navigate(origin + path);
        }

        public void openIngest() {
            open("/ingest-v2");
            page.waitForSelector("html[data-ready]");
        }

        /** Console errors, blocked content, requests to other machines. */
        public List<String> complaints() {
            return complaints;
        }

        public String text(String selector) {
            return page.locator(selector).textContent().strip();
        }

        /** The whole page as one tall window, so that what sticks to the window's edge does not cover the middle. */
        public void screenshot(String name) {
            ViewportSize size = page.viewportSize();
            int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
            page.setViewportSize(size.width, Math.max(size.height, height));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(name + ".png"))
                    .setFullPage(true));
            page.setViewportSize(size.width, size.height);
        }

        /**
         * What WCAG 2.2 AA would complain about, as far as a program can tell. Runs axe-core in the page itself: its builder opens
         * another page for the report, and carries everything that is in order there and back.
         */
        public List<String> barriers() {
            page.evaluate(AXE);
            Object found = page.evaluate("""
                    async () => {
                      const { violations } = await axe.run(document, {
                        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                        resultTypes: ['violations'],
                      });
                      return violations.map(({ id, nodes }) =>
                        id + ': ' + nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '));
                    }""");
            return ((List<?>) found).stream().map(String::valueOf).toList();
        }

        public boolean scrollsSideways() {
            return (boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
        }

        @Override
        public void close() {
            context.close();
        }
    }
}

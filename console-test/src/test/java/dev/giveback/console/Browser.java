package dev.giveback.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's own Chromium, driven by Playwright: one window, logged in, and what it complained of. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Rule, what is wrong, and where. */
    private static final String FINDINGS = """
            ;axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})
              .then(found => found.violations.map(rule => `${rule.id}: ${rule.help}: ${rule.nodes[0].html}`))""";

    private static final String AXE = read("/axe.min.js");
    private static final int TALL = 900;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String console;

    /** What the window complained of: errors of scripts, and of the page's policy. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Calls of the API that were not answered as asked. */
    final List<String> refusals = new CopyOnWriteArrayList<>();

    private BrowserContext window;
    private Page page;

    Browser(String console) {
        this.console = console;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
        window = browser.newContext();
        page = window.newPage();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no Chromium is on the path; the profile browser needs one"));
    }

    /** Opens a window of its own, logged out. */
    Page open(int width, ColorScheme scheme) {
        window.close();
        window = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, TALL)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        page = window.newPage();
        page.onConsoleMessage(this::told);
        page.onPageError(error -> complaints.add("error: " + error));
        page.onResponse(this::answered);
        return page;
    }

    private void told(ConsoleMessage message) {
        // What a call was answered is judged by its status.
        boolean isStatus = message.text().startsWith("Failed to load resource");
        if ((message.type().equals("error") || message.type().equals("warning")) && !isStatus) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    private void answered(Response response) {
        if (response.status() >= 400) {
            refusals.add(response.status() + " " + response.request().method() + " " + response.url());
        }
    }

    /** Forgets what was complained of. */
    void forget() {
        complaints.clear();
        refusals.clear();
    }

    /** Logs in with a key. */
    void logIn(String key) {
        page.navigate(console);
        page.getByLabel("API key").fill(key);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.locator("#main h1")
                .filter(new Locator.FilterOptions().setHasNotText("Log in"))
                .waitFor();
    }

    /** Goes to a place, and waits until everything in it has come. */
    void go(String place) {
        page.evaluate("place => { location.hash = place; }", "#/online-retail/" + place);
        settle();
    }

    /** Waits until nothing is loading any more. */
    void settle() {
        page.waitForTimeout(250);
        page.waitForLoadState(LoadState.LOAD);
        page.waitForFunction(
                "() => !document.querySelector('.loading') && ![...document.querySelectorAll('.table-note')]"
                        + ".some(note => note.textContent === 'Loading …')");
        page.waitForTimeout(250);
    }

    Page page() {
        return page;
    }

    /** A button of the page, by its whole name. */
    Locator button(String name) {
        return page.locator("#main")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A button of the dialog on top, by its whole name. */
    Locator inDialog(String name) {
        return top().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A field of the dialog on top, by its name. */
    Locator field(String name) {
        return top().locator("[name=" + name + "]");
    }

    /** The dialog on top. */
    Locator top() {
        return page.locator("dialog[open]").last();
    }

    /** Waits until no dialog is open. */
    void gone() {
        page.waitForFunction("() => !document.querySelector('dialog[open]')");
    }

    /** The refusal in the dialog on top, once it is there. */
    String refusal() {
        Locator refusal = top().getByRole(AriaRole.ALERT).last();
        refusal.waitFor();
        return refusal.innerText();
    }

    /** Waits until the page says this of what was done. */
    void says(String text) {
        page.locator(".toast").getByText(text).waitFor();
    }

    /** How far the page is wider than the window. */
    int overflow() {
        return ((Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).intValue();
    }

    /** What axe finds: rule, what is wrong, and where. */
    List<String> axe() {
        return ((List<?>) page.evaluate(AXE + FINDINGS))
                .stream().map(String::valueOf).toList();
    }

    /** Keeps a picture of the whole page. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        window.close();
        browser.close();
        playwright.close();
    }
}

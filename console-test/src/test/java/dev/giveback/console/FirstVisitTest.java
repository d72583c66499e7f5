package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes for the first time, with nothing there yet; whose key is wrong or ends under the hands; and who has no mouse. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class FirstVisitTest {
    private static final int DESK = 1280;
    private static final int PHONE = 380;

    private static RunningGiveback giveback;
    private static Browser browser;
    private static Api api;

    @BeforeAll
    static void start(RunningGiveback shared) throws Exception {
        giveback = shared;
        api = giveback.api();
        browser = new Browser(giveback.console());
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void withoutAProgramItSaysHowToComeByOne() throws Exception {
        String key = api.newKey("New", "program.read,customer.read", "programs/not-made-yet");
        Page page = browser.open(PHONE, ColorScheme.DARK);
        browser.logIn(key);
        browser.picture("first-no-program-dark");

        assertThat(page.locator("main").innerText()).contains("No program yet", "./giveback replay");
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.overflow()).isLessThanOrEqualTo(0);
        assertThat(browser.axe()).isEmpty();
    }

    @Test
    void aProgramWithoutCustomersIsWholeEverywhere() throws Exception {
        String id = "empty-" + Api.id().substring(0, 8);
        api.post("/v1/programs", """
                {"requestId": "%s", "program": {"name": "programs/%s", "displayName": "Empty", "currencyCode": "EUR", "timeZone": "Europe/Vienna",
                  "earning": {"rate": {"points": "1", "per": {"currencyCode": "EUR", "units": "1"}}}}}""".formatted(Api.id(), id));
        Page page = browser.open(PHONE, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        for (String place : List.of(
                "overview",
                "customers",
                "journal",
                "campaigns",
                "feedback",
                "insights",
                "operations?tab=webhooks",
                "operations?tab=approvals")) {
            browser.forget();
            page.evaluate("place => { location.hash = place; }", "#/" + id + "/" + place);
            browser.settle();
            browser.picture("first-empty-" + place.replaceAll("\\W+", "-"));
            assertThat(browser.complaints).as(place).isEmpty();
            assertThat(browser.refusals).as(place).isEmpty();
            assertThat(page.locator(".failure").count()).as(place).isZero();
            assertThat(page.locator("main").innerText()).as(place).doesNotContain("NaN", "undefined", "Infinity");
            assertThat(browser.overflow()).as(place).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void aSessionThatEndsUnderADialogLeadsToTheLoginAndBack() throws Exception {
        String customer = api.newCustomer("kept", 10);
        String key = api.newKey("Ends", "program.read,customer.read,journal.read,points.adjust");
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(key);
        browser.go("customers/" + customer);
        browser.button("Adjust points").click();
        browser.field("points").fill("5");
        browser.field("reason").fill("A gift");
        api.post("/v1/keys/" + key.split("_", -1)[1] + ":revoke", "{}");
        for (int tries = 0;
                tries < 100 && api.with(key).call("GET", "/v1/caller", "").status() == 200;
                tries++) {
            Thread.sleep(100);
        }
        browser.inDialog("Adjust").click();
        page.getByLabel("API key").waitFor();
        browser.picture("first-session-ended");

        assertThat(browser.top().count()).as("no dialog stays over the login").isZero();
        assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("KEY_");
        assertThat(api.available(customer)).isEqualTo(10);
        page.getByLabel("API key").fill(giveback.key());
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Log in").setExact(true))
                .click();
        page.locator("#main h1")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(customer))
                .waitFor();
    }

    @Test
    void theKeyboardAloneMakesAnAct() throws Exception {
        String customer = api.newCustomer("typed", 10);
        Page page = browser.open(DESK, ColorScheme.DARK);
        page.navigate(giveback.console());
        page.getByLabel("API key").waitFor();
        tabTo(page, "input[name=key]");
        page.keyboard().type(giveback.key());
        page.keyboard().press("Enter");
        page.locator("#main h1")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasNotText("Log in"))
                .waitFor();
        browser.go("customers/" + customer);
        page.keyboard().press("Tab");
        assertThat(focused(page)).as("the page begins with the way back").isEqualTo("Customers");
        page.keyboard().press("Tab");
        assertThat(focused(page)).as("then its acts come").isEqualTo("Adjust points");
        assertThat(outlined(page)).as("what has the focus is seen").isTrue();
        page.keyboard().press("Enter");
        page.locator("dialog[open]").waitFor();
        assertThat(page.evaluate("() => document.activeElement.name"))
                .as("the first field has the focus")
                .isEqualTo("points");
        List<String> order = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            order.add(focused(page));
            assertThat(outlined(page)).as("seen: " + order).isTrue();
            page.keyboard().press("Tab");
        }
        assertThat(order).containsExactly("points", "reason", "Adjust", "Cancel");
        page.locator("dialog [name=points]").focus();
        page.keyboard().type("7");
        page.keyboard().press("Tab");
        page.keyboard().type("By hand");
        browser.picture("first-keyboard-dark");
        page.keyboard().press("Enter");
        browser.gone();
        browser.says("17 points are available now");
        assertThat(api.available(customer)).isEqualTo(17);

        browser.button("Adjust points").focus();
        page.keyboard().press("Enter");
        page.locator("dialog[open]").waitFor();
        page.keyboard().press("Escape");
        browser.gone();
        assertThat(focused(page)).as("the focus goes back").isEqualTo("Adjust points");
    }

    private static void tabTo(Page page, String selector) {
        for (int step = 0; step < 10; step++) {
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("tab does not lead to " + selector);
    }

    private static String focused(Page page) {
        return String.valueOf(
                page.evaluate(
                        "() => document.activeElement.name || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"));
    }

    private static boolean outlined(Page page) {
        return Boolean.TRUE.equals(page.evaluate("""
                () => {
                  const style = getComputedStyle(document.activeElement);
                  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
                }"""));
    }

    @Test
    void dialogsFitAPhoneInTheDarkAndAxeFindsNothing() throws Exception {
        String customer = api.newCustomer("phone", 10);
        Page page = browser.open(PHONE, ColorScheme.DARK);
        browser.logIn(giveback.key());
        for (String act : List.of("Adjust points", "Refund", "Grant coupon", "Merge", "Erase")) {
            browser.go("overview");
            browser.go("customers/" + customer);
            browser.button(act).click();
            page.locator("dialog[open]").waitFor();
            browser.picture("first-phone-" + act.replace(' ', '-').toLowerCase(java.util.Locale.ROOT));
            assertThat(browser.overflow()).as(act).isLessThanOrEqualTo(0);
            assertThat(browser.axe()).as(act).isEmpty();
        }
        for (String[] made : new String[][] {{"webhooks", "New webhook"}, {"keys", "New key"}}) {
            browser.go("operations?tab=" + made[0]);
            browser.button(made[1]).click();
            page.locator("dialog[open]").waitFor();
            browser.picture("first-phone-" + made[0]);
            assertThat(browser.overflow()).as(made[1]).isLessThanOrEqualTo(0);
            assertThat(browser.axe()).as(made[1]).isEmpty();
        }
    }
}

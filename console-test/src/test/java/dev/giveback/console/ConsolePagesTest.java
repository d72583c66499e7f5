package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each page of the console with the replayed shop, on a desk and on a phone, light and dark: it has what it is for, nothing is complained of, no call is refused,
 * nothing has to be scrolled sideways, and axe finds nothing. The pictures are in target/screenshots.
 */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class ConsolePagesTest {
    private static final int DESK = 1280;
    private static final int PHONE = 380;
    private static final String CUSTOMER = "12471";

    private static RunningGiveback giveback;
    private static Browser browser;

    /** A page: its place, and a text that stands in it when it has come. */
    private record Place(String name, String path, String text) {}

    private static final List<Place> PLACES = List.of(
            new Place("overview", "overview", "Points in and out"),
            new Place("customers", "customers", CUSTOMER),
            new Place("customer", "customers/" + CUSTOMER, "Points over the whole life"),
            new Place("timeline", "customers/" + CUSTOMER + "?tab=timeline", "As it stood then"),
            new Place("statement", "customers/" + CUSTOMER + "?tab=statement", "Total after"),
            new Place("lots", "customers/" + CUSTOMER + "?tab=lots", "Lots"),
            new Place("coupons", "customers/" + CUSTOMER + "?tab=coupons", "Can be used"),
            new Place("recommendations", "customers/" + CUSTOMER + "?tab=recommendations", "Taste"),
            new Place("contacts", "customers/" + CUSTOMER + "?tab=contacts", "Consent"),
            new Place("journal", "journal", "Checkout"),
            new Place("live", "journal?tab=live", "Following"),
            new Place("check", "journal?tab=check", "Check for drift"),
            new Place("backtest", "journal?tab=backtest", "Other rules"),
            new Place("acts", "journal?tab=acts", "Began"),
            new Place("event", "journal/" + CUSTOMER + "/1", "As it is stored"),
            new Place("campaigns", "campaigns", "A tenth off with the code THANKS10"),
            new Place("campaign", "campaigns/thanks", "Dry run"),
            new Place("surprise", "campaigns/mug", "Held out"),
            new Place("editor", "campaigns/mug/edit", "How customers come by it"),
            new Place("new-campaign", "campaigns/~new", "How customers come by it"),
            new Place("feedback", "feedback", "Week by week"),
            new Place("follow-ups", "feedback?tab=followups", "State"),
            new Place("responses", "feedback?tab=responses", "Simulated"),
            new Place("insights", "insights", "Who comes back"),
            new Place("health", "operations", "Calls a second"),
            new Place("projections", "operations?tab=projections", "Rebuild from the journal"),
            new Place("works", "operations?tab=works", "No work is under way"),
            new Place("webhooks", "operations?tab=webhooks", "New webhook"),
            new Place("keys", "operations?tab=keys", "New key"),
            new Place("audit", "operations?tab=audit", "Method contains"),
            new Place("approvals", "operations?tab=approvals", "What needs a second person"));

    @BeforeAll
    static void start(RunningGiveback shared) {
        giveback = shared;
        browser = new Browser(giveback.console());
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                Arguments.of(DESK, ColorScheme.LIGHT),
                Arguments.of(DESK, ColorScheme.DARK),
                Arguments.of(PHONE, ColorScheme.LIGHT),
                Arguments.of(PHONE, ColorScheme.DARK));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everyPageIsWhole(int width, ColorScheme scheme) throws Exception {
        Page page = browser.open(width, scheme);
        browser.logIn(giveback.key());
        for (Place place : PLACES) {
            browser.forget();
            browser.go(place.path());
            browser.picture(place.name() + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));

            assertThat(page.locator("main").innerText()).as(place.name()).contains(place.text());
            assertThat(browser.complaints).as("complaints on " + place.name()).isEmpty();
            assertThat(browser.refusals).as("refusals on " + place.name()).isEmpty();
            assertThat(browser.overflow()).as("overflow of " + place.name()).isLessThanOrEqualTo(0);
            assertThat(browser.axe()).as("axe on " + place.name()).isEmpty();
        }
    }

    @Test
    void axeFindsWhatIsWrong() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        page.evaluate("() => document.querySelector('main').append(document.createElement('input'))");

        assertThat(browser.axe()).anyMatch(finding -> finding.startsWith("label"));
    }

    @Test
    void aWrongKeyIsRefusedAndARightOneLeadsInAndOutAgain() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        page.navigate(giveback.console());
        page.getByLabel("API key").fill("gb_aaaaaaaaaaaa_0000000000000000000000000000000000000000000");
        button(page, "Log in").click();
        assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("KEY_UNKNOWN");
        browser.logIn(giveback.key());

        assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
        button(page, "Log out").click();
        page.getByLabel("API key").waitFor();
        page.reload();
        page.getByLabel("API key").waitFor();
    }

    @Test
    void pointsAreAdjustedWithAReasonThatStandsInTheStatement() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("customers/13085");
        button(page, "Adjust points").click();
        page.getByLabel("Points", new Page.GetByLabelOptions().setExact(false))
                .last()
                .fill("x");
        page.locator("dialog input[name=reason]").fill("A parcel that was late");
        button(page.locator("dialog"), "Adjust").click();
        assertThat(page.locator("dialog .field-error").first().innerText()).contains("whole number");

        page.locator("dialog input[name=points]").fill("25");
        button(page.locator("dialog"), "Adjust").click();
        page.locator(".toast").waitFor();
        browser.go("customers/13085?tab=statement");
        assertThat(page.locator("main").innerText()).contains("A parcel that was late", "+25");
    }

    @Test
    void aConditionIsCheckedAsOneTypes() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("campaigns/thanks/edit");
        Locator condition = page.getByLabel("Only orders for which");
        condition.fill("order.total >");
        page.getByText("line 1, column").waitFor();
        browser.picture("editor-wrong-condition");

        condition.fill("order.total > 5000 && customer.tier == 'gold'");
        page.getByText("The server would take it as it is.").waitFor();
    }

    @Test
    void whatIsRecordedShowsUpInTheLiveJournal() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("journal?tab=live");
        page.evaluate("""
                () => fetch('/v1/programs/online-retail/customers/17850:adjustPoints', {
                  method: 'POST',
                  headers: {'content-type': 'application/json', 'x-giveback-console': '1'},
                  body: JSON.stringify({requestId: 'live-' + Math.random(), points: '1', reason: 'live'}),
                })""");

        page.locator("tbody tr").first().waitFor();
        assertThat(page.locator("tbody tr").first().innerText()).contains("17850", "Adjustment");
    }

    @Test
    void theJournalIsCheckedAndToldAgainUnderOtherRules() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("journal?tab=check");
        button(page, "Check").first().click();
        page.getByText("All is well").waitFor();
        browser.picture("check-done");

        browser.go("journal?tab=backtest");
        page.locator("input[name=points]").fill("2");
        button(page, "Tell the history again").click();
        page.getByText("Who gains most").waitFor();
        browser.picture("backtest-done");
        assertThat(browser.axe()).isEmpty();
    }

    @Test
    void theKeyboardAloneLeadsThroughATable() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("customers");
        page.locator("tbody tr[tabindex='0']").focus();
        for (int step = 0; step < 3; step++) {
            page.keyboard().press("PageDown");
        }
        page.keyboard().press("ArrowDown");
        Object row = page.evaluate("() => Number(document.activeElement.getAttribute('aria-rowindex'))");
        assertThat(((Number) row).intValue()).isGreaterThan(20);
        assertThat(page.locator("tbody tr").count()).isLessThan(80);

        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*#/online-retail/customers/[^/]+$"));
    }

    @Test
    void tenThousandRowsStayQuick() throws Exception {
        Page page = browser.open(DESK, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        List<?> took = (List<?>) page.evaluate("""
                async () => {
                  const { table } = await import('/console/parts/table.js');
                  const rows = Array.from({length: 10000}, (_, at) => ({at}));
                  const measured = async work => {
                    const begin = performance.now();
                    work();
                    document.body.getBoundingClientRect();
                    const took = performance.now() - begin;
                    await new Promise(requestAnimationFrame);
                    return took;
                  };
                  let view;
                  const first = await measured(() => {
                    view = table({caption: 'Many', columns: [{label: 'No.', value: row => String(row.at), sort: row => row.at}], rows});
                    document.querySelector('main').replaceChildren(view.element);
                  });
                  const steps = [];
                  for (let step = 0; step < 100; step++) {
                    steps.push(await measured(() => { view.scroller.scrollTop = step * 3700; view.draw(); }));
                  }
                  const sorted = await measured(() => view.sort(0));
                  steps.sort((a, b) => a - b);
                  return [first, steps[50], steps[99], sorted];
                }""");
        System.out.println("10,000 rows, in ms: first drawn, a step of scrolling (median, slowest), sorted: " + took);
        assertThat(((Number) took.get(1)).doubleValue()).isLessThan(50);
        assertThat(page.locator("tbody tr").count()).isLessThan(80);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}

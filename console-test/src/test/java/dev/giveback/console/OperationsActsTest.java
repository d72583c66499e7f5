package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projections paused, resumed and rebuilt, and a campaign's life: on the page, and what they came to by the API. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class OperationsActsTest {
    private static final String PROJECTION = "operations/projections/loyalty/customer-directory";

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

    private static Page at(String key, String place) {
        Page page = browser.open(1280, ColorScheme.LIGHT);
        browser.logIn(key);
        browser.go(place);
        return page;
    }

    private static void await(String what, Callable<Boolean> until) throws Exception {
        for (int tries = 0; !until.call(); tries++) {
            assertThat(tries).as(what).isLessThan(600);
            Thread.sleep(100);
        }
    }

    @Test
    void aProjectionIsPausedAndResumedAndItsListStandsStillMeanwhile() throws Exception {
        Page page = at(giveback.key(), "operations?tab=projections");
        Locator row = page.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("[data-row='" + PROJECTION + "']")));
        row.getByText("Pause").click();
        row.getByText("Resume").waitFor();
        assertThat(page.evaluate("() => document.activeElement.textContent"))
                .as("the focus stays")
                .isEqualTo("Resume");
        browser.picture("act-projection-paused");
        assertThat(state()).isEqualTo("PROJECTION_STATE_PAUSED");
        String customer = api.newCustomer("late", 5);
        Thread.sleep(3000);
        assertThat(isListed(customer)).as("the list stands still").isFalse();
        assertThat(api.available(customer)).isEqualTo(5);

        row.getByText("Resume").click();
        row.getByText("Pause").waitFor();
        await("it runs again", () -> !state().equals("PROJECTION_STATE_PAUSED"));
        await("the list goes on", () -> isListed(customer));
    }

    private static String state() throws Exception {
        return api.get("/v1/operations/projections").getAsJsonArray("projections").asList().stream()
                .map(each -> each.getAsJsonObject())
                .filter(each -> each.get("name").getAsString().equals(PROJECTION))
                .map(each -> each.get("state").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isListed(String customer) throws Exception {
        JsonObject answer = api.get("/v1/programs/online-retail/customers?idPrefix=" + customer);
        return answer.has("customers") && !answer.getAsJsonArray("customers").isEmpty();
    }

    @Test
    void eachListIsRebuiltWithAReasonThatTheAuditHas() throws Exception {
        Page page = at(giveback.key(), "operations?tab=projections");
        for (String what : new String[] {"Customers' list", "Campaigns' list", "Recommendations", "Figures by day"}) {
            String reason = "Tried " + Api.id();
            browser.button("Rebuild: " + what).click();
            assertThat(browser.top().innerText()).contains(what);
            browser.field("reason").fill(reason);
            browser.inDialog("Rebuild").dblclick();
            browser.gone();
            Locator part = page.locator("section.panel > .stack.tight")
                    .filter(new Locator.FilterOptions().setHas(page.locator("[aria-label=\"Rebuild: " + what + "\"]")));
            part.locator("p.note").last().waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            await("it is over", () -> browser.button("Rebuild: " + what).isEnabled());
            assertThat(part.locator(".failure").count()).as(what).isZero();
            System.out.println(what + ": " + part.locator("p.note").last().innerText());
            await(
                    "the audit has it: " + what,
                    () -> api.get("/v1/audit?pageSize=50").toString().contains(reason));
        }
        browser.picture("act-rebuilt");
        await(
                "the figures are there again",
                () -> api.call("GET", "/v1/programs/online-retail/figures", "").status() == 200);
        assertThat(isListed("12471")).isTrue();
    }

    @Test
    void whoMayOnlyLookSeesNoActAndIsRefused() throws Exception {
        String viewer = api.newKey("Looks", "program.read,operations.read,campaign.read", "*");
        Page page = at(viewer, "operations?tab=projections");
        page.getByText("customer-directory")
                .or(page.locator("tbody tr"))
                .first()
                .waitFor();
        assertThat(page.locator("[data-row]").count()).isZero();
        assertThat(page.getByText("Rebuild from the journal").count()).isZero();
        assertThat(api.with(viewer)
                        .call("POST", "/v1/" + PROJECTION + ":pause", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(api.with(viewer)
                        .call("POST", "/v1/journal:rebuildDirectory", "{\"context\": {\"reason\": \"x\"}}")
                        .status())
                .isEqualTo(403);

        browser.go("campaigns/thanks");
        for (String act : new String[] {"Pause", "End", "Archive"}) {
            assertThat(browser.button(act).count()).as(act).isZero();
        }
        assertThat(api.with(viewer)
                        .call("POST", "/v1/programs/online-retail/campaigns/thanks:pause", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aCampaignIsMadePausedResumedChangedEndedAndArchived() throws Exception {
        String id = "autumn-" + Api.id().substring(0, 8);
        String path = "/v1/programs/online-retail/campaigns/" + id;
        Page page = at(giveback.key(), "campaigns/~new");
        page.locator("[name=id]").fill("Not an id");
        page.locator("[name=displayName]").fill("Autumn " + id);
        page.locator("[name=title]").fill("15 % off");
        page.locator("[name=percent]").fill("15");
        page.locator("[name=total]").fill("100");
        browser.button("Create").click();
        assertThat(page.locator(".field-error:not([hidden])").first().innerText())
                .contains("a-z");
        page.locator("[name=id]").fill(id);
        browser.button("Create").dblclick();
        page.waitForURL("**/campaigns/" + id);
        assertThat(campaign(path).get("version").getAsLong()).isEqualTo(1);
        assertThat(campaign(path)
                        .getAsJsonObject("terms")
                        .getAsJsonObject("percentOff")
                        .get("basisPoints")
                        .getAsInt())
                .isEqualTo(1500);

        turn("Pause", path, "PAUSED");
        String customer = api.newCustomer("autumn", 0);
        assertThat(grant(customer, id)).isEqualTo("CAMPAIGN_PAUSED");
        turn("Resume", path, "ACTIVE");
        await("it gives again", () -> grant(customer, id).isEmpty());

        page.getByText("Change", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator("[name=percent]").fill("20");
        page.getByText("The server would take it as it is.").waitFor();
        browser.button("Save as a new version").click();
        browser.says("Saved.");
        assertThat(campaign(path)
                        .getAsJsonObject("terms")
                        .getAsJsonObject("percentOff")
                        .get("basisPoints")
                        .getAsInt())
                .isEqualTo(2000);

        turn("End", path, "ENDED");
        assertThat(browser.button("Pause").count()).isZero();
        turn("Archive", path, "ARCHIVED");
    }

    private static void turn(String act, String path, String state) throws Exception {
        browser.button(act).click();
        assertThat(browser.top().innerText()).contains(act + " Autumn");
        browser.picture("act-campaign-" + act.toLowerCase(java.util.Locale.ROOT));
        browser.inDialog(act).dblclick();
        browser.gone();
        browser.says("Done: " + act.toLowerCase(java.util.Locale.ROOT));
        assertThat(campaign(path).get("state").getAsString()).isEqualTo("CAMPAIGN_STATE_" + state);
    }

    private static JsonObject campaign(String path) throws Exception {
        return api.get(path).getAsJsonObject("campaign");
    }

    private static String grant(String customer, String campaign) throws Exception {
        return api.call("POST", Api.customer(customer) + ":grantCampaignCoupon", """
                {"requestId": "%s", "campaign": "programs/online-retail/campaigns/%s"}""".formatted(Api.id(), campaign))
                .reason();
    }
}

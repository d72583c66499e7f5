package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The editor of a campaign: what it has goes to the server and comes back, and what is wrong is told at its field. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class CampaignEditorTest {
    private static final String TAKEN = "The server would take it as it is.";

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

    private static Page at(String place) throws Exception {
        Page page = browser.open(1280, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go(place);
        return page;
    }

    private static Page aNewOne(String id) throws Exception {
        Page page = at("campaigns/~new");
        fill(page, "id", id);
        fill(page, "displayName", "Winter " + id);
        fill(page, "title", "10 % off");
        return page;
    }

    private static void fill(Page page, String name, String value) {
        page.locator("[name=" + name + "]").fill(value);
    }

    private static String error(Page page, String name) {
        Locator error = page.locator(".field:has([name=" + name + "]) .field-error");
        error.waitFor();
        return error.innerText();
    }

    private static JsonObject campaign(String id) throws Exception {
        return api.get("/v1/programs/online-retail/campaigns/" + id).getAsJsonObject("campaign");
    }

    private static String newId() {
        return "winter-" + Api.id().substring(0, 8);
    }

    @Test
    void timesAreThoseOfTheProgramsZoneAndStayTheSame() throws Exception {
        String id = newId();
        Page page = aNewOne(id);
        assertThat(page.locator(".field:has([name=startTime])").innerText()).contains("Time in Europe/London");
        fill(page, "startTime", "2031-07-01T09:00");
        fill(page, "endTime", "2031-07-01T08:30");
        assertThat(error(page, "endTime")).isEqualTo("After the start.");
        browser.button("Create").click();
        assertThat(page.evaluate("() => document.activeElement.name")).isEqualTo("endTime");

        fill(page, "endTime", "2031-12-01T00:00");
        fill(page, "couponExpireTime", "2032-01-01T00:00");
        fill(page, "claimMinutes", "30");
        page.getByText(TAKEN).waitFor();
        browser.button("Create").click();
        page.waitForURL("**/campaigns/" + id);
        JsonObject window = campaign(id).getAsJsonObject("window");
        assertThat(window.get("startTime").getAsString()).isEqualTo("2031-07-01T08:00:00Z");
        assertThat(window.get("endTime").getAsString()).isEqualTo("2031-12-01T00:00:00Z");
        assertThat(campaign(id).get("claimTimeToLive").getAsString()).isEqualTo("1800s");

        browser.go("campaigns/" + id + "/edit");
        assertThat(page.locator("[name=startTime]").inputValue()).isEqualTo("2031-07-01T09:00");
        fill(page, "endTime", "");
        page.getByText(TAKEN).waitFor();
        browser.button("Save as a new version").click();
        page.waitForURL("**/campaigns/" + id);
        JsonObject after = campaign(id).getAsJsonObject("window");
        assertThat(after.get("startTime").getAsString()).isEqualTo("2031-07-01T08:00:00Z");
        assertThat(after.has("endTime")).isFalse();
        assertThat(after.get("couponExpireTime").getAsString()).isEqualTo("2032-01-01T00:00:00Z");
    }

    @Test
    void whatElseACampaignHasGoesToTheServer() throws Exception {
        String id = newId();
        Page page = aNewOne(id);
        fill(page, "includedProducts", "21136, 84879");
        fill(page, "priority", "3");
        page.locator("[name=reusableAfterCancel]").check();
        fill(page, "total", "100");
        page.locator("[name=overage]").selectOption("OVERAGE_POLICY_GRACE");
        assertThat(error(page, "grace")).contains("GRACE");
        fill(page, "grace", "5");
        page.getByText(TAKEN).waitFor();
        browser.button("Create").click();
        page.waitForURL("**/campaigns/" + id);

        JsonObject terms = campaign(id).getAsJsonObject("terms");
        assertThat(terms.getAsJsonArray("includedProducts").asList())
                .extracting(JsonElement::getAsString)
                .containsExactly("21136", "84879");
        assertThat(terms.get("priority").getAsInt()).isEqualTo(3);
        assertThat(terms.get("reusableAfterCancel").getAsBoolean()).isTrue();
        assertThat(campaign(id).getAsJsonObject("limits").get("grace").getAsInt())
                .isEqualTo(5);
    }

    @Test
    void anEmptyFormIsNoErrorUntilItIsSent() throws Exception {
        Page page = at("campaigns/~new");
        page.getByText("Still needed: Id, Name, What the customer reads.").waitFor();
        assertThat(page.locator("form .field .field-error:not([hidden])").count())
                .isZero();

        browser.button("Create").click();
        assertThat(error(page, "id")).isEqualTo("It is needed.");
        assertThat(error(page, "title")).isEqualTo("It is needed.");
        assertThat(page.evaluate("() => document.activeElement.name")).isEqualTo("id");
    }

    @Test
    void whatIsOnlyCheckedIsNoActOfTheAuditLog() throws Exception {
        String id = newId();
        Page page = aNewOne(id);
        page.getByText(TAKEN).waitFor();
        fill(page, "total", "5");
        page.getByText(TAKEN).waitFor();
        browser.button("Create").click();
        page.waitForURL("**/campaigns/" + id);

        String path = "/v1/programs/online-retail/audit?resource=programs/online-retail/campaigns/" + id;
        for (int tries = 0; entries(path).isEmpty(); tries++) {
            assertThat(tries).as("the act is in the audit log").isLessThan(600);
            Thread.sleep(100);
        }
        assertThat(entries(path)).hasSize(1);
        assertThat(entries("/v1/audit?resource=programs/online-retail/campaigns/not-named-yet"))
                .as("of what was only checked")
                .isEmpty();
    }

    private static List<JsonElement> entries(String path) throws Exception {
        JsonObject answer = api.get(path);
        return answer.has("entries") ? answer.getAsJsonArray("entries").asList() : List.of();
    }
}

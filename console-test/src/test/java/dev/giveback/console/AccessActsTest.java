package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that are made, rotated and revoked, and acts that a second person decides on: on the page, and what they came to by the API. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class AccessActsTest {
    private static final String POLICY = "/v1/programs/online-retail/approvalPolicy";
    private static final String APPROVALS = "/v1/programs/online-retail/approvals";

    private static RunningGiveback giveback;
    private static Browser browser;
    private static Browser second;
    private static Api api;

    @BeforeAll
    static void start(RunningGiveback shared) throws Exception {
        giveback = shared;
        api = giveback.api();
        browser = new Browser(giveback.console());
        second = new Browser(giveback.console());
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            policy(0, false);
        } finally {
            browser.close();
            second.close();
        }
    }

    private static Page at(Browser who, String key, String place) {
        Page page = who.open(1280, ColorScheme.LIGHT);
        who.logIn(key);
        who.go(place);
        return page;
    }

    private static void policy(long points, boolean erasure) throws Exception {
        api.patch(POLICY, """
                {"policy": {"name": "programs/online-retail/approvalPolicy", "adjustmentPoints": "%d", "erasure": %s}}""".formatted(points, erasure));
    }

    @Test
    void aKeyIsMadeRotatedAndRevokedAndEachSecretCountsAsItSays() throws Exception {
        String name = "Till " + Api.id().substring(0, 8);
        Page page = at(browser, giveback.key(), "operations?tab=keys");
        browser.button("New key").click();
        browser.field("displayName").fill(name);
        browser.field("scopes").fill("customer.read, none.such");
        browser.inDialog("Make the key").click();
        assertThat(browser.refusal()).contains("scopes");
        browser.picture("act-key-refused");
        browser.field("scopes").fill("customer.read");
        browser.inDialog("Make the key").dblclick();
        String first = secret(page);
        assertThat(reads(first)).isEqualTo(200);
        assertThat(refusedToChange(first)).isEqualTo(403);
        browser.picture("act-key-secret");
        browser.inDialog("I have kept it").click();
        assertThat(rows(page, name).count()).isEqualTo(1);
        assertThat(page.locator("body").innerText()).doesNotContain(first);

        rows(page, name).getByText("Rotate").click();
        browser.field("overlap").selectOption("0s");
        browser.inDialog("Make a new secret").click();
        String other = secret(page);
        browser.inDialog("I have kept it").click();
        assertThat(other).isNotEqualTo(first);
        assertThat(reads(other)).isEqualTo(200);
        assertThat(await(first)).as("the secret before").isEqualTo(401);

        rows(page, name).getByText("Revoke").click();
        assertThat(browser.top().innerText())
                .contains(name, "It cannot be undone")
                .doesNotContain("logs you out");
        browser.picture("act-key-revoke");
        browser.inDialog("Cancel").click();
        assertThat(reads(other)).as("a cancel does nothing").isEqualTo(200);
        rows(page, name).getByText("Revoke").click();
        browser.inDialog("Revoke").click();
        browser.gone();
        rows(page, name)
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        assertThat(await(other)).isEqualTo(401);
    }

    /** The list follows the journal a moment later, so it is looked at again until it has the key. */
    private static void listed(Page page, String name) {
        Locator others = page.getByLabel("Sessions too");
        for (int tries = 0; rows(page, name).count() == 0 && tries < 100; tries++) {
            others.click();
            browser.settle();
        }
    }

    private static String secret(Page page) {
        page.locator("dialog .secret").waitFor();
        return page.locator("dialog .secret").innerText().strip();
    }

    private static Locator rows(Page page, String name) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static int reads(String secret) throws Exception {
        return api.with(secret).call("GET", Api.customer("12471"), "").status();
    }

    private static int refusedToChange(String secret) throws Exception {
        return api.with(secret)
                .call("POST", Api.customer("12471") + ":adjustPoints", "{}")
                .status();
    }

    /** Until the secret is refused: other nodes hear of it within a second or so. */
    private static int await(String secret) throws Exception {
        int status = reads(secret);
        for (int tries = 0; status == 200 && tries < 100; tries++) {
            Thread.sleep(100);
            status = reads(secret);
        }
        return status;
    }

    @Test
    void whoRevokesTheirOwnKeyIsToldAndLoggedOut() throws Exception {
        String name = "Own " + Api.id().substring(0, 8);
        String own = api.newKey(name, "access.admin,program.read,customer.read", "*");
        Page page = at(browser, own, "operations?tab=keys");
        listed(page, name);
        rows(page, name).getByText("Revoke").click();
        assertThat(browser.top().innerText()).contains("this logs you out");
        browser.inDialog("Revoke").click();

        page.getByLabel("API key").waitFor();
        browser.picture("act-own-key-revoked");
        assertThat(browser.top().count()).as("no dialog stays over the login").isZero();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT)
                        .innerText())
                .contains("KEY_");
        page.getByLabel("API key").fill(giveback.key());
        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Log in").setExact(true))
                .click();
        page.locator("#main h1")
                .filter(new Locator.FilterOptions().setHasText("Operations"))
                .waitFor();
        assertThat(page.url()).as("the same page afterwards").contains("operations");
    }

    @Test
    void anErasureWaitsForASecondPersonWhoSeesWhatItIs() throws Exception {
        policy(0, true);
        String customer = api.newCustomer("to-erase", 30);
        String asks = api.newKey("Asks", "program.read,customer.read,journal.read,erase,approve");
        String decides = api.newKey("Decides", "program.read,customer.read,approve");
        Page first = at(browser, asks, "customers/" + customer);
        ask(customer);
        assertThat(browser.refusal()).contains("APPROVAL_REQUIRED", "A second person decides");
        browser.picture("act-approval-required");
        assertThat(erased(customer)).isFalse();
        browser.inDialog("Close").click();

        browser.go("operations?tab=approvals");
        open(browser, first, customer);
        assertThat(browser.top().innerText()).contains("somebody else has to decide");
        assertThat(browser.inDialog("Decide").count()).isZero();

        Page other = at(second, decides, "operations?tab=approvals");
        open(second, other, customer);
        assertThat(second.top().innerText()).contains("EraseCustomer", customer, "A letter");
        second.inDialog("Decide").click();
        assertThat(second.field("answer").evaluate("select => select.validity.valueMissing"))
                .isEqualTo(true);
        second.picture("act-approval-review");
        second.field("answer").selectOption("approve");
        second.field("comment").fill("I have read the letter");
        second.inDialog("Decide").dblclick();
        second.gone();
        second.says("Approved");
        assertThat(rows(other, customer).count())
                .as("what was decided waits no more")
                .isZero();
        assertThat(erased(customer)).as("an approval alone does nothing").isFalse();

        browser.go("customers/" + customer);
        ask(customer);
        browser.gone();
        first.getByText("Nobody can read its personal data any more.").waitFor();
        assertThat(erased(customer)).isTrue();
    }

    /** Opens what waits for a decision; the list follows the journal a moment later, so it is looked at again until it has it. */
    private static void open(Browser who, Page page, String customer) {
        for (int tries = 0; rows(page, customer).count() == 0 && tries < 100; tries++) {
            who.button("Look again").click();
            who.settle();
        }
        rows(page, customer).click();
    }

    /** The same as before: the same words, so the same request. */
    private static void ask(String customer) {
        browser.button("Erase").click();
        browser.field("reason").fill("A letter");
        browser.inDialog("Show what it will do").click();
        browser.field("confirm").fill(customer);
        browser.inDialog("Erase for good").click();
    }

    private static boolean erased(String customer) throws Exception {
        return api.get(Api.customer(customer)).getAsJsonObject("customer").has("eraseTime");
    }

    @Test
    void aLargeAdjustmentIsDeclinedAndThenAskedForAnew() throws Exception {
        policy(1000, false);
        String customer = api.newCustomer("generous", 0);
        String decides = api.newKey("Decides", "program.read,approve");
        Page page = at(browser, giveback.key(), "customers/" + customer);
        adjust("999");
        browser.gone();
        assertThat(api.available(customer))
                .as("below the bound nobody is asked")
                .isEqualTo(999);

        adjust("1000");
        assertThat(browser.refusal()).contains("APPROVAL_REQUIRED");
        Page other = at(second, decides, "operations?tab=approvals");
        open(second, other, customer);
        second.field("answer").selectOption("decline");
        second.field("comment").fill("Too much");
        second.inDialog("Decide").click();
        second.gone();
        second.says("Declined");

        browser.inDialog("Adjust").click();
        page.locator("dialog .reason")
                .filter(new Locator.FilterOptions().setHasText("APPROVAL_DECLINED"))
                .waitFor();
        assertThat(api.available(customer)).isEqualTo(999);
        awaitDeclined(customer);

        browser.inDialog("Adjust").click();
        page.locator("dialog .reason")
                .filter(new Locator.FilterOptions().setHasText("APPROVAL_REQUIRED"))
                .waitFor();
        browser.inDialog("Close").click();
        adjust("1000");
        assertThat(browser.refusal()).as("asked for anew").contains("APPROVAL_REQUIRED");
    }

    private static void adjust(String points) {
        browser.button("Adjust points").click();
        browser.field("points").fill(points);
        browser.field("reason").fill("A wish");
        browser.inDialog("Adjust").click();
    }

    private static void awaitDeclined(String customer) throws Exception {
        boolean found = false;
        for (int tries = 0; !found; tries++) {
            assertThat(tries).as("it is listed as declined").isLessThan(600);
            Thread.sleep(100);
            JsonObject answer = api.get(APPROVALS + "?states=APPROVAL_STATE_DECLINED&pageSize=100");
            found = answer.getAsJsonArray("approvals").asList().stream()
                    .anyMatch(each ->
                            each.getAsJsonObject().get("resource").getAsString().endsWith(customer));
        }
    }

    @Test
    void whatNeedsASecondPersonIsSetOnThePage() throws Exception {
        policy(0, false);
        Page page = at(browser, giveback.key(), "operations?tab=approvals");
        Locator points = page.locator("#main [name=adjustmentPoints]");
        points.fill("many");
        browser.button("Save").click();
        assertThat(page.locator("#main .field-error:not([hidden])").innerText()).contains("whole number");
        points.fill("5000");
        browser.button("Save").click();
        browser.says("Saved");
        assertThat(api.get(POLICY)
                        .getAsJsonObject("policy")
                        .get("adjustmentPoints")
                        .getAsLong())
                .isEqualTo(5000);

        browser.go("overview");
        browser.go("operations?tab=approvals");
        points.fill("");
        browser.button("Save").click();
        page.waitForTimeout(500);
        assertThat(api.get(POLICY)
                        .getAsJsonObject("policy")
                        .get("adjustmentPoints")
                        .getAsLong())
                .isZero();
    }

    @Test
    void whoMayNotManageKeysIsToldSoAndSeesNoButton() throws Exception {
        String viewer = api.newKey("Viewer", "program.read,customer.read");
        Page page = at(browser, viewer, "operations?tab=keys");
        assertThat(browser.button("New key").count()).isZero();
        assertThat(page.locator("main").innerText()).contains("Your key may not do this", "access.admin");
        assertThat(api.with(viewer).call("POST", "/v1/keys", "{}").status()).isEqualTo(403);
        browser.go("operations?tab=webhooks");
        assertThat(page.locator("main").innerText()).contains("webhook.admin");
        assertThat(browser.button("New webhook").count()).isZero();
    }
}

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

/** What can be done to a customer on its page, and what it came to by the API. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class CustomerActsTest {
    private static final String VIEWER = "program.read,customer.read,journal.read,recommend,survey.read";

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

    private static Page at(String key, String place) throws Exception {
        Page page = browser.open(1280, ColorScheme.LIGHT);
        browser.logIn(key);
        browser.go(place);
        return page;
    }

    @Test
    void pointsAreGivenOnceHoweverOftenOneClicks() throws Exception {
        String customer = api.newCustomer("adjusted", 100);
        at(giveback.key(), "customers/" + customer);
        browser.button("Adjust points").click();
        browser.field("points").fill("25");
        browser.field("reason").fill("A parcel that was late");
        browser.inDialog("Adjust").dblclick();
        browser.gone();

        browser.says("125 points are available now");
        assertThat(api.available(customer)).isEqualTo(125);
        assertThat(api.get(Api.customer(customer))
                        .getAsJsonObject("customer")
                        .get("revision")
                        .getAsInt())
                .isEqualTo(3);
    }

    @Test
    void moreIsNotTakenThanThereIsAndTheDialogSaysWhy() throws Exception {
        String customer = api.newCustomer("poor", 10);
        Page page = at(giveback.key(), "customers/" + customer);
        browser.button("Adjust points").click();
        browser.field("points").fill("x");
        browser.field("reason").fill("Wrong");
        browser.inDialog("Adjust").click();
        assertThat(page.locator("dialog .field-error").first().innerText()).contains("whole number");

        browser.field("points").fill("-11");
        browser.inDialog("Adjust").click();
        assertThat(browser.refusal()).contains("INSUFFICIENT_POINTS");
        browser.picture("act-adjust-refused");
        assertThat(api.available(customer)).isEqualTo(10);
    }

    @Test
    void anOrderIsRefundedAsItWasForetold() throws Exception {
        String customer = api.newCustomer("refunded", 0);
        String order = "order-" + Api.id().substring(0, 8);
        buy(customer, order);
        Page page = at(giveback.key(), "customers/" + customer + "?tab=statement");
        browser.button("Order " + order).click();
        browser.inDialog("Refund").click();
        assertThat(page.locator("dialog").innerText()).contains("Say how much of which line comes back");
        page.getByLabel("Quantity of line 1 that comes back").fill("1");
        page.locator("dialog").getByText("Will be paid back").waitFor();
        assertThat(page.locator("dialog .facts").last().innerText()).contains("£20.00", "20");
        browser.picture("act-refund");
        assertThat(api.available(customer)).as("a look changes nothing").isEqualTo(50);

        browser.field("reference").fill("RMA 17");
        browser.inDialog("Refund").click();
        assertThat(browser.refusal()).contains("reference");
        browser.field("reference").fill("RMA-17");
        browser.inDialog("Refund").dblclick();
        browser.gone();

        browser.says("Refunded £20.00; 20 points were taken back.");
        assertThat(api.available(customer)).isEqualTo(30);
        JsonObject line = api.get(Api.customer(customer) + "/orders/" + order)
                .getAsJsonObject("order")
                .getAsJsonArray("lines")
                .get(0)
                .getAsJsonObject();
        assertThat(line.get("refundedQuantity").getAsLong()).isEqualTo(1);
    }

    @Test
    void moreThanWasBoughtDoesNotComeBack() throws Exception {
        String customer = api.newCustomer("greedy", 0);
        String order = "order-" + Api.id().substring(0, 8);
        buy(customer, order);
        Page page = at(giveback.key(), "customers/" + customer);
        browser.button("Refund").click();
        browser.field("orderId").fill("none-such");
        browser.inDialog("Show the order").click();
        assertThat(browser.refusal()).contains("ORDER_NOT_FOUND");
        browser.field("orderId").fill(order);
        browser.inDialog("Show the order").click();
        page.getByLabel("Quantity of line 1 that comes back").fill("3");
        page.locator("dialog .failure").first().waitFor();
        browser.picture("act-refund-too-much");
        browser.inDialog("Refund").click();

        page.locator("dialog form .failure").waitFor();
        assertThat(page.locator("dialog form .failure").innerText()).contains("quantity");
        assertThat(api.available(customer)).isEqualTo(50);
    }

    private static void buy(String customer, String order) throws Exception {
        api.post(Api.customer(customer) + ":completeCheckout", """
                {"requestId": "%s", "orderId": "%s", "basket": {"lines": [
                  {"product": "20719", "category": "BAGS_PURSES", "quantity": "2", "unitPrice": {"currencyCode": "GBP", "units": "20"}},
                  {"product": "21481", "category": "KITCHEN_DINING", "quantity": "1", "unitPrice": {"currencyCode": "GBP", "units": "10"}}]}}""".formatted(Api.id(), order));
    }

    @Test
    void aCustomerIsMergedAfterOneSawWhatGoesOver() throws Exception {
        String source = api.newCustomer("twice", 70);
        String target = api.newCustomer("once", 5);
        Page page = at(giveback.key(), "customers/" + source);
        browser.button("Merge").click();
        browser.field("target").fill("nobody-knows");
        browser.inDialog("Show what it will do").click();
        assertThat(browser.refusal()).contains("OTHER_CUSTOMER_NOT_FOUND");

        browser.field("target").fill(target);
        browser.inDialog("Show what it will do").click();
        browser.field("confirm").waitFor();
        assertThat(page.locator("dialog").innerText()).contains("Nothing has been done yet", target, "70");
        browser.picture("act-merge");
        browser.field("confirm").fill("another");
        browser.inDialog("Merge for good").click();
        assertThat(page.locator("dialog .field-error").last().innerText()).contains("This is not " + source);
        assertThat(api.available(source))
                .as("nothing is done before it is confirmed")
                .isEqualTo(70);

        browser.field("confirm").fill(source);
        browser.inDialog("Merge for good").dblclick();
        page.waitForURL("**/customers/" + target);
        assertThat(api.available(target)).isEqualTo(75);
        assertThat(api.get(Api.customer(source))
                        .getAsJsonObject("customer")
                        .get("mergedInto")
                        .getAsString())
                .isEqualTo("programs/online-retail/customers/" + target);
        browser.go("customers/" + source);
        assertThat(page.locator("main").innerText()).contains("was merged into " + target);
        assertThat(browser.button("Adjust points").count()).isZero();
    }

    @Test
    void aCustomerIsErasedAfterOneSawWhatStays() throws Exception {
        String customer = api.newCustomer("forgotten", 40);
        api.patch(Api.customer(customer) + "/profile", """
                {"requestId": "%s", "profile": {"givenName": "Ada"}, "updateMask": "givenName"}""".formatted(Api.id()));
        Page page = at(giveback.key(), "customers/" + customer);
        page.getByText("Ada").waitFor();
        browser.button("Erase").click();
        browser.inDialog("Show what it will do").click();
        assertThat(browser.field("reason").evaluate("input => input.validity.valueMissing"))
                .isEqualTo(true);
        browser.field("reason").fill("A letter of the customer");
        browser.inDialog("Show what it will do").click();
        browser.field("confirm").waitFor();
        assertThat(page.locator("dialog").innerText()).contains("40, until they expire", "A letter of the customer");
        browser.picture("act-erase");
        browser.inDialog("Back").click();
        assertThat(browser.field("reason").inputValue()).isEqualTo("A letter of the customer");
        browser.inDialog("Show what it will do").click();
        browser.field("confirm").fill(customer);
        browser.inDialog("Erase for good").click();
        browser.gone();

        page.getByText("Nobody can read its personal data any more.").waitFor();
        assertThat(page.locator("main").innerText()).doesNotContain("Ada");
        assertThat(browser.button("Erase").count()).isZero();
        assertThat(api.call("GET", Api.customer(customer) + "/profile", "").reason())
                .isEqualTo("CUSTOMER_ERASED");
        assertThat(api.available(customer)).isEqualTo(40);
    }

    @Test
    void whoMayOnlyLookSeesNoButtonAndTheServerRefusesAllTheSame() throws Exception {
        String customer = api.newCustomer("looked-at", 10);
        String viewer = api.newKey("Viewer", VIEWER);
        Page page = at(viewer, "customers/" + customer);
        for (String act : new String[] {"Adjust points", "Refund", "Grant coupon", "Merge", "Erase"}) {
            assertThat(browser.button(act).count()).as(act).isZero();
        }
        browser.picture("act-viewer");
        for (String act : new String[] {"adjustPoints", "merge", "erase", "refundOrder"}) {
            Object status = page.evaluate("""
                    path => fetch(path, {
                      method: 'POST',
                      headers: {'content-type': 'application/json', 'x-giveback-console': '1'},
                      body: '{}',
                    }).then(answer => answer.status)""", Api.customer(customer) + ":" + act);
            assertThat(status).as(act).isEqualTo(403);
        }
        Locator figures = page.locator(".stats");
        assertThat(figures.innerText()).contains("10");
        assertThat(api.available(customer)).isEqualTo(10);
    }

    @Test
    void aCouponIsGrantedAndTakenBack() throws Exception {
        String customer = api.newCustomer("given", 0);
        String campaign = "given-" + Api.id().substring(0, 8);
        api.post("/v1/campaigns", """
                {"requestId": "%s", "campaign": {"name": "programs/online-retail/campaigns/%s", "displayName": "Given %s",
                  "terms": {"title": "A fiver", "amountOff": {"amount": {"currencyCode": "GBP", "units": "5"}}}}}""".formatted(Api.id(), campaign, campaign));
        Page page = at(giveback.key(), "customers/" + customer + "?tab=coupons");
        browser.button("Grant coupon").click();
        browser.field("campaign").selectOption("programs/online-retail/campaigns/" + campaign);
        browser.inDialog("Grant").dblclick();
        browser.gone();
        page.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText("A fiver"))
                .waitFor();
        assertThat(coupons(customer)).isEqualTo(1);

        browser.button("Take back").click();
        browser.field("reason").fill("Not meant for this one");
        browser.inDialog("Take back").click();
        browser.gone();
        page.getByText("This customer has no coupons like that.").waitFor();
        assertThat(coupons(customer)).isZero();
    }

    private static int coupons(String customer) throws Exception {
        JsonObject answer = api.get(Api.customer(customer) + "/coupons");
        return answer.has("coupons") ? answer.getAsJsonArray("coupons").size() : 0;
    }
}

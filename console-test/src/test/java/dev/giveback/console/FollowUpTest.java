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

/** A low answer is followed up on the page: what the customer said is there, and what somebody notes is there the next time. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class FollowUpTest {
    private static final String SURVEY = "programs/online-retail/surveys/replay-nps";
    private static final String WORDS = "Two cups were broken";
    private static final int TRIES = 30;

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

    /** A customer who answered low; those who are held out of surveys are passed over. */
    private static String unhappyCustomer() throws Exception {
        for (int tries = 0; tries < TRIES; tries++) {
            String customer = api.newCustomer("unhappy", 0);
            JsonObject invited = api.post("/v1/" + SURVEY + ":invite", """
                    {"customer": "programs/online-retail/customers/%s", "requestId": "%s"}""".formatted(customer, Api.id()));
            String token = invited.has("token") ? invited.get("token").getAsString() : "";
            if (!token.isEmpty()) {
                api.post("/v1/answers:submit", """
                        {"token": "%s", "answers": [{"questionId": "recommend", "score": 0}, {"questionId": "why", "text": "%s"}]}""".formatted(token, WORDS));
                return customer;
            }
        }
        throw new IllegalStateException("nobody could be asked");
    }

    private static boolean isListed(String customer) throws Exception {
        return api.get("/v1/programs/online-retail/followUps?pageSize=200")
                .toString()
                .contains("/" + customer + "/");
    }

    @Test
    void whatWasSaidAndWhatWasNotedIsThere() throws Exception {
        String customer = unhappyCustomer();
        for (int tries = 0; !isListed(customer); tries++) {
            assertThat(tries).as("the follow-up is in the list").isLessThan(600);
            Thread.sleep(100);
        }
        Page page = browser.open(1280, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("feedback?tab=followups");
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(customer));
        row.getByText("nobody").click();
        browser.top().getByText(WORDS).waitFor();
        browser.field("note").fill("Sent two new ones");
        browser.field("state").selectOption("FOLLOW_UP_STATE_IN_PROGRESS");
        browser.inDialog("Save").click();
        browser.says("Saved.");
        browser.gone();

        browser.go("overview");
        browser.go("feedback?tab=followups");
        row.locator("td").first().click();
        browser.top().getByText("Sent two new ones").waitFor();
        assertThat(browser.axe()).isEmpty();
        browser.picture("act-follow-up");
    }
}

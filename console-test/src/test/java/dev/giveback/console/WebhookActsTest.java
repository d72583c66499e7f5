package dev.giveback.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A webhook's whole life on the page, with a receiver that tells what came. */
@Timeout(900)
@ExtendWith(SharedGiveback.class)
final class WebhookActsTest {
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger ANSWER = new AtomicInteger(204);

    private static RunningGiveback giveback;
    private static Browser browser;
    private static Api api;
    private static HttpServer receiver;

    /** What the receiver was told. */
    private record Call(String id, String signatures, String body) {}

    @BeforeAll
    static void start(RunningGiveback shared) throws Exception {
        giveback = shared;
        api = giveback.api();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            CALLS.add(new Call(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body));
            exchange.sendResponseHeaders(ANSWER.get(), -1);
            exchange.close();
        });
        receiver.start();
        browser = new Browser(giveback.console());
    }

    @AfterAll
    static void stop() {
        browser.close();
        receiver.stop(0);
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static List<Call> of(String customer) {
        return CALLS.stream().filter(call -> call.body().contains(customer)).toList();
    }

    private static void await(String what, java.util.function.BooleanSupplier until) throws Exception {
        for (int tries = 0; !until.getAsBoolean(); tries++) {
            assertThat(tries).as(what).isLessThan(600);
            Thread.sleep(100);
        }
    }

    @Test
    void aWebhookLivesItsWholeLifeOnThePage() throws Exception {
        String id = "shop-" + Api.id().substring(0, 8);
        String path = "/v1/programs/online-retail/webhooks/" + id;
        Page page = browser.open(1280, ColorScheme.LIGHT);
        browser.logIn(giveback.key());
        browser.go("operations?tab=webhooks");
        create(page, id);

        rows(page, id).click();
        browser.inDialog("Send a test").dblclick();
        browser.says("Arrived in");
        browser.picture("act-webhook-test");
        assertThat(CALLS).as("a double click is one test").hasSize(1);
        String customer = api.newCustomer("told", 5);
        await("what happened arrives", () -> !of(customer).isEmpty());
        assertThat(of(customer).getFirst().signatures().split(" ", -1)).hasSize(1);

        rotate(page, path);
        change(page, path);
        pauseAndResume(path);
        replay(customer);
        drop(page, id, path);
    }

    private static void create(Page page, String id) throws Exception {
        browser.button("New webhook").click();
        browser.field("id").fill(id);
        browser.field("url").fill("http://10.0.0.1/hook");
        browser.inDialog("Make it").click();
        assertThat(browser.refusal()).contains("url");
        browser.picture("act-webhook-refused");
        browser.field("url").fill(address("/first"));
        browser.field("types").fill("Nonsense");
        browser.inDialog("Make it").click();
        assertThat(page.locator("dialog .field-error:not([hidden])").first().innerText())
                .contains("No event is called Nonsense");
        browser.field("types").fill("");
        browser.inDialog("Make it").dblclick();
        page.locator("dialog .secret").waitFor();
        assertThat(page.locator("dialog .secret").innerText()).startsWith("whsec_");
        browser.inDialog("I have kept it").click();
        rows(page, id).waitFor();
    }

    private static void rotate(Page page, String path) throws Exception {
        browser.inDialog("New secret").click();
        browser.inDialog("Make a new secret").click();
        page.locator("dialog .secret").waitFor();
        assertThat(page.locator("dialog .secret").innerText()).startsWith("whsec_");
        browser.inDialog("I have kept it").click();
        assertThat(webhook(path).get("secretVersion").getAsLong()).isEqualTo(2);
        String customer = api.newCustomer("signed", 5);
        await(
                "what is signed by both arrives",
                () -> of(customer).stream().anyMatch(call -> call.signatures().split(" ", -1).length == 2));
    }

    private static void change(Page page, String path) throws Exception {
        browser.inDialog("Change").click();
        browser.field("url").fill(address("/second"));
        browser.field("types").fill("Adjustment, Refund");
        browser.field("giveUpAfter").fill("2");
        browser.inDialog("Save").click();
        page.locator("dialog").getByText(address("/second")).first().waitFor();
        JsonObject changed = webhook(path);
        assertThat(changed.get("url").getAsString()).endsWith("/second");
        assertThat(changed.get("giveUpAfter").getAsString()).isEqualTo("7200s");
        assertThat(changed.getAsJsonArray("types").toString())
                .contains("ADJUSTMENT", "REFUND")
                .doesNotContain("ENROLLED");
    }

    private static void pauseAndResume(String path) throws Exception {
        browser.inDialog("Pause").dblclick();
        browser.inDialog("Resume").waitFor();
        assertThat(webhook(path).get("state").getAsString()).isEqualTo("WEBHOOK_STATE_PAUSED");
        browser.picture("act-webhook-paused");
        String customer = api.newCustomer("meanwhile", 5);
        browser.inDialog("Resume").click();
        browser.inDialog("Pause").waitFor();
        assertThat(webhook(path).get("state").getAsString()).isEqualTo("WEBHOOK_STATE_ACTIVE");
        await("what happened meanwhile arrives", () -> !of(customer).isEmpty());
    }

    private static void replay(String customer) throws Exception {
        int before = of(customer).size();
        browser.inDialog("Send again from …").click();
        browser.field("startTime").fill("2099-01-01T00:00");
        browser.inDialog("Send again").click();
        assertThat(browser.refusal()).contains("start_time");
        browser.field("startTime").fill(java.time.LocalDate.now(java.time.ZoneOffset.UTC) + "T00:00");
        browser.inDialog("Send again").click();
        browser.says("sent again");
        await("the replay arrives", () -> of(customer).size() > before);
        assertThat(of(customer).stream().map(Call::id).distinct().count())
                .as("with the ids that they had")
                .isLessThan(of(customer).size());
    }

    private static void drop(Page page, String id, String path) throws Exception {
        browser.inDialog("Delete").click();
        assertThat(browser.top().innerText()).contains(address("/second"));
        browser.picture("act-webhook-delete");
        browser.inDialog("Cancel").click();
        assertThat(webhook(path).get("version").getAsLong()).isPositive();
        browser.inDialog("Delete").click();
        browser.inDialog("Delete").click();
        browser.gone();
        assertThat(api.call("GET", path, "").reason()).isEqualTo("WEBHOOK_NOT_FOUND");
        assertThat(rows(page, id).count()).isZero();
    }

    private static JsonObject webhook(String path) throws Exception {
        return api.get(path).getAsJsonObject("webhook");
    }

    private static Locator rows(Page page, String name) {
        return page.locator("#main tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }
}

package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What admins type, through a gateway to a real service. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JournalCommandsTest {
    private final RunningGateway giveback = new RunningGateway();

    @BeforeAll
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() {
        Money pound = Money.newBuilder().setCurrencyCode("GBP").setUnits(1).build();
        ProgramServiceGrpc.newBlockingStub(giveback.service())
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName("programs/shop")
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setBackdatingDays(40)
                                .setRedemption(RedemptionPolicy.newBuilder()
                                        .setPoints(100)
                                        .setValue(pound))
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pound))
                                        .addBonuses(EarningBonus.newBuilder()
                                                .setRuleId("first")
                                                .setPoints(50)
                                                .setCondition("customer.order_count == 0"))))
                        .build());
        PointsServiceGrpc.newBlockingStub(giveback.service())
                .adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer("programs/shop/customers/anna")
                        .setRequestId("welcome")
                        .setPoints(1_250)
                        .setReason("welcome")
                        .build());
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    @Order(1)
    void withoutActsTheListSaysSo() {
        RunningGateway.Ran ran = giveback.run("journal acts");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("Nothing was done by admins yet.");
    }

    @Test
    @Order(2)
    void liabilityIsATableOrJson() {
        RunningGateway.Ran text = giveback.run("journal liability shop --operator carol --reason audit");
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("programs/shop at ")
                .contains("full liability")
                .contains("1,250  GBP 12.50")
                .contains("No month is over");
        RunningGateway.Ran json = giveback.run("journal liability shop -o json");
        assertThat(json.out()).contains("\"outstanding\": \"1250\"");
    }

    @Test
    @Order(3)
    void theActsSayWhoAskedAndWhy() {
        RunningGateway.Ran ran = giveback.run("journal acts --limit 1000");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines().toList()).hasSize(3);
        assertThat(ran.out())
                .contains("GetLiability  programs/shop  OK")
                .contains("carol")
                .contains("audit")
                .contains("outstanding=1250");
        assertThat(giveback.run("journal acts --limit 1").out().lines().toList())
                .hasSize(2);
        assertThat(giveback.run("journal acts -o json").out()).contains("\"verb\": \"GetLiability\"");
    }

    @Test
    @Order(4)
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void rederiveShowsFirstAndThenMakesItGoodOnce() {
        CheckoutServiceGrpc.CheckoutServiceBlockingStub checkouts =
                CheckoutServiceGrpc.newBlockingStub(giveback.service());
        checkouts.completeCheckout(order("today", 30, 0));
        checkouts.completeCheckout(order("late", 10, 10));

        RunningGateway.Ran unsaid = giveback.run("journal rederive ben --program shop");
        assertThat(unsaid.exitCode()).isEqualTo(1);
        assertThat(unsaid.err()).contains("context.reason");
        String command = "journal rederive ben --program shop --reason till-offline";
        RunningGateway.Ran dry = giveback.run(command + " --dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Would change because of late orders: late");
        RunningGateway.Ran ran = giveback.run(command);
        assertThat(ran.out())
                .contains("Changed because of late orders: late")
                .containsPattern("late +10 +60 +50 +0 +0 +0")
                .containsPattern("today +80 +30 +0 +50 +0 +0")
                .contains("90 points in all.");
        assertThat(giveback.run(command).out()).contains("Nothing differs");
        assertThat(giveback.run(command + " -o json").out()).contains("\"changed\": false");
    }

    @Test
    @Order(5)
    void correctShowsOldAndNewAndThenRecordsItOnce() {
        String command = "journal correct ben today --program shop --reason typed-wrong --price 1=45.50 --quantity 1=2"
                + " --add 3,1.00,cup";
        RunningGateway.Ran dry = giveback.run(command + " --dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Order today would become:");
        RunningGateway.Ran ran = giveback.run(command);
        assertThat(ran.out())
                .contains("Order today was corrected:")
                .containsPattern("before +20.*UTC +1 +tea +1 +GBP 30.00 +30")
                .containsPattern("now +20.*UTC +1 +tea +2 +GBP 45.50 +91")
                .containsPattern("2 +cup +3 +GBP 1.00 +3")
                .contains("It comes to GBP 94.00 instead of GBP 30.00.")
                .containsPattern("today +30 +94 +64 +0 +0 +0")
                .contains("154 points in all.");
        RunningGateway.Ran again =
                giveback.run("journal correct ben today --program shop --reason typed-wrong --quantity 1=2 -o json");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("recorded so already");
        assertThat(giveback.run("journal correct ben late --program shop --reason date --bought 2020-01-01")
                        .err())
                .contains("purchase_time");
        assertThat(giveback.run("journal correct ben today --program shop --reason typed-wrong --remove 2 -o json")
                        .out())
                .contains("\"pointsAfter\": \"91\"");
        assertThat(giveback.run("journal acts --limit 1").out())
                .contains("CorrectOrder")
                .contains("order_id=today");
    }

    @Test
    @Order(5)
    void aCorrectionThatCannotBeReadIsOneLine() {
        for (String bad : List.of(
                "",
                "--bought now",
                "--bought yesterday",
                "--price 1=cheap",
                "--price 0=1",
                "--add 3,1.00",
                "--add x,1.00,cup",
                "--price 1=0.0000000001",
                "--remove 1 --quantity 1=2")) {
            RunningGateway.Ran ran = giveback.run(("journal correct ben today --program shop " + bad).strip());
            assertThat(ran.exitCode()).as(bad).isEqualTo(2);
            assertThat(ran.err()).as(bad).isNotBlank();
        }
    }

    private static CompleteCheckoutRequest order(String id, long pounds, int daysAgo) {
        CompleteCheckoutRequest.Builder request = CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/ben")
                .setRequestId(id)
                .setOrderId(id)
                .setPurchaseTime(Timestamps.fromMillis(System.currentTimeMillis() - daysAgo * 86_400_000L));
        request.getBasketBuilder()
                .addLinesBuilder()
                .setProduct("tea")
                .setQuantity(1)
                .setUnitPrice(Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds));
        return request.build();
    }

    @Test
    @Order(6)
    void badInputIsOneLine() {
        assertThat(giveback.run("journal acts --limit 0").exitCode()).isEqualTo(2);
        RunningGateway.Ran time = giveback.run("journal liability shop --time yesterday");
        assertThat(time.exitCode()).isEqualTo(2);
        assertThat(time.err()).contains("--time: yesterday");
        RunningGateway.Ran unknown = giveback.run("journal liability nowhere");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err().lines().toList()).hasSize(1);
    }
}

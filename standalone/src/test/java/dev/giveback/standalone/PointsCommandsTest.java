package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Points, orders and coupons by the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PointsCommandsTest {
    private final RunningGateway giveback = new RunningGateway();

    @TempDir
    private Path folder;

    @BeforeAll
    void openTheShop() {
        TestShop shop = new TestShop(giveback.service());
        shop.create(TestShop.program());
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    void pointsAreAddedSpentAndListed() {
        assertThat(run("points adjust amy 100 --reason welcome").out()).contains("Added 100 points", "100 available");
        assertThat(run("points adjust amy -30 --reason typo").out()).contains("Took 30 points", "70 available");
        assertThat(run("points redeem amy 20 --reference mug").out()).contains("Spent 20 points", "50 available");
        assertThat(run("points lots amy").out()).contains("adjustment", "welcome", "50");
        assertThat(run("points lots amy -o csv").out().lines().toList().getFirst())
                .startsWith("lotId,source,");
        assertThat(run("points lots amy -o json").out()).contains("\"remaining\": \"50\"");
        assertThat(run("points statement amy").out()).contains("redemption", "mug", "-20");
        Commands.Ran first = run("points statement amy --limit 1 -o csv");
        assertThat(first.out().lines()).hasSize(2);
    }

    @Test
    void theSameRequestIsOneChangeAndADryRunIsNone() {
        assertThat(run("points adjust bob 100 --reason x --request-id once").exitCode())
                .isZero();
        assertThat(run("points adjust bob 100 --reason x --request-id once").out())
                .contains("100 available");
        assertThat(run("points redeem bob 60 --dry-run").out()).contains("Nothing was changed", "40 available");
        assertThat(run("points lots bob").out()).contains("100");
    }

    @Test
    void aRefusalIsExitCodeOneWithItsReason() {
        assertThat(run("points adjust cat 5 --reason x").exitCode()).isZero();
        Commands.Ran refused = run("points redeem cat 6");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("refused").doesNotContain("Exception");
        assertThat(run("points redeem nobody 6").err()).contains("knows no such customer");
    }

    @Test
    void pointsAreHeldCapturedReleasedAndSent() {
        assertThat(run("points adjust dan 100 --reason x").exitCode()).isZero();
        assertThat(run("points adjust eve 1 --reason x").exitCode()).isZero();
        assertThat(run("points hold dan 40 --hold h1 --seconds 900").out()).contains("Set 40 points aside", "40 held");
        assertThat(run("points capture dan h1 --points 30").out()).contains("10 points of it are free", "70 available");
        assertThat(run("points hold dan 20 --hold h2").exitCode()).isZero();
        assertThat(run("points release dan h2").out()).contains("Set 20 points free", "70 available");
        assertThat(run("points transfer dan eve 25 --reference birthday").out())
                .contains("Sent 25 points from dan to eve", "45 available");
        assertThat(run("points lots eve").out()).contains("birthday", "25");
    }

    @Test
    void anOrderIsQuotedMadeShownAndRefunded() throws IOException {
        assertThat(run("checkout quote fay --line MUG:2:4.95").out())
                .contains("MUG", "GBP 9.90", "earns        9 points");
        assertThat(run("checkout complete fay A-1 --line MUG:2:4.95 --line LAMP:1:30")
                        .out())
                .contains("GBP 39.90", "earns        39 points");
        assertThat(run("checkout complete fay A-1 --line MUG:1:1").err()).contains("refused");
        assertThat(run("checkout refund fay A-1 --line 2:1").out()).contains("GBP 30.00", "taken back   29 of 29");
        assertThat(run("checkout show fay A-1").out()).contains("LAMP", "GBP 30.00");

        Path csv = folder.resolve("basket.csv");
        Files.writeString(csv, "product,quantity,unit_price,category\nTEA,3,2.50,Drinks\n");
        assertThat(run("checkout complete fay A-2 --basket " + csv).out()).contains("TEA", "GBP 7.50");
        Path json = folder.resolve("basket.json");
        Files.writeString(
                json,
                "{\"lines\": [{\"product\": \"TEA\", \"quantity\": 1, \"unitPrice\": {\"currencyCode\": \"GBP\", \"units\": 2}}]}");
        assertThat(run("checkout quote fay --basket " + json).out()).contains("GBP 2.00");
    }

    @Test
    void aBasketThatIsNoneIsWrongUsage() throws IOException {
        assertThat(run("checkout quote gil").exitCode()).isEqualTo(2);
        assertThat(run("checkout quote gil --line MUG").exitCode()).isEqualTo(2);
        assertThat(run("checkout quote gil --line MUG:two:1").err()).contains("whole and decimal numbers");
        Path csv = folder.resolve("wrong.csv");
        Files.writeString(csv, "sku,count\nTEA,3\n");
        assertThat(run("checkout quote gil --basket " + csv).err()).contains("line 2: no product");
        assertThat(run("checkout refund gil A-1 --line one").exitCode()).isEqualTo(2);
    }

    @Test
    void aCustomerWithoutCouponsHasNone() {
        assertThat(run("points adjust hal 5 --reason x").exitCode()).isZero();
        assertThat(run("coupon list hal").out()).contains("no coupon");
        assertThat(run("coupon list hal -o csv").out()).startsWith("couponId,");
        assertThat(run("coupon check hal NOPE").exitCode()).isEqualTo(1);
    }

    private Commands.Ran run(String arguments) {
        return giveback.run(arguments + " --program shop");
    }
}

package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What admins type, through a gateway to a real service. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JournalCommandsTest {
    /** An act of a service of ours that follows the journal by itself. */
    private static final Pattern SERVICE = Pattern.compile("(recommendation|feedback)-service +TailEvents");

    private final RunningGateway giveback = new RunningGateway();

    private final TestShop shop = new TestShop(giveback.service());

    @BeforeAll
    void start() {
        Program.Builder program = TestShop.program()
                .setRedemption(RedemptionPolicy.newBuilder().setPoints(100).setValue(TestShop.pound()));
        program.getEarningBuilder()
                .addBonuses(EarningBonus.newBuilder()
                        .setRuleId("first")
                        .setPoints(50)
                        .setCondition("customer.order_count == 0"));
        shop.create(program);
        shop.give("anna", 1_250);
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    @Test
    @Order(1)
    void beforeAnAdminDoesAnythingOnlyServicesAreThere() {
        Commands.Ran ran = giveback.run("journal acts");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines().skip(1))
                .allMatch(line -> SERVICE.matcher(line).find());
    }

    @Test
    @Order(2)
    void liabilityIsATableOrJson() {
        Commands.Ran text = giveback.run("journal liability --program shop --operator carol --reason audit");
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("programs/shop at ")
                .contains("full liability")
                .contains("1,250  GBP 12.50")
                .contains("No month is over");
        Commands.Ran json = giveback.run("journal liability --program shop -o json");
        assertThat(json.out()).contains("\"outstanding\": \"1250\"");
    }

    @Test
    @Order(3)
    void theActsSayWhoAskedAndWhy() {
        Commands.Ran ran = giveback.run("journal acts --limit 1000");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()
                        .lines()
                        .skip(1)
                        .filter(line -> !SERVICE.matcher(line).find()))
                .hasSize(2);
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
    void rederiveShowsFirstAndThenMakesItGoodOnce() {
        shop.order("ben", "today", 30, Instant.now());
        shop.order("ben", "late", 10, Instant.now().minus(Duration.ofDays(10)));

        Commands.Ran unsaid = giveback.run("journal rederive ben --program shop");
        assertThat(unsaid.exitCode()).isEqualTo(1);
        assertThat(unsaid.err()).contains("context.reason");
        String command = "journal rederive ben --program shop --reason till-offline";
        Commands.Ran dry = giveback.run(command + " --dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Would change because of late orders: late");
        Commands.Ran ran = giveback.run(command);
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
        Commands.Ran dry = giveback.run(command + " --dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Order today would become:");
        Commands.Ran ran = giveback.run(command);
        assertThat(ran.out())
                .contains("Order today was corrected:")
                .containsPattern("before +20.*UTC +1 +MUG +30 +GBP 1.00 +30")
                .containsPattern("now +20.*UTC +1 +MUG +2 +GBP 45.50 +91")
                .containsPattern("2 +cup +3 +GBP 1.00 +3")
                .contains("It comes to GBP 94.00 instead of GBP 30.00.")
                .containsPattern("today +30 +94 +64 +0 +0 +0")
                .contains("154 points in all.");
        Commands.Ran again =
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
            Commands.Ran ran = giveback.run(("journal correct ben today --program shop " + bad).strip());
            assertThat(ran.exitCode()).as(bad).isEqualTo(2);
            assertThat(ran.err()).as(bad).isNotBlank();
        }
    }

    @Test
    @Order(6)
    void badInputIsOneLine() {
        assertThat(giveback.run("journal acts --limit 0").exitCode()).isEqualTo(2);
        Commands.Ran time = giveback.run("journal liability --program shop --time yesterday");
        assertThat(time.exitCode()).isEqualTo(2);
        assertThat(time.err()).contains("--time: yesterday");
        Commands.Ran unknown = giveback.run("journal liability --program nowhere");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err().lines().toList()).hasSize(1);
    }

    @Test
    @Order(7)
    void whatChecksAndMovesTheJournalTalksToProgramsToo(@TempDir Path folder) throws IOException {
        assertThat(giveback.run("journal seal --reason quarter -o csv").out()).startsWith("number,");
        assertThat(out("journal seal --reason quarter")).contains("Seal ", "  root     ");
        assertThat(out("journal seals verify -o json")).contains("\"findingCount\":\"0\"");
        assertThat(out("journal seals verify -o csv")).isEmpty();
        assertThat(out("journal seals verify")).contains("all fit.");

        Path proof = folder.resolve("proof.json");
        assertThat(out("journal prove anna 1 --program shop -o json --out " + proof))
                .contains("\"file\" : \"" + proof, "\"customer\" : \"programs/shop/customers/anna\"", "\"event\" : 1");
        assertThat(Files.readString(proof)).contains("\"record_path\"");
        assertThat(out("journal prove programs/shop/customers/anna 1")).isEqualTo(Files.readString(proof));

        Path file = folder.resolve("all.gbx");
        assertThat(out("journal export --only customers -o json " + file))
                .contains("\"journal\" : \"customers\"", "\"file\" : \"" + file);
        // What looks at a file calls nobody.
        assertThat(Commands.printed("journal check-file -o csv " + file)
                        .out()
                        .lines()
                        .toList())
                .hasSize(2)
                .first()
                .isEqualTo("file,journal,scope,exportTime,events,journals,blocks");
        assertThat(out("journal export --customer anna --program shop " + folder.resolve("anna.gbx")))
                .contains("events of customers and programs are in");
        assertThat(out("journal snapshots drop --program shop --customer anna --reason build -o json"))
                .contains("\"snapshotCount\": \"0\"");
    }

    private String out(String command) {
        Commands.Ran ran = giveback.run(command);
        assertThat(ran.exitCode()).as(command + ": " + ran.err()).isZero();
        return ran.out();
    }
}

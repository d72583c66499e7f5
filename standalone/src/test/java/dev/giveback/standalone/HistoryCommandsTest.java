package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.loyalty.v1.EventEntry;
import dev.giveback.loyalty.v1.LotPolicy;
import dev.giveback.loyalty.v1.ProgramAt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What admins type to look into the past, through a gateway to a real service. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoryCommandsTest {
    private final Instant lastWeek = Instant.now().minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    private final RunningGateway giveback = new RunningGateway();

    /** Anna has 1,250 points, and 40 by an order that was bought a week ago and recorded just now. */
    @BeforeAll
    void start() {
        TestShop shop = new TestShop(giveback.service());
        shop.create(TestShop.program().setLots(LotPolicy.newBuilder().setExpiryDays(365)));
        shop.give("anna", 1_250);
        shop.order("anna", "o-1", 40, lastWeek);
    }

    @AfterAll
    void stop() {
        giveback.close();
    }

    private String out(String arguments) {
        Commands.Ran ran = giveback.run(arguments);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    @Test
    void eventsAreATableWithWhatEachChanged() {
        assertThat(out("journal show anna --program shop --changes --operator carol --reason audit")
                        .lines())
                .anyMatch(line ->
                        line.matches(" +2 .*  checkout +\\+40 +1,290  o-1 +v1 +Order o-1 of GBP 40.00 earned 40 points,"
                                + " bought at .*"))
                .anyMatch(line -> line.endsWith("points.total: 1250  ->  1290"))
                .anyMatch(line -> line.endsWith("orders/o-1: GBP 40.00, 40 points  (new)"));
        assertThat(out("journal show anna --program shop --type expiry")).contains("Customer anna has no such events.");
        assertThat(out("journal show anna --program shop --limit 1")).contains("There are more: --limit");
        assertThat(out("journal acts --limit 50"))
                .contains("ListEvents")
                .contains("carol")
                .contains("audit");
    }

    @Test
    void eventsAreLinesOfJson() throws InvalidProtocolBufferException {
        List<String> lines = out("journal show anna --program shop --oldest-first --stored -o json")
                .lines()
                .toList();
        assertThat(lines).hasSize(2);
        EventEntry.Builder event = EventEntry.newBuilder();
        JsonFormat.parser().merge(lines.getFirst(), event);
        assertThat(event.getEntry().getSequenceNumber()).isEqualTo(1);
        assertThat(event.getStoredJson()).contains("pointsAdjusted");
        assertThat(out("journal show anna --program shop --type hold -o json")).isEmpty();
    }

    @Test
    void aCustomerIsShownAsItWasAsItIsKnownNowAndAsItWillBe() {
        String day = lastWeek.plus(Duration.ofDays(1)).toString();
        assertThat(out("journal at anna --program shop"))
                .contains("1,290  (1,290 available")
                .contains("points expire")
                .contains("after event 2)");
        assertThat(out("journal at anna --program shop --sequence 1")).contains("1,250  (1,250 available");
        assertThat(out("journal at anna --program shop --time " + day))
                .contains("Nothing was known of this customer; the first event was recorded on ");
        assertThat(out("journal at anna --program shop --time " + day + " --known-at now"))
                .contains("40  (40 available")
                .contains("late facts [2]")
                .contains("as known on");
        assertThat(out("journal at anna --program shop --time 2999-01-01"))
                .contains("0  (0 available")
                .contains("1,290 expired")
                .contains("Time alone changes nothing any more.");
        assertThat(out("journal at anna --program shop -o json")).contains("\"lateSequenceNumbers\": []");
    }

    @Test
    void twoMomentsAreComparedAndTheDifferenceIsExplained() {
        assertThat(out("journal compare anna 1 now --program shop"))
                .contains("points.total")
                .containsPattern("by events +\\+40 ")
                .contains("Order o-1 of GBP 40.00");
        assertThat(out("journal compare anna 2 2 --program shop"))
                .contains("Nothing differs.")
                .contains("No event is between them.");
        String day = lastWeek.plus(Duration.ofDays(1)).toString();
        assertThat(out("journal compare anna " + day + " " + day + "@now --program shop"))
                .containsPattern("by events +\\+40 ");
    }

    @Test
    void aProgramIsShownAtAnyTime() throws InvalidProtocolBufferException {
        assertThat(out("journal program --program shop"))
                .contains("customers    1, 0 of them members")
                .contains("1,290  (1,290 available")
                .containsPattern("at most 30 days +1,290");
        assertThat(out("journal program --program shop --time 2000-01-01")).contains("It had no customers.");
        ProgramAt.Builder known = ProgramAt.newBuilder();
        JsonFormat.parser()
                .merge(
                        out("journal program --program shop --known-at now -o json --time "
                                + lastWeek.plus(Duration.ofDays(1))),
                        known);
        assertThat(known.getBalance().getTotal()).isEqualTo(40);
        assertThat(known.getLateFactCount()).isEqualTo(1);
    }

    @Test
    void whatThereIsNotIsSaidInOneLine() {
        for (String arguments : List.of(
                "journal show ben --program shop",
                "journal at ben --program shop",
                "journal compare ben 1 2 --program shop")) {
            Commands.Ran ran = giveback.run(arguments);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err().strip()).isEqualTo("giveback: the program shop knows no customer ben");
        }
        assertThat(giveback.run("journal program --program none").err()).contains("there is no program none");
        assertThat(giveback.run("journal at anna --program shop --sequence 99").err())
                .contains("must be 1 to 2, the number of the latest event");
    }
}

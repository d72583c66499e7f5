package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Correction;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.shadow.CustomerTrial;
import dev.giveback.loyalty.shadow.Spending;
import dev.giveback.loyalty.shadow.Trial;
import dev.giveback.loyalty.shadow.TrialClock;
import dev.giveback.loyalty.shadow.TrialSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A back-test asks the rules about the corrected order, not about what was recorded wrong. */
final class CorrectedTrialTest {
    private static final Instant BOUGHT = Instant.parse("2026-03-02T10:00:00Z");

    private final List<CustomerEvent> events = new ArrayList<>();
    private Customer customer = Customer.NEW;

    private void record(Command command, Instant now) {
        CustomerEvent event = ((Decision.Accepted) customer.decide(command, Programs.PLAIN, now)).event();
        events.add(event);
        customer = customer.evolve(event);
    }

    private TrialSums tried(TrialClock clock) {
        Trial trial = new Trial(
                version -> Programs.PLAIN,
                Programs.PLAIN,
                List.<Program>of(Programs.PLAIN),
                Conditions.NONE,
                null,
                null,
                BOUGHT.plus(Duration.ofDays(10)),
                Spending.SAME_REQUESTS,
                clock);
        TrialSums sums = new TrialSums(trial);
        CustomerTrial told = new CustomerTrial(trial, "anna", sums);
        events.forEach(told::add);
        told.end();
        return sums;
    }

    @ParameterizedTest
    @EnumSource
    void theSameRulesGiveWhatTheCorrectionGave(TrialClock clock) {
        Money price = new Money(Programs.GBP, 1_000);
        record(
                new Command.CompleteCheckout(
                        new Request("r1", 1, ""),
                        "o1",
                        List.of(new Command.CompleteCheckout.Line("tea", "", 1, price)),
                        BOUGHT),
                BOUGHT);
        record(
                new Command.CompleteCheckout(
                        new Request("r2", 2, ""),
                        "o2",
                        List.of(new Command.CompleteCheckout.Line("tea", "", 1, price)),
                        BOUGHT.plusSeconds(5)),
                BOUGHT.plusSeconds(5));
        WantedCorrection wanted = new WantedCorrection(
                "o1", BOUGHT.minusSeconds(60), List.of(new WantedCorrection.Line(1, null, null, 3L, null)));
        record(
                new Command.CorrectOrder(
                        new Request("r3", 3, ""),
                        "typed wrong",
                        events.size(),
                        Correction.of(
                                events, wanted, version -> Programs.PLAIN, Programs.PLAIN, BOUGHT.plusSeconds(9))),
                BOUGHT.plusSeconds(9));
        record(
                new Command.RefundOrder(
                        new Request("r4", 4, ""),
                        "o1",
                        List.of(new Command.RefundOrder.Line(1, 1)),
                        BOUGHT.plusSeconds(20),
                        ""),
                BOUGHT.plusSeconds(20));
        assertThat(customer.balance(BOUGHT.plusSeconds(30)).total()).isEqualTo(30);

        TrialSums sums = tried(clock);

        assertThat(sums.differences()).isEmpty();
        assertThat(sums.baseline().closing().outstanding()).isEqualTo(30);
        assertThat(sums.candidates().getFirst().closing().outstanding()).isEqualTo(30);
        assertThat(sums.baseline().spend()).isEqualTo(3_000);
        assertThat(sums.candidates().getFirst().spend()).isEqualTo(3_000);
        assertThat(sums.candidates().getFirst().refusals()).isEmpty();
    }
}

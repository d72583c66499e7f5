package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Hindsight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random stories, each looked at about random moments as known at random later ones: the domain's hindsight against the naive one, and
 * against sums of what the events say.
 */
final class HindsightModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.seeds", 250);
    private static final long FIRST_SEED = Long.getLong("giveback.model.first-seed", 1);
    private static final int COMMANDS = 120;
    private static final int LOOKS = 25;

    private final Map<String, Long> seen = new TreeMap<>();

    /** The domain's rule, or one with a bug. */
    private interface Rule {
        Customer with(Customer customer, CustomerEvent fact, Instant moment);
    }

    @Test
    void hindsightAgreesWithTheNaiveRuleAboutEveryMoment() {
        tell(Hindsight::with, SEEDS);
        if (SEEDS >= 100) {
            assertThat(seen)
                    .containsKeys("late order", "late refund", "not late", "owed anew", "held", "in the past only");
        }
    }

    @Test
    void aRuleThatForgetsLateFactsIsFound() {
        assertThatThrownBy(() -> tell((customer, fact, moment) -> customer, 50)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aRuleThatReplaysThemAsIfTheyWereInOrderIsFound() {
        assertThatThrownBy(() -> tell((customer, fact, moment) -> customer.evolve(fact), 50))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aRuleThatTakesLateOrdersAndNoLateRefundsIsFound() {
        assertThatThrownBy(() -> tell(
                        (customer, fact, moment) -> fact.change() instanceof OrderRefunded
                                ? customer
                                : Hindsight.with(customer, fact, moment),
                        50))
                .isInstanceOf(AssertionError.class);
    }

    private void tell(Rule rule, int seeds) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            DomainSubject subject = DomainSubject.asItIs();
            RandomSteps.of(seed, COMMANDS).forEach(subject::submit);
            Chance chance = new Chance(seed * 31);
            for (int look = 0; look < LOOKS && !subject.events().isEmpty(); look++) {
                try {
                    look(subject.events(), rule, chance);
                } catch (AssertionError | RuntimeException difference) {
                    throw new AssertionError(
                            "seed " + seed + ", look " + look + " (repeat with -Dgiveback.model.first-seed=" + seed
                                    + " -Dgiveback.model.seeds=1)",
                            difference);
                }
            }
        }
    }

    private void look(List<CustomerEvent> events, Rule rule, Chance chance) {
        Instant moment = aMoment(events, chance);
        Instant known = aMoment(events, chance);
        Customer customer = Customer.NEW;
        NaiveHindsight naive = new NaiveHindsight(moment);
        long late = 0;
        for (CustomerEvent event : events) {
            Instant recorded = event.header().time();
            if (recorded.isAfter(known)) {
                continue;
            }
            if (!recorded.isAfter(moment)) {
                customer = customer.evolve(event);
                naive.recorded(event);
            } else if (tookEffectBy(event, moment)) {
                customer = rule.with(customer, event, moment);
                naive.late(event);
                late++;
                see(event.change() instanceof CheckoutCompleted ? "late order" : "late refund");
            } else {
                // The domain sees for itself that this is none.
                assertThat(Hindsight.with(customer, event, moment)).isSameAs(customer);
                see("not late");
            }
        }
        compare(customer, naive, moment);
        if (late == 0) {
            see("in the past only");
        }
    }

    private void compare(Customer customer, NaiveHindsight naive, Instant moment) {
        Balance balance = customer.balance(moment);
        NaiveHindsight.Points points = naive.points();
        assertThat(new NaiveHindsight.Points(balance.available(), balance.pending(), balance.held(), balance.owed()))
                .as("points about %s", moment)
                .isEqualTo(points);
        assertThat(customer.totals(moment).outstanding())
                .as("books about %s", moment)
                .isEqualTo(balance.total())
                .isEqualTo(naive.books() - naive.expired());
        if (points.owed() > 0) {
            see("owed anew");
        }
        if (points.held() > 0) {
            see("held");
        }
    }

    /** The contract's words, written out: the shop's time of a purchase or refund. */
    private static boolean tookEffectBy(CustomerEvent event, Instant moment) {
        return switch (event.change()) {
            case CheckoutCompleted order -> !order.purchaseTime().isAfter(moment);
            case OrderRefunded refund -> !refund.refundTime().isAfter(moment);
            default -> false;
        };
    }

    private static Instant aMoment(List<CustomerEvent> events, Chance chance) {
        CustomerEvent near = chance.oneOf(events);
        Instant recorded = near.header().time();
        return switch ((int) chance.between(0, 5)) {
            case 0 -> recorded;
            case 1 -> recorded.minusMillis(1);
            case 2 -> Hindsight.effective(near);
            case 3 -> events.getFirst().header().time().plus(Duration.ofDays(chance.between(0, 400)));
            case 4 -> recorded.plus(Duration.ofDays(chance.between(0, 30)));
            default -> recorded.minus(Duration.ofDays(chance.between(0, 60)));
        };
    }

    private void see(String what) {
        seen.merge(what, 1L, Long::sum);
    }
}

package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random orders and refunds, recorded in any order. The oracle is the same customer to whom everything was told at once, when it
 * happened: after one re-derivation orders, days and tier are the same, and refunds afterwards are exact to the point.
 */
final class RederivationModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.rederive-seeds", 150);
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(150));

    /** Something that happened, and when it was told. */
    private record Fact(Instant happened, Instant recorded, Command command) {}

    private static Program program(int expiryDays) {
        EarningRules earning = Programs.earning(
                List.of(
                        new Multiplier("gold", facts -> facts.customer().tier().equals("gold"), 200),
                        new Multiplier("rich", facts -> facts.customer().points() > 60, 150)),
                Stacking.HIGHEST,
                List.of(new Bonus("first", facts -> facts.customer().orderCount() == 0, 25)),
                0,
                70,
                Period.MONTH);
        return new Program(
                "shop",
                3,
                Programs.GBP,
                Programs.LONDON,
                earning,
                new TierRules(
                        TierRules.Metric.POINTS, 40, 30, 5, List.of(new Tier("silver", 40), new Tier("gold", 80))),
                new LotRules(2, expiryDays),
                new RefundRules(0, Shortfall.ALLOW_NEGATIVE),
                Duration.ofMinutes(15),
                36_500);
    }

    private static List<Fact> facts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant bought =
                    BEGIN.plus(Duration.ofHours(random.nextLong(24 * 120)).plusMinutes(i));
            List<CompleteCheckout.Line> lines = new ArrayList<>();
            for (int line = random.nextInt(1, 3); line > 0; line--) {
                lines.add(new CompleteCheckout.Line(
                        "p" + line, "", random.nextInt(1, 5), new Money(Programs.GBP, random.nextInt(2_500))));
            }
            Instant told = told(random, bought);
            facts.add(new Fact(bought, told, new CompleteCheckout(request("o" + i), "o" + i, lines, bought)));
            if (random.nextInt(3) == 0) {
                Instant given = bought.plus(Duration.ofHours(random.nextLong(1, 24 * 20)));
                Instant toldLater = told(random, given);
                facts.add(new Fact(
                        given,
                        toldLater.isAfter(told) ? toldLater : told.plusSeconds(1),
                        new RefundOrder(
                                request("r" + i), "o" + i, List.of(new RefundOrder.Line(1, 1)), given, "back")));
            }
        }
        return facts;
    }

    /** Half of it at once. */
    private static Instant told(SplittableRandom random, Instant happened) {
        return random.nextBoolean() ? happened : happened.plus(Duration.ofHours(random.nextLong(1, 24 * 29)));
    }

    private static Request request(String id) {
        return new Request(id, id.hashCode(), "");
    }

    private static List<CustomerEvent> tell(List<Fact> facts, Program program, Comparator<Fact> order, boolean atOnce) {
        Customer customer = Customer.NEW;
        List<CustomerEvent> events = new ArrayList<>();
        for (Fact fact : facts.stream().sorted(order).toList()) {
            Instant now = atOnce ? fact.happened() : fact.recorded();
            CustomerEvent event = accepted(customer.decide(fact.command(), program, now));
            events.add(event);
            customer = customer.evolve(event);
        }
        return events;
    }

    private static CustomerEvent accepted(Decision decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).event();
    }

    private static Customer replayed(List<CustomerEvent> events) {
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events) {
            customer = customer.evolve(event);
        }
        return customer;
    }

    private static Decision rederive(Customer customer, List<CustomerEvent> events, Program program) {
        return customer.decide(
                new Command.RederiveOrders(
                        request("rederive-" + events.size()),
                        "late",
                        customer.revision(),
                        Rederivation.of(events, version -> program, program, END)),
                program,
                END);
    }

    private static boolean differ(Customer one, Customer other, Program program) {
        return !points(one).equals(points(other))
                || !one.days().equals(other.days())
                || !one.tier(program, END)
                        .tierId()
                        .equals(other.tier(program, END).tierId());
    }

    private static List<String> points(Customer customer) {
        return customer.orders().open().entrySet().stream()
                .map(order -> order.getKey() + " " + order.getValue().linePoints())
                .sorted()
                .toList();
    }

    @Test
    void afterOneRederivationEverythingIsAsIfItHadBeenToldAtOnce() {
        int different = 0;
        for (int expiryDays : new int[] {0, 60}) {
            Program program = program(expiryDays);
            for (long seed = 1; seed <= SEEDS; seed++) {
                List<Fact> facts = facts(seed);
                Customer oracle = replayed(tell(facts, program, Comparator.comparing(Fact::happened), true));
                List<CustomerEvent> events =
                        new ArrayList<>(tell(facts, program, Comparator.comparing(Fact::recorded), false));
                Customer late = replayed(events);
                different += differ(late, oracle, program) ? 1 : 0;

                Decision decision = rederive(late, events, program);
                if (decision instanceof Accepted made) {
                    events.add(made.event());
                }
                Customer derived = replayed(events);
                assertThat(points(derived)).as("points, seed %s", seed).isEqualTo(points(oracle));
                assertThat(derived.days()).as("days, seed %s", seed).isEqualTo(oracle.days());
                assertThat(derived.tier(program, END)).as("tier, seed %s", seed).isEqualTo(oracle.tier(program, END));
                if (expiryDays == 0) {
                    assertThat(derived.balance(END).total())
                            .as("balance, seed %s", seed)
                            .isEqualTo(oracle.balance(END).total());
                }
                assertThat(derived.totals(END).outstanding())
                        .as("books, seed %s", seed)
                        .isEqualTo(derived.balance(END).total());
                assertThat(rederive(derived, events, program))
                        .as("again, seed %s", seed)
                        .isInstanceOf(Decision.Unchanged.class);
                refundAll(derived, program, expiryDays == 0, seed);
            }
        }
        // The negative control: most stories differ without the re-derivation.
        assertThat(different).isGreaterThan(SEEDS);
    }

    /** All that is left of every order, item by item: each gives back exactly what it earns now. */
    private static void refundAll(Customer derived, Program program, boolean isNothingExpired, long seed) {
        Customer customer = derived;
        int number = 0;
        for (Order order : derived.orders().open().values()) {
            long taken = order.pointsRefunded();
            for (int line = 1; line <= order.completed().lines().size(); line++) {
                for (long left = order.refundable(line); left > 0; left--) {
                    CustomerEvent event = accepted(customer.decide(
                            new RefundOrder(
                                    request("all-" + number++),
                                    order.completed().orderId(),
                                    List.of(new RefundOrder.Line(line, 1)),
                                    null,
                                    ""),
                            program,
                            END.plusSeconds(number)));
                    taken += ((Change.OrderRefunded) event.change()).pointsDue();
                    customer = customer.evolve(event);
                }
            }
            assertThat(taken)
                    .as("order %s, seed %s", order.completed().orderId(), seed)
                    .isEqualTo(order.pointsEarned());
        }
        if (isNothingExpired) {
            assertThat(customer.balance(END.plusSeconds(number)).total())
                    .as("seed %s", seed)
                    .isZero();
        }
    }

    @Test
    void whatIsToldAtOnceIsNeverDerivedToSomethingElse() {
        Program program = program(60);
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<CustomerEvent> events = tell(facts(seed), program, Comparator.comparing(Fact::happened), true);
            Rederivation rederivation = Rederivation.of(events, version -> program, program, END);
            assertThat(rederivation.lateOrderIds()).isEmpty();
            assertThat(rederive(replayed(events), events, program)).isInstanceOf(Decision.Unchanged.class);
        }
    }

    @Test
    void aCustomerThatChangedMeanwhileIsCalculatedAgain() {
        Program program = program(0);
        List<CustomerEvent> events = tell(facts(1), program, Comparator.comparing(Fact::recorded), false);
        Customer customer = replayed(events);
        Rederivation rederivation = Rederivation.of(events, version -> program, program, END);
        Decision decision = customer.decide(
                new Command.RederiveOrders(request("r"), "late", customer.revision() - 1, rederivation), program, END);

        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(((Decision.Rejected) decision).refusal().reason()).isEqualTo(Reason.CUSTOMER_CHANGED);
    }

    private static Program with(Shortfall policy) {
        Program base = program(0);
        return new Program(
                base.id(),
                base.version(),
                base.currency(),
                base.zone(),
                base.earning(),
                TierRules.NONE,
                new LotRules(0, 0),
                new RefundRules(0, policy),
                base.holdTimeToLive(),
                base.backdatingDays());
    }

    /** A late first order takes the bonus for the first order from the one that had it. */
    @Test
    void whatOneOrderGainsPaysForWhatAnotherLoses() {
        Program program = with(Shortfall.REFUSE);
        List<CustomerEvent> events = new ArrayList<>();
        record(events, order("o1", 1_000, 10), program, 10);
        record(events, new Command.RedeemPoints(request("spend"), 35, "mug"), program, 11);
        record(events, order("o0", 0, 5), program, 12);

        OrdersRederived change = (OrdersRederived)
                accepted(rederive(replayed(events), events, program)).change();
        assertThat(change.lateOrderIds()).containsExactly("o0");
        assertThat(change.orders()).extracting(Change.RederivedOrder::orderId).containsExactly("o0", "o1");
        assertThat(change.points()).isZero();
        assertThat(change.orders().getFirst().added()).isEqualTo(25);
        assertThat(LotUse.sum(change.orders().getLast().uses())).isEqualTo(25);
    }

    /** The same, but the late order was refunded too, so nothing is there to pay for the 25 points that are spent. */
    @Test
    void pointsThatMustBeTakenAndAreSpentFollowTheShortfallPolicy() {
        for (Shortfall policy : Shortfall.values()) {
            Program program = with(policy);
            List<CustomerEvent> events = new ArrayList<>();
            record(events, order("o1", 1_000, 10), program, 10);
            record(events, new Command.RedeemPoints(request("spend"), 35, "mug"), program, 11);
            record(events, order("o0", 0, 5), program, 12);
            Instant refunded = BEGIN.plus(Duration.ofDays(6));
            record(
                    events,
                    new RefundOrder(request("back"), "o0", List.of(new RefundOrder.Line(1, 1)), refunded, ""),
                    program,
                    12);
            Customer customer = replayed(events);
            Decision decision = rederive(customer, events, program);
            switch (policy) {
                case REFUSE ->
                    assertThat(((Decision.Rejected) decision).refusal().reason())
                            .isEqualTo(Reason.INSUFFICIENT_POINTS);
                case CLAMP -> {
                    OrdersRederived change =
                            (OrdersRederived) accepted(decision).change();
                    assertThat(change.orders().getLast().forgiven()).isEqualTo(25);
                    assertThat(customer.evolve(accepted(decision)).balance(END).total())
                            .isZero();
                }
                case ALLOW_NEGATIVE -> {
                    OrdersRederived change =
                            (OrdersRederived) accepted(decision).change();
                    assertThat(change.orders().getLast().owed()).isEqualTo(25);
                    assertThat(customer.evolve(accepted(decision)).balance(END).total())
                            .isEqualTo(-25);
                }
            }
        }
    }

    private static CompleteCheckout order(String id, long pence, int day) {
        return new CompleteCheckout(
                request(id),
                id,
                List.of(new CompleteCheckout.Line("tea", "", 1, new Money(Programs.GBP, pence))),
                BEGIN.plus(Duration.ofDays(day)));
    }

    private static void record(List<CustomerEvent> events, Command command, Program program, int day) {
        events.add(accepted(replayed(events).decide(command, program, BEGIN.plus(Duration.ofDays(day)))));
    }
}

package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random orders, half of them recorded wrong (another time, price, quantity or product, a line too many or too few), refunds, and corrections
 * that come some time later. The oracle never sees a wrong order: it is told at once what was bought, when it was bought.
 */
final class CorrectionModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.correct-seeds", 150);
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(200));

    private record Bought(Instant time, List<CompleteCheckout.Line> lines) {}

    /** Something that was told; a correction is not a command yet, because it is calculated from what was told before. */
    private record Told(Instant time, Object what) {}

    private record Story(List<Told> told, List<Told> truth) {}

    private static Program program(int expiryDays) {
        EarningRules earning = Programs.earning(
                List.of(
                        new Multiplier("gold", facts -> facts.customer().tier().equals("gold"), 200),
                        new Multiplier("many", facts -> facts.order().lineCount() > 2, 150)),
                Stacking.HIGHEST,
                List.of(new Bonus("first", facts -> facts.customer().orderCount() == 0, 25)),
                0,
                90,
                Period.MONTH);
        return new Program(
                "shop",
                3,
                Programs.GBP,
                Programs.LONDON,
                earning,
                new TierRules(
                        TierRules.Metric.SPEND,
                        40,
                        30,
                        5,
                        List.of(new Tier("silver", 5_000), new Tier("gold", 12_000))),
                new LotRules(2, expiryDays),
                new RefundRules(0, Shortfall.ALLOW_NEGATIVE),
                Duration.ofMinutes(15),
                36_500);
    }

    private static Request request(String id) {
        return new Request(id, id.hashCode(), "");
    }

    private static CompleteCheckout checkout(int i, Bought bought) {
        return new CompleteCheckout(request("o" + i), "o" + i, bought.lines(), bought.time());
    }

    private static Story story(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Told> told = new ArrayList<>();
        List<Told> truth = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Instant time = BEGIN.plus(
                    Duration.ofDays(20).plusHours(random.nextLong(24 * 100)).plusMinutes(i));
            Bought right = new Bought(time, lines(random));
            boolean isRefunded = random.nextInt(3) == 0;
            Instant recorded = time.plus(Duration.ofHours(random.nextBoolean() ? 0 : random.nextLong(24 * 20)));
            truth.add(new Told(time, checkout(i, right)));
            Instant corrected = recorded.plus(Duration.ofHours(random.nextLong(1, 24 * 30)));
            if (random.nextBoolean()) {
                Bought wrong = wrong(random, right);
                told.add(new Told(recorded, checkout(i, wrong)));
                told.add(new Told(corrected, correction(i, wrong, right)));
            } else {
                told.add(new Told(recorded, checkout(i, right)));
            }
            if (isRefunded) {
                Instant given = recorded.plus(Duration.ofHours(random.nextLong(1, 24 * 20)));
                RefundOrder refund =
                        new RefundOrder(request("r" + i), "o" + i, List.of(new RefundOrder.Line(1, 1)), given, "back");
                told.add(new Told(given.plus(Duration.ofHours(random.nextLong(24 * 10))), refund));
                truth.add(new Told(given, refund));
            }
        }
        told.sort(Comparator.comparing(Told::time));
        truth.sort(Comparator.comparing(Told::time));
        return new Story(told, truth);
    }

    private static List<CompleteCheckout.Line> lines(SplittableRandom random) {
        List<CompleteCheckout.Line> lines = new ArrayList<>();
        for (int line = random.nextInt(1, 4); line > 0; line--) {
            lines.add(line("p" + line, random.nextInt(1, 5), random.nextInt(2_500)));
        }
        return lines;
    }

    private static CompleteCheckout.Line line(String product, long quantity, long price) {
        return new CompleteCheckout.Line(product, "", quantity, new Money(Programs.GBP, price));
    }

    /** One or more things are wrong: never more lines missing than there are, and the first line always has something. */
    private static Bought wrong(SplittableRandom random, Bought right) {
        List<CompleteCheckout.Line> lines = new ArrayList<>(right.lines());
        Instant time = right.time();
        int kinds = random.nextInt(1, 32);
        if ((kinds & 1) != 0) {
            time = time.minus(Duration.ofHours(random.nextLong(1, 24 * 15)));
        }
        if ((kinds & 2) != 0) {
            CompleteCheckout.Line line = lines.getFirst();
            lines.set(0, line(line.product(), line.quantity(), random.nextInt(2_500)));
        }
        if ((kinds & 4) != 0) {
            CompleteCheckout.Line line = lines.getLast();
            lines.set(
                    lines.size() - 1,
                    line("q", random.nextInt(1, 9), line.unitPrice().minor()));
        }
        if ((kinds & 8) != 0 && lines.size() > 1) {
            lines.removeLast();
        }
        if ((kinds & 16) != 0) {
            lines.add(line("superfluous", random.nextInt(1, 3), random.nextInt(2_500)));
        }
        return new Bought(time, lines);
    }

    private static WantedCorrection correction(int i, Bought wrong, Bought right) {
        List<WantedCorrection.Line> lines = new ArrayList<>();
        for (int line = 0; line < Math.max(wrong.lines().size(), right.lines().size()); line++) {
            if (line >= right.lines().size()) {
                lines.add(new WantedCorrection.Line(line + 1, null, null, 0L, null));
            } else {
                CompleteCheckout.Line is = right.lines().get(line);
                lines.add(new WantedCorrection.Line(
                        line < wrong.lines().size() ? line + 1 : 0,
                        is.product(),
                        is.category(),
                        is.quantity(),
                        is.unitPrice()));
            }
        }
        return new WantedCorrection("o" + i, right.time(), lines);
    }

    private static Customer replayed(List<CustomerEvent> events) {
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events) {
            customer = customer.evolve(event);
        }
        return customer;
    }

    private static Command command(List<CustomerEvent> events, Object what, Program program, Instant now) {
        return what instanceof WantedCorrection wanted
                ? new Command.CorrectOrder(
                        request("c-" + wanted.orderId()),
                        "typed wrong",
                        events.size(),
                        Correction.of(events, wanted, version -> program, program, now))
                : (Command) what;
    }

    private static Decision rederive(List<CustomerEvent> events, Program program, Instant now) {
        return replayed(events)
                .decide(
                        new Command.RederiveOrders(
                                request("rederive-" + events.size()),
                                "late",
                                events.size(),
                                Rederivation.of(events, version -> program, program, now)),
                        program,
                        now);
    }

    private int corrections;
    private int nothing;

    private List<CustomerEvent> tell(List<Told> story, Program program, String seed) {
        List<CustomerEvent> events = new ArrayList<>();
        for (Told each : story) {
            Decision decision =
                    replayed(events).decide(command(events, each.what(), program, each.time()), program, each.time());
            if (decision instanceof Decision.Rejected rejected) {
                // What is wrong may come out as what is right.
                assertThat(rejected.refusal().reason()).as(seed + rejected).isEqualTo(Reason.NOTHING_TO_CORRECT);
                nothing++;
                continue;
            }
            events.add(((Accepted) decision).event());
            if (each.what() instanceof WantedCorrection) {
                corrections++;
                assertThat(rederive(events, program, each.time()))
                        .as("derived again right after a correction, %s", seed)
                        .isInstanceOf(Decision.Unchanged.class);
                Customer customer = replayed(events);
                assertThat(customer.totals(each.time()).outstanding())
                        .as("books, %s", seed)
                        .isEqualTo(customer.balance(each.time()).total());
            }
        }
        return events;
    }

    /** By order: what each line with a quantity earns, when it was bought, what it comes to, and what was refunded of it. */
    private static Map<String, String> orders(Customer customer) {
        Map<String, String> orders = new TreeMap<>();
        customer.orders().open().forEach((id, order) -> {
            StringBuilder words = new StringBuilder(order.completed().purchaseTime() + " "
                    + order.completed().total().minor() + " "
                    + order.completed().countingDay() + " "
                    + order.amountRefunded() + " " + order.pointsRefunded());
            for (int i = 0; i < order.completed().lines().size(); i++) {
                Change.OrderLine line = order.completed().lines().get(i);
                if (line.quantity() > 0) {
                    words.append(' ')
                            .append(line.product())
                            .append('=')
                            .append(order.linePoints().get(i));
                }
            }
            orders.put(id, words.toString());
        });
        return orders;
    }

    private static Map<Long, Days.Count> days(Customer customer) {
        Map<Long, Days.Count> days = new TreeMap<>(customer.days().byDay());
        days.values().removeIf(Days.Count.ZERO::equals);
        return days;
    }

    @Test
    void correctedOrdersAreAsIfNothingWrongHadEverBeenRecorded() {
        int different = 0;
        for (int expiryDays : new int[] {0, 60}) {
            Program program = program(expiryDays);
            for (long seed = 1; seed <= SEEDS; seed++) {
                Story story = story(seed);
                String name = "seed " + seed;
                Customer oracle = replayed(tell(story.truth(), program, name));
                List<CustomerEvent> events = tell(story.told(), program, name);
                List<Told> uncorrected = story.told().stream()
                        .filter(each -> !(each.what() instanceof WantedCorrection))
                        .toList();
                different += orders(replayed(tell(uncorrected, program, name))).equals(orders(oracle)) ? 0 : 1;
                // What became known late after the last correction.
                if (rederive(events, program, END) instanceof Accepted made) {
                    events.add(made.event());
                }
                Customer corrected = replayed(events);
                assertThat(orders(corrected)).as(name).isEqualTo(orders(oracle));
                assertThat(days(corrected)).as(name).isEqualTo(days(oracle));
                assertThat(corrected.days().all())
                        .as(name)
                        .isEqualTo(oracle.days().all());
                assertThat(corrected.tier(program, END)).as(name).isEqualTo(oracle.tier(program, END));
                assertThat(corrected.orderCount()).as(name).isEqualTo(oracle.orderCount());
                if (expiryDays == 0) {
                    assertThat(corrected.balance(END).total())
                            .as(name)
                            .isEqualTo(oracle.balance(END).total());
                }
            }
        }
        // The negative control: without the corrections most stories end otherwise. And the stories are rich.
        assertThat(different).isGreaterThan(SEEDS);
        assertThat(corrections).isGreaterThan(SEEDS * 5);
        assertThat(nothing).isLessThan(corrections / 10);
    }

    /** All that is left of every order, item by item: each gives back exactly what it earns now and what it comes to. */
    @Test
    void refundsOfCorrectedOrdersAreExactToTheLastPoint() {
        Program program = program(0);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Customer customer = replayed(tell(story(seed).told(), program, "seed " + seed));
            int number = 0;
            for (Order order : customer.orders().open().values()) {
                for (int line = 1; line <= order.completed().lines().size(); line++) {
                    for (long left = order.refundable(line); left > 0; left--) {
                        Decision refund = customer.decide(
                                new RefundOrder(
                                        request("all-" + number++),
                                        order.completed().orderId(),
                                        List.of(new RefundOrder.Line(line, 1)),
                                        null,
                                        ""),
                                program,
                                END.plusSeconds(number));
                        customer = customer.evolve(((Accepted) refund).event());
                    }
                }
            }
            assertThat(customer.balance(END.plusSeconds(number)).total())
                    .as("seed %s", seed)
                    .isZero();
            assertThat(days(customer)).as("seed %s", seed).isEmpty();
        }
    }
}

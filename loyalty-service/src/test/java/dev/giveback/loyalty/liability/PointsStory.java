package dev.giveback.loyalty.liability;

import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Correction;
import dev.giveback.loyalty.domain.CorrectionOutcome;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Period;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Rederivation;
import dev.giveback.loyalty.domain.RefundRules;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Transfer;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.journal.CustomerEventMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A random story of some customers over many months, told to the domain; what it recorded is kept in order. */
public final class PointsStory {
    public static final Program PROGRAM = program();

    private static final List<String> CUSTOMERS = List.of("anna", "ben", "cleo", "dora", "emil");

    private final SplittableRandom random;
    private final Map<String, Customer> customers = new TreeMap<>();
    private final Map<String, Long> seen = new TreeMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<CustomerEvent>> events = new HashMap<>();
    private final Map<String, List<String>> orders = new HashMap<>();
    private Instant now = Instant.parse("2024-01-03T12:00:00Z");
    private long number;

    /** One stored event. */
    public record Row(String customer, long sequenceNumber, dev.giveback.journal.v1.CustomerEvent event) {}

    public PointsStory(long seed) {
        random = new SplittableRandom(seed);
    }

    private static Program program() {
        Program plain = Programs.PLAIN;
        return new Program(
                "shop",
                3,
                plain.currency(),
                plain.zone(),
                new EarningRules(
                        new EarningRules.Rate(1, 100),
                        List.of(),
                        EarningRules.Stacking.HIGHEST,
                        List.of(new EarningRules.Bonus(
                                "first", facts -> facts.customer().orderCount() == 0, 20)),
                        0,
                        150,
                        Period.MONTH,
                        List.of()),
                plain.tiers(),
                new LotRules(3, 100),
                new RefundRules(0, RefundRules.Shortfall.ALLOW_NEGATIVE, 10),
                Duration.ofHours(30),
                30,
                new RedemptionRules(1, 1, 0, 100));
    }

    public List<Row> rows() {
        return rows;
    }

    Map<String, Long> seen() {
        return seen;
    }

    public Instant now() {
        return now;
    }

    public Map<String, Customer> customers() {
        return customers;
    }

    public PointsStory tell(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    private void step() {
        String id = one(CUSTOMERS);
        int kind = random.nextInt(100);
        if (kind < 28) {
            checkout(id);
        } else if (kind < 40) {
            refund(id);
        } else if (kind < 46) {
            decide(id, new Command.RedeemPoints(request(), points(id), "mug"));
        } else if (kind < 52) {
            hold(id);
        } else if (kind < 57) {
            decide(id, new Command.AdjustPoints(request(), random.nextInt(1, 30), "gift"));
        } else if (kind < 60) {
            decide(id, new Command.AdjustPoints(request(), -points(id), "mistake"));
        } else if (kind < 66) {
            reserve(id);
        } else if (kind < 72) {
            coupon(id);
        } else if (kind < 80) {
            send(id);
        } else if (kind < 82) {
            merge(id);
        } else if (kind < 84) {
            decide(id, new Command.ExpirePoints());
        } else if (kind < 87) {
            rederive(id);
        } else if (kind < 90) {
            correct(id);
        } else {
            now = now.plus(Duration.ofHours(random.nextInt(1, 24 * 16)));
        }
    }

    private void rederive(String id) {
        List<CustomerEvent> history = events.getOrDefault(id, List.of());
        Rederivation rederivation = Rederivation.of(history, version -> PROGRAM, PROGRAM, now);
        decide(id, new Command.RederiveOrders(request(), "late", history.size(), rederivation));
    }

    /** Another time or another quantity; what cannot be is refused. */
    private void correct(String id) {
        List<CustomerEvent> history = events.getOrDefault(id, List.of());
        List<Order> orders = customer(id).orders().inOrder();
        if (orders.isEmpty()) {
            return;
        }
        Order order = one(orders);
        WantedCorrection wanted = new WantedCorrection(
                order.completed().orderId(),
                random.nextBoolean()
                        ? null
                        : order.completed().purchaseTime().minus(Duration.ofHours(random.nextInt(24 * 20))),
                random.nextBoolean()
                        ? List.of()
                        : List.of(new WantedCorrection.Line(1, null, null, random.nextLong(1, 6), null)));
        CorrectionOutcome outcome = Correction.of(history, wanted, version -> PROGRAM, PROGRAM, now);
        decide(id, new Command.CorrectOrder(request(), "typed wrong", history.size(), outcome));
    }

    private Request request() {
        number++;
        return new Request("request-" + number, number, "");
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Customer customer(String id) {
        return customers.getOrDefault(id, Customer.NEW);
    }

    private long points(String id) {
        return Math.max(1, customer(id).balance(now).available() * random.nextInt(1, 101) / 100);
    }

    private boolean decide(String id, Command command) {
        if (!(customer(id).decide(command, PROGRAM, now) instanceof Decision.Accepted accepted)) {
            return false;
        }
        CustomerEvent event = accepted.event();
        Customer next = customer(id).evolve(event);
        customers.put(id, next);
        events.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
        rows.add(new Row(id, next.revision(), CustomerEventMapper.toProto(event)));
        seen.merge(event.change().getClass().getSimpleName(), 1L, Long::sum);
        return true;
    }

    private List<CompleteCheckout.Line> lines() {
        List<CompleteCheckout.Line> lines = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            lines.add(new CompleteCheckout.Line(
                    "p" + i, "", random.nextInt(1, 4), new Money(Programs.GBP, random.nextInt(0, 3_000))));
        }
        return lines;
    }

    private Cart cart(String id) {
        return random.nextInt(3) == 0
                ? new Cart(
                        lines(),
                        random.nextInt(300),
                        List.of(),
                        List.of(),
                        new PointsPayment.Points(Math.min(300, points(id))))
                : Cart.of(lines());
    }

    private void checkout(String id) {
        String order = "order-" + number;
        Instant bought = random.nextInt(3) == 0 ? now.minus(Duration.ofHours(random.nextInt(24 * 29))) : now;
        if (decide(id, new CompleteCheckout(request(), order, cart(id), bought, null))) {
            orders.computeIfAbsent(id, any -> new ArrayList<>()).add(order);
        }
    }

    private void refund(String id) {
        List<String> known = orders.get(id);
        if (known != null) {
            decide(
                    id,
                    new Command.RefundOrder(
                            request(),
                            one(known),
                            List.of(new Command.RefundOrder.Line(1, 1)),
                            null,
                            "",
                            random.nextInt(4) == 0));
        }
    }

    private void hold(String id) {
        String hold = "hold-" + number;
        if (decide(id, new Command.HoldPoints(request(), hold, points(id), null))) {
            int end = random.nextInt(3);
            now = now.plus(Duration.ofHours(random.nextInt(40)));
            if (end == 0) {
                decide(id, new Command.CaptureHold(request(), hold, 1));
            } else if (end == 1) {
                decide(id, new Command.ReleaseHold(request(), hold));
            }
        }
    }

    private void reserve(String id) {
        String order = "order-" + number;
        if (decide(id, new Command.ReserveCheckout(request(), order, cart(id), null, null))) {
            now = now.plus(Duration.ofHours(random.nextInt(20)));
            switch (random.nextInt(4)) {
                case 0 -> decide(id, new Command.CancelReservation(request(), order));
                case 1 -> decide(id, new Command.ExtendReservation(request(), order, null));
                case 2 -> {
                    if (decide(id, new Command.ConfirmReservation(request(), order, List.of(), null))) {
                        orders.computeIfAbsent(id, any -> new ArrayList<>()).add(order);
                    }
                }
                default -> {}
            }
        }
    }

    private void coupon(String id) {
        String coupon = "coupon-" + number;
        CouponTerms terms = new CouponTerms(
                "",
                new Benefit.PercentOff(1_000, Benefit.Scope.ORDER),
                Selection.ALL,
                "",
                "",
                0,
                0,
                "one",
                0,
                false,
                true);
        if (decide(id, new Command.GrantCoupon(request(), coupon, "", 0, terms, null, null, "", points(id), number))) {
            if (random.nextInt(2) == 0) {
                now = now.plus(Duration.ofDays(random.nextInt(40)));
                decide(id, new Command.RevokeCoupon(request(), coupon, "", true));
            }
        }
    }

    /** Mostly to its end; some stay in transit. */
    private void send(String sender) {
        String recipient = one(CUSTOMERS);
        String id = "transfer-" + number;
        if (recipient.equals(sender)
                || !customer(recipient).exists()
                || !decide(sender, new Command.SendPoints(request(), id, recipient, points(sender), "", null))) {
            return;
        }
        if (random.nextInt(6) == 0) {
            return;
        }
        now = now.plus(Duration.ofHours(random.nextInt(24 * 30)));
        Transfer transfer = customer(sender).sagas().transfer(id);
        if (transfer != null && random.nextInt(4) > 0) {
            if (decide(recipient, new Command.ReceivePoints(sender, id, "", transfer.lots()))
                    && rows.getLast().event().hasPointsReceived()) {
                decide(sender, new Command.EndTransfer(id, null));
            }
        } else {
            decide(sender, new Command.EndTransfer(id, Reason.BALANCE_LIMIT_REACHED));
        }
    }

    private void merge(String source) {
        String target = one(CUSTOMERS);
        if (target.equals(source)
                || !customer(target).exists()
                || customer(target).sagas().merge() != null
                || random.nextInt(3) > 0
                || !decide(source, new Command.BeginMerge(request(), target, 1, null))) {
            return;
        }
        Merge merge = customer(source).sagas().merge();
        if (merge == null || merge.estate() == null || random.nextInt(5) == 0) {
            return;
        }
        now = now.plus(Duration.ofHours(random.nextInt(100)));
        if (random.nextInt(2) == 0) {
            if (decide(target, new Command.AbsorbCustomer(source, merge.attempt(), merge.begun(), merge.estate()))
                    && rows.getLast().event().hasCustomerAbsorbed()) {
                decide(source, new Command.EndMerge(merge.attempt(), null));
            }
        } else {
            decide(source, new Command.EndMerge(merge.attempt(), new Decline(Reason.BALANCE_LIMIT_REACHED, "")));
        }
    }

    /** Points of all customers at the end of the story, by the domain. */
    public long outstanding() {
        return customers.values().stream()
                .mapToLong(customer -> customer.balance(now).total())
                .sum();
    }

    /** Points and debts on their way, by the domain. */
    long inTransit() {
        return -customers.values().stream()
                .mapToLong(customer -> customer.totals().transferred())
                .sum();
    }

    /** Points earned and given by hand, less what was taken by hand from the same; for a look at the sums. */
    long earned() {
        return rows.stream()
                .mapToLong(row -> row.event().getCheckoutCompleted().getPointsEarned()
                        + Math.max(0, row.event().getPointsAdjusted().getPoints())
                        + row.event().getOrdersRederived().getOrdersList().stream()
                                .mapToLong(order -> order.getPointsAdded())
                                .sum()
                        + row.event().getOrderCorrected().getSettled().getOrdersList().stream()
                                .mapToLong(order -> order.getPointsAdded())
                                .sum())
                .sum();
    }
}

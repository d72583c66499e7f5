package dev.giveback.recommendation.feed;

import dev.giveback.journal.v1.StoredLineBefore;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random shop that keeps its own books: orders with what is refunded of them, corrected in place. What the model should hold is told from the books alone.
 */
final class RandomJournal {
    static final int FIRST_DAY = 15_000;

    final ShopJournal journal = new ShopJournal();
    private final Random random;
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, Integer[]> objections = new LinkedHashMap<>();
    private final Map<String, List<String>> categories = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private int now = FIRST_DAY;

    private static final class Order {
        String customer = "";
        int day;
        List<StoredOrderLine> lines = List.of();
        long[] refunded = {};
        boolean isForgotten;
    }

    RandomJournal(long seed) {
        random = new Random(seed);
        journal.program("shop", "Europe/London");
    }

    RandomJournal write(int count) {
        for (int i = 0; i < count; i++) {
            now += random.nextInt(20) == 0 ? 1 : 0;
            switch (random.nextInt(24)) {
                case 0, 1, 2 -> refund();
                case 3, 4, 5 -> correct();
                case 6 -> state();
                case 7 -> merge();
                case 8 -> erase();
                default -> buy();
            }
        }
        return this;
    }

    private String anyone() {
        String customer;
        do {
            customer = "c" + random.nextInt(40 + gone.size());
        } while (gone.contains(customer));
        return customer;
    }

    private List<StoredOrderLine> lines() {
        List<StoredOrderLine> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            lines.add(ShopJournal.line("p" + random.nextInt(12), random.nextInt(4), random.nextInt(3) * 100L));
        }
        return lines;
    }

    private boolean objectsToLearning(String customer) {
        return List.of(objections.getOrDefault(customer, new Integer[0])).contains(2);
    }

    private void buy() {
        Order order = new Order();
        order.customer = anyone();
        order.day = now - random.nextInt(3);
        order.lines = lines();
        order.refunded = new long[order.lines.size()];
        order.isForgotten = objectsToLearning(order.customer);
        orders.add(order);
        journal.bought(order.customer, order.day, order.lines.toArray(new StoredOrderLine[0]));
    }

    /** An order of a customer who is there, and of whom nothing was forgotten: loyalty knows others too, and those have tests of their own. */
    private Order anOrder() {
        for (int i = 0; i < 20 && !orders.isEmpty(); i++) {
            Order order = orders.get(random.nextInt(orders.size()));
            if (!order.isForgotten && !gone.contains(order.customer)) {
                return order;
            }
        }
        buy();
        return orders.getLast();
    }

    private void refund() {
        Order order = anOrder();
        int at = random.nextInt(order.lines.size());
        StoredOrderLine line = order.lines.get(at);
        long units = random.nextLong(line.getQuantity() - order.refunded[at] + 1);
        order.refunded[at] += units;
        if (!order.isForgotten) {
            journal.refunded(
                    order.customer,
                    order.day,
                    line.toBuilder().setQuantity(units).build());
        }
    }

    private void correct() {
        Order order = anOrder();
        if (order.isForgotten) {
            return;
        }
        List<StoredLineBefore> before = new ArrayList<>();
        List<StoredOrderLine> after = new ArrayList<>();
        for (int i = 0; i < order.lines.size(); i++) {
            StoredOrderLine line = order.lines.get(i);
            before.add(StoredLineBefore.newBuilder()
                    .setProduct(line.getProduct())
                    .setQuantity(line.getQuantity())
                    .setUnitPriceMinor(line.getUnitPriceMinor())
                    .setRefundedQuantity(order.refunded[i])
                    .build());
            after.add(
                    random.nextBoolean()
                            ? line
                            : ShopJournal.line(
                                    "p" + random.nextInt(12),
                                    order.refunded[i] + random.nextInt(3),
                                    random.nextInt(3) * 100L));
        }
        if (random.nextBoolean()) {
            after.addAll(lines());
        }
        int day = order.day - random.nextInt(2);
        journal.corrected(order.customer, order.day, before, day, after);
        order.day = day;
        order.lines = after;
        order.refunded = Arrays.copyOf(order.refunded, after.size());
    }

    private void state() {
        String customer = anyone();
        Integer[] objecting = switch (random.nextInt(4)) {
            case 0 -> new Integer[] {2};
            case 1 -> new Integer[] {1};
            default -> new Integer[0];
        };
        objections.put(customer, objecting);
        categories.put(customer, List.of("k" + random.nextInt(5)));
        journal.stated(customer, categories.getOrDefault(customer, List.of()), List.of(), objecting);
        forgetIfObjecting(customer);
    }

    private void forgetIfObjecting(String customer) {
        if (objectsToLearning(customer)) {
            forget(customer);
        }
    }

    private void forget(String customer) {
        orders.stream().filter(order -> order.customer.equals(customer)).forEach(order -> order.isForgotten = true);
    }

    private void merge() {
        String from = anyone();
        String into = anyone();
        if (from.equals(into)) {
            return;
        }
        journal.absorbed(from, into);
        orders.stream().filter(order -> order.customer.equals(from)).forEach(order -> order.customer = into);
        Set<Integer> both = new HashSet<>(List.of(objections.getOrDefault(from, new Integer[0])));
        both.addAll(List.of(objections.getOrDefault(into, new Integer[0])));
        objections.put(into, both.toArray(new Integer[0]));
        List<String> joined = new ArrayList<>(categories.getOrDefault(into, List.of()));
        categories.getOrDefault(from, List.of()).stream()
                .filter(one -> !joined.contains(one))
                .forEach(joined::add);
        categories.put(into, joined);
        leave(from);
        forgetIfObjecting(into);
    }

    private void erase() {
        String customer = anyone();
        journal.erased(customer);
        forget(customer);
        leave(customer);
    }

    private void leave(String customer) {
        gone.add(customer);
        objections.remove(customer);
        categories.remove(customer);
    }

    /** What the model should hold by the books: every order as it is now, recorded once and right. */
    PurchaseModel asRecordedRight(String position) {
        PurchaseModel model = new PurchaseModel();
        for (Order order : orders) {
            List<Line> left = new ArrayList<>();
            for (int i = 0; i < order.lines.size(); i++) {
                long units = order.lines.get(i).getQuantity() - order.refunded[i];
                if (units > 0 && order.lines.get(i).getUnitPriceMinor() > 0) {
                    left.add(new Line(order.lines.get(i).getProduct(), (int) units));
                }
            }
            if (!order.isForgotten && !left.isEmpty()) {
                model.apply(new ShopEvent.Bought(order.customer, order.day, left), position);
            }
        }
        Set<String> said = new HashSet<>(objections.keySet());
        said.addAll(categories.keySet());
        for (String customer : said) {
            Set<Objection> objecting = new HashSet<>();
            for (int number : objections.getOrDefault(customer, new Integer[0])) {
                objecting.add(number == 1 ? Objection.PERSONAL_RECOMMENDATIONS : Objection.LEARNING_FROM_PURCHASES);
            }
            model.apply(
                    new ShopEvent.PreferencesStated(
                            customer, categories.getOrDefault(customer, List.of()), List.of(), objecting),
                    position);
        }
        return model;
    }
}

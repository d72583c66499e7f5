package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random customers of a shop whose orders have one line each, and what they come to at one and at two points a pound, reckoned by nothing
 * but sums: no code of the service has a part in it.
 */
final class NaiveShop {
    private final Random random;
    final Ledger single = new Ledger(1);
    final Ledger doubled = new Ledger(2);
    long orders;
    long spend;
    long events;

    NaiveShop(long seed) {
        random = new Random(seed);
    }

    /** All customers together, and the one whose turn it is. */
    static final class Ledger {
        private final long pointsAPound;
        private long issued;
        private long redeemed;
        private long takenBack;
        private long forgiven;
        private long outstanding;
        private long balance;

        Ledger(long pointsAPound) {
            this.pointsAPound = pointsAPound;
        }

        List<Long> sums() {
            return List.of(issued, redeemed, takenBack, forgiven, outstanding + balance);
        }

        /** What customers have spent and have. */
        long given() {
            return redeemed + outstanding + balance;
        }

        private void next() {
            outstanding += balance;
            balance = 0;
        }

        private void bought(long pence) {
            issued += pence * pointsAPound / 100;
            balance += pence * pointsAPound / 100;
        }

        private void spent(long points) {
            long there = Math.min(points, balance);
            redeemed += there;
            balance -= there;
        }

        private void refunded(Bought order, long quantity) {
            long earned = order.pence() * pointsAPound / 100;
            long due = earned * (order.refunded + quantity) / order.quantity - earned * order.refunded / order.quantity;
            long there = Math.min(due, balance);
            takenBack += there;
            forgiven += due - there;
            balance -= there;
        }
    }

    private static final class Bought {
        final String id;
        final long quantity;
        final long price;
        long refunded;

        Bought(String id, long quantity, long price) {
            this.id = id;
            this.quantity = quantity;
            this.price = price;
        }

        long pence() {
            return quantity * price;
        }
    }

    /** Customers do something, one after the other. */
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void live(RunningLoyalty loyalty, int customers, int things) {
        for (int c = 0; c < customers; c++) {
            single.next();
            doubled.next();
            String customer = "programs/shop/customers/c" + c;
            List<Bought> bought = new ArrayList<>();
            for (int i = 0; i < things; i++) {
                String id = c + "-" + i;
                int what = random.nextInt(10);
                if (bought.isEmpty() || what < 5) {
                    Bought order = new Bought(id, 1 + random.nextInt(9), 1 + random.nextInt(3_000));
                    loyalty.checkouts()
                            .completeCheckout(checkout(customer, id, line("TEA", order.quantity, order.price)));
                    bought.add(order);
                    bought(order);
                } else if (what < 8) {
                    refund(loyalty, customer, id, bought.get(random.nextInt(bought.size())));
                } else if (single.balance > 0) {
                    long points = 1L + random.nextInt((int) single.balance);
                    loyalty.points().redeemPoints(redeem(customer, id, points));
                    single.spent(points);
                    doubled.spent(points);
                    events++;
                }
            }
        }
    }

    private void bought(Bought order) {
        single.bought(order.pence());
        doubled.bought(order.pence());
        orders++;
        events++;
        spend += order.pence();
    }

    @SuppressWarnings("CheckReturnValue") // As above.
    private void refund(RunningLoyalty loyalty, String customer, String id, Bought order) {
        long left = order.quantity - order.refunded;
        if (left == 0) {
            return;
        }
        long quantity = 1L + random.nextInt((int) left);
        loyalty.checkouts().refundOrder(Requests.refund(customer, id, order.id, 1, quantity));
        single.refunded(order, quantity);
        doubled.refunded(order, quantity);
        order.refunded += quantity;
        events++;
        spend -= quantity * order.price;
    }
}

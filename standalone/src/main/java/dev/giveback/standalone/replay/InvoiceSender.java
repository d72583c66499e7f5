package dev.giveback.standalone.replay;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.BuyRewardResponse;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.standalone.client.GatewayClient;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns invoices into calls and counts what comes of them. Used by one thread; answers come on others. */
final class InvoiceSender {
    private final Function<CompleteCheckoutRequest, ListenableFuture<CompleteCheckoutResponse>> checkout;
    private final Function<RefundOrderRequest, ListenableFuture<RefundOrderResponse>> refund;
    private final Function<BuyRewardRequest, ListenableFuture<BuyRewardResponse>> buyReward;
    private final Requests requests;
    private final Shoppers shoppers;
    private final CustomerLanes lanes;
    private final ReplayStatistics statistics;
    private final ReturnMatcher matcher = new ReturnMatcher();

    InvoiceSender(
            GatewayClient client,
            Requests requests,
            Shoppers shoppers,
            CustomerLanes lanes,
            ReplayStatistics statistics) {
        // A stub's deadline starts when it is made, so each call makes its own.
        this.checkout = request -> client.checkouts().completeCheckout(request);
        this.refund = request -> client.checkouts().refundOrder(request);
        this.buyReward = request -> client.codes().buyReward(request);
        this.requests = requests;
        this.shoppers = shoppers;
        this.lanes = lanes;
        this.statistics = statistics;
    }

    void send(Invoice invoice) throws InterruptedException {
        if (invoice.isReturn()) {
            sendReturn(invoice);
        } else {
            sendSale(invoice);
        }
    }

    private void sendSale(Invoice sale) throws InterruptedException {
        statistics.sales.increment();
        matcher.bought(sale);
        boolean typesCode = shoppers.typesCode(sale);
        if (typesCode) {
            statistics.campaigns.asked(RetailCampaigns.THANKS);
        }
        AtomicInteger open = new AtomicInteger(1);
        // What the customer shows follows from the answers before, so it is asked for when the sale's turn has come.
        lanes.submit(new LaneCall<>(
                sale.customer(),
                () -> checkout.apply(requests.checkout(sale, shoppers.shown(sale, typesCode))),
                new Counting<>(open, answer -> sold(sale, answer, open))));
    }

    private void sold(Invoice sale, CompleteCheckoutResponse answer, AtomicInteger open) {
        statistics.ordersAnswered.increment();
        statistics.earned.add(answer.getOutcome().getOrder().getPointsEarned());
        statistics.campaigns.answered(answer.getOutcome());
        if (shoppers.buysReward(sale, answer)) {
            statistics.campaigns.asked(RetailCampaigns.REWARD);
            open.incrementAndGet();
            BuyRewardRequest request = requests.reward(sale);
            lanes.follow(new LaneCall<>(
                    sale.customer(),
                    () -> buyReward.apply(request),
                    new Counting<>(
                            open,
                            bought -> shoppers.bought(sale.customer(), bought),
                            reason -> statistics.campaigns.refused(RetailCampaigns.REWARD, reason))));
        }
    }

    private void sendReturn(Invoice invoice) throws InterruptedException {
        statistics.returns.increment();
        MatchedReturn matched = matcher.match(invoice);
        statistics.matched(matched);
        if (matched.refunds().isEmpty()) {
            statistics.invoicesDone.increment();
        }
        AtomicInteger open = new AtomicInteger(matched.refunds().size());
        for (var order : matched.refunds().entrySet()) {
            RefundOrderRequest request = requests.refund(invoice, order.getKey(), order.getValue());
            lanes.submit(new LaneCall<>(
                    invoice.customer(),
                    () -> refund.apply(request),
                    new Counting<>(open, answer -> statistics.takenBack.add(answer.getPointsTakenBack()))));
        }
    }

    /** Counts one call; its invoice is done when none of its calls is open. */
    private final class Counting<T> implements LaneCall.Outcome<T> {
        private final AtomicInteger open;
        private final Consumer<T> effect;
        private final Consumer<String> refusal;

        Counting(AtomicInteger open, Consumer<T> effect) {
            this(open, effect, reason -> {});
        }

        Counting(AtomicInteger open, Consumer<T> effect, Consumer<String> refusal) {
            this.open = open;
            this.effect = effect;
            this.refusal = refusal;
        }

        @Override
        public void answered(T answer, long nanos) {
            statistics.answered(nanos);
            effect.accept(answer);
            done();
        }

        @Override
        public void refused(String reason, long nanos) {
            statistics.refused(reason, nanos);
            refusal.accept(reason);
            done();
        }

        @Override
        public void retried() {
            statistics.retries.increment();
        }

        private void done() {
            if (open.decrementAndGet() == 0) {
                statistics.invoicesDone.increment();
            }
        }
    }
}

package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Change.RederivedOrder;
import dev.giveback.loyalty.domain.Command.CorrectOrder;
import dev.giveback.loyalty.domain.Command.RederiveOrders;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import dev.giveback.loyalty.domain.Rederivation.Difference;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes good what orders should have earned: what they gained first, so that it can pay for what others lost. */
record RederiveJudgement(Judgement judgement) {

    Decision of(RederiveOrders rederive) {
        Rejected rejected = unfit(rederive.revision());
        if (rejected != null) {
            return rejected;
        }
        Rederivation rederivation = rederive.rederivation();
        return rederivation.differences().isEmpty() && tier(rederivation) == null
                ? new Unchanged()
                : settled(rederive.request(), rederive.reason(), rederivation, change -> change);
    }

    Decision of(CorrectOrder correct) {
        Rejected rejected = unfit(correct.revision());
        if (rejected != null) {
            return rejected;
        }
        return switch (correct.outcome()) {
            case CorrectionOutcome.Refused refused -> new Rejected(refused.refusal());
            case Correction possible ->
                settled(correct.request(), correct.reason(), possible.rederivation(), possible::change);
        };
    }

    /** Why nothing can be made good, or not by this calculation; null when it can. */
    private @Nullable Rejected unfit(long revision) {
        Customer customer = judgement.customer();
        if (!customer.exists()) {
            return Judgement.customerNotFound();
        }
        Merge merge = customer.sagas().merge();
        if (merge != null) {
            return new Rejected(merge.refusal("customer", judgement.program()));
        }
        return customer.revision() == revision
                ? null
                : Judgement.rejected(
                        Reason.CUSTOMER_CHANGED,
                        "customer: is at revision " + customer.revision() + ", and this was calculated for "
                                + revision);
    }

    /** The tier that follows; null when it stays. */
    private @Nullable TierGrant tier(Rederivation rederivation) {
        TierGrant standing = judgement.customer().tier(judgement.program(), judgement.now());
        return rederivation.lateOrderIds().isEmpty() || rederivation.tier().equals(standing)
                ? null
                : rederivation.tier();
    }

    private Decision settled(
            Request request, String reason, Rederivation rederivation, Function<OrdersRederived, Change> change) {
        List<RederivedOrder> orders = new Ledger().settle(rederivation.differences());
        return orders == null
                ? Judgement.tooMuch()
                : settled(
                        request,
                        new OrdersRederived(reason, rederivation.lateOrderIds(), orders),
                        change,
                        tier(rederivation));
    }

    private Decision settled(
            Request request,
            OrdersRederived settled,
            Function<OrdersRederived, Change> change,
            @Nullable TierGrant tier) {
        long missing = settled.orders().stream()
                .mapToLong(order -> order.forgiven() + order.owed())
                .sum();
        if (missing > 0 && judgement.program().refunds().shortfall() == Shortfall.REFUSE) {
            long taken = settled.orders().stream()
                    .mapToLong(order -> LotUse.sum(order.uses()))
                    .sum();
            return Judgement.insufficient(taken + missing, taken);
        }
        return judgement.accepted(request, change.apply(settled), tier);
    }

    /** The account while one order after the other is settled. */
    private final class Ledger {
        private Lots lots = judgement.customer().lots();
        private long owed = judgement.customer().owed();
        private long nextLotId = judgement.customer().nextLotId();

        /** Null when the account could not hold what is to be added. */
        @Nullable
        List<RederivedOrder> settle(List<Difference> differences) {
            long gained = differences.stream()
                    .mapToLong(each -> Math.max(0, each.points()))
                    .sum();
            Customer customer = judgement.customer();
            long total =
                    customer.balance(judgement.now()).total() + customer.sagas().inTransit();
            if (total > Limits.MAX_BALANCE - gained || customer.totals().earned() > Limits.MAX_LIFETIME - gained) {
                return null;
            }
            List<RederivedOrder> orders = new ArrayList<>();
            differences.stream()
                    .filter(each -> each.points() >= 0)
                    .map(this::gain)
                    .forEach(orders::add);
            differences.stream()
                    .filter(each -> each.points() < 0)
                    .map(this::lose)
                    .forEach(orders::add);
            return orders;
        }

        private RederivedOrder gain(Difference each) {
            long owedPaid = Math.min(owed, each.points());
            long left = each.points() - owedPaid;
            Lot lot = left == 0
                    ? null
                    : new Lot(
                            nextLotId++,
                            Lot.Source.ORDER,
                            each.orderId(),
                            each.purchaseTime(),
                            each.available(),
                            each.expires(),
                            left,
                            left);
            owed -= owedPaid;
            lots = lot == null ? lots : lots.plus(lot);
            return made(each, each.points(), owedPaid, lot, List.of(), 0, 0);
        }

        private RederivedOrder lose(Difference each) {
            Customer customer = judgement.customer();
            Order order = customer.orders().open().get(each.orderId());
            long lotId = order == null ? 0 : order.lotId();
            List<LotUse> uses = lots.takeBack(-each.points(), lotId, judgement.now(), customer.held(judgement.now()));
            long shortfall = -each.points() - LotUse.sum(uses);
            lots = lots.minus(uses);
            boolean isForgiven = judgement.program().refunds().shortfall() == Shortfall.CLAMP;
            long owing = isForgiven ? 0 : shortfall;
            owed += owing;
            return made(each, 0, 0, null, uses, shortfall - owing, owing);
        }

        private static RederivedOrder made(
                Difference each,
                long added,
                long owedPaid,
                @Nullable Lot lot,
                List<LotUse> uses,
                long forgiven,
                long owing) {
            return new RederivedOrder(
                    each.orderId(),
                    each.purchaseTime(),
                    each.countingDay(),
                    each.before(),
                    each.linePoints(),
                    added,
                    owedPaid,
                    lot,
                    uses,
                    forgiven,
                    owing);
        }
    }
}

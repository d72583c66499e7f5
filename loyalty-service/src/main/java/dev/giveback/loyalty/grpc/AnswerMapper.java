package dev.giveback.loyalty.grpc;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.money.MoneyMapper;
import dev.giveback.loyalty.v1.AdjustPointsResponse;
import dev.giveback.loyalty.v1.CaptureHoldResponse;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.EarnPointsResponse;
import dev.giveback.loyalty.v1.EnrollCustomerResponse;
import dev.giveback.loyalty.v1.Hold;
import dev.giveback.loyalty.v1.HoldPointsResponse;
import dev.giveback.loyalty.v1.RedeemPointsResponse;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReleaseHoldResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as the answers that tell of them. An answer is made of its event alone, so a repeat is answered as the first time. */
final class AnswerMapper {
    private AnswerMapper() {}

    static EnrollCustomerResponse enrolled(CustomerEvent event) {
        return EnrollCustomerResponse.newBuilder()
                .setEnrollTime(timestamp(event.header().time()))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static CompleteCheckoutResponse completed(CustomerEvent event) {
        CheckoutCompleted completed = (CheckoutCompleted) event.change();
        CheckoutOutcome.Builder outcome = CheckoutOutcome.newBuilder()
                .setOrder(order(
                        event, completed, Collections.nCopies(completed.lines().size(), 0L), 0))
                .setPointsCut(completed.pointsCut())
                .setOwedPaid(completed.owedPaid());
        for (RuleShare rule : completed.rules()) {
            outcome.addRules(dev.giveback.loyalty.v1.RuleShare.newBuilder()
                    .setRuleId(rule.ruleId())
                    .setPoints(rule.points()));
        }
        return CompleteCheckoutResponse.newBuilder()
                .setOutcome(outcome)
                .setBalance(balance(event.header().balanceAfter()))
                .setTierId(completed.tierId())
                .build();
    }

    static dev.giveback.loyalty.v1.Order order(Order order) {
        return order(order.event(), order.completed(), order.refundedQuantities(), order.pointsRefunded());
    }

    private static dev.giveback.loyalty.v1.Order order(
            CustomerEvent event, CheckoutCompleted completed, List<Long> refundedQuantities, long pointsRefunded) {
        Currency currency = completed.total().currency();
        dev.giveback.loyalty.v1.Order.Builder order = dev.giveback.loyalty.v1.Order.newBuilder()
                .setOrderId(completed.orderId())
                .setPurchaseTime(timestamp(completed.purchaseTime()))
                .setTotal(MoneyMapper.toMoney(completed.total().minor(), currency))
                .setPointsEarned(completed.pointsEarned())
                .setPointsRefunded(pointsRefunded)
                .setProgramVersion(event.header().programVersion());
        if (completed.refundableUntil() != null) {
            order.setRefundableUntilTime(timestamp(completed.refundableUntil()));
        }
        for (int i = 0; i < completed.lines().size(); i++) {
            OrderLine line = completed.lines().get(i);
            order.addLines(dev.giveback.loyalty.v1.OrderLine.newBuilder()
                    .setLine(i + 1)
                    .setProduct(line.product())
                    .setCategory(line.category())
                    .setQuantity(line.quantity())
                    .setUnitPrice(MoneyMapper.toMoney(line.unitPriceMinor(), currency))
                    .setPoints(line.points())
                    .setRefundedQuantity(refundedQuantities.get(i)));
        }
        return order.build();
    }

    static RefundOrderResponse refunded(CustomerEvent event, Currency currency) {
        OrderRefunded refunded = (OrderRefunded) event.change();
        return RefundOrderResponse.newBuilder()
                .setPointsDue(refunded.pointsDue())
                .setPointsTakenBack(LotUse.sum(refunded.uses()))
                .setPointsForgiven(refunded.pointsForgiven())
                .setPointsOwed(refunded.pointsOwed())
                .setAmount(MoneyMapper.toMoney(refunded.amount(), currency))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static EarnPointsResponse earned(CustomerEvent event) {
        ActivityRewarded rewarded = (ActivityRewarded) event.change();
        return EarnPointsResponse.newBuilder()
                .setPoints(rewarded.points())
                .setLotId(lotId(rewarded.lot()))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static RedeemPointsResponse redeemed(CustomerEvent event) {
        return RedeemPointsResponse.newBuilder()
                .addAllUses(uses(((PointsRedeemed) event.change()).uses()))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static HoldPointsResponse held(CustomerEvent event) {
        PointsHeld held = (PointsHeld) event.change();
        return HoldPointsResponse.newBuilder()
                .setHold(Hold.newBuilder()
                        .setHoldId(held.holdId())
                        .setPoints(LotUse.sum(held.uses()))
                        .setExpireTime(timestamp(held.expires())))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static CaptureHoldResponse captured(CustomerEvent event) {
        HoldCaptured captured = (HoldCaptured) event.change();
        return CaptureHoldResponse.newBuilder()
                .addAllUses(uses(captured.uses()))
                .setReleased(captured.released())
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static ReleaseHoldResponse released(CustomerEvent event) {
        return ReleaseHoldResponse.newBuilder()
                .setReleased(((HoldReleased) event.change()).released())
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static AdjustPointsResponse adjusted(CustomerEvent event) {
        PointsAdjusted adjusted = (PointsAdjusted) event.change();
        return AdjustPointsResponse.newBuilder()
                .setLotId(lotId(adjusted.lot()))
                .addAllUses(uses(adjusted.uses()))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static dev.giveback.loyalty.v1.Balance balance(Balance balance) {
        return dev.giveback.loyalty.v1.Balance.newBuilder()
                .setAvailable(balance.available())
                .setPending(balance.pending())
                .setHeld(balance.held())
                .setOwed(balance.owed())
                .setTotal(balance.total())
                .build();
    }

    static dev.giveback.loyalty.v1.Totals totals(Totals totals) {
        return dev.giveback.loyalty.v1.Totals.newBuilder()
                .setEarned(totals.earned())
                .setSpent(totals.spent())
                .setExpired(totals.expired())
                .setTakenBack(totals.takenBack())
                .setRestored(totals.restored())
                .setAdjusted(totals.adjusted())
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static long lotId(@Nullable Lot lot) {
        return lot == null ? 0 : lot.id();
    }

    private static List<dev.giveback.loyalty.v1.LotUse> uses(List<LotUse> uses) {
        return uses.stream()
                .map(use -> dev.giveback.loyalty.v1.LotUse.newBuilder()
                        .setLotId(use.lotId())
                        .setPoints(use.points())
                        .build())
                .toList();
    }
}

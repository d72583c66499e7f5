package dev.giveback.loyalty.grpc;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Quotation;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.v1.AdjustPointsResponse;
import dev.giveback.loyalty.v1.CaptureHoldResponse;
import dev.giveback.loyalty.v1.CheckoutProblem;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.EarnPointsResponse;
import dev.giveback.loyalty.v1.EnrollCustomerResponse;
import dev.giveback.loyalty.v1.Hold;
import dev.giveback.loyalty.v1.HoldPointsResponse;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RedeemPointsResponse;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReleaseHoldResponse;
import dev.giveback.platform.contract.MoneyMapper;
import java.time.Instant;
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
        return CompleteCheckoutResponse.newBuilder()
                .setOutcome(OutcomeMapper.outcome(completed, event.header().programVersion(), true))
                .setBalance(balance(event.header().balanceAfter()))
                .setTierId(completed.tierId())
                .build();
    }

    static QuoteCheckoutResponse quoted(Quotation quotation) {
        QuoteCheckoutResponse.Builder answer = QuoteCheckoutResponse.newBuilder()
                .setOutcome(OutcomeMapper.outcome(quotation.order(), quotation.programVersion(), false))
                .setBalance(balance(quotation.balance()))
                .setTierId(quotation.tierId());
        for (Refusal problem : quotation.problems()) {
            answer.addProblems(CheckoutProblem.newBuilder()
                    .setReason(problem.reason().name())
                    .setMessage(problem.message())
                    .setRequired(number(problem, "required"))
                    .setAvailable(number(problem, "available"))
                    .setMissing(number(problem, "missing")));
        }
        return answer.build();
    }

    private static long number(Refusal problem, String name) {
        return Long.parseLong(problem.details().getOrDefault(name, "0"));
    }

    static RefundOrderResponse refunded(CustomerEvent event, Currency currency) {
        OrderRefunded refunded = (OrderRefunded) event.change();
        RefundOrderResponse.Builder answer = RefundOrderResponse.newBuilder()
                .setPointsDue(refunded.pointsDue())
                .setPointsTakenBack(LotUse.sum(refunded.uses()))
                .setPointsForgiven(refunded.pointsForgiven())
                .setPointsOwed(refunded.pointsOwed())
                .setAmount(MoneyMapper.toMoney(refunded.amount(), currency))
                .setBalance(balance(event.header().balanceAfter()));
        if (refunded.restoration() != null) {
            answer.setPointsRestored(refunded.restoration().points());
            refunded.restoration().coupons().forEach(coupon -> answer.addReturnedCouponIds(coupon.couponId()));
        }
        return answer.build();
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
                .setTransferred(totals.transferred())
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

    static List<dev.giveback.loyalty.v1.LotUse> uses(List<LotUse> uses) {
        return uses.stream()
                .map(use -> dev.giveback.loyalty.v1.LotUse.newBuilder()
                        .setLotId(use.lotId())
                        .setPoints(use.points())
                        .build())
                .toList();
    }
}

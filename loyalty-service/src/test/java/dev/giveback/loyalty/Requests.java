package dev.giveback.loyalty;

import com.google.type.Money;
import dev.giveback.loyalty.v1.ActivityRule;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CalendarPeriod;
import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarnPointsRequest;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.EarningMultiplier;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.loyalty.v1.ReleaseHoldRequest;
import dev.giveback.loyalty.v1.TransferPointsRequest;

/** Requests for tests. */
final class Requests {
    private Requests() {}

    /** One point a pound, twice that for the product DOUBLE, ten more for members; five for a review, once a day. */
    static CreateProgramRequest program(String id) {
        return CreateProgramRequest.newBuilder()
                .setRequestId("create-" + id)
                .setProgram(Program.newBuilder()
                        .setName("programs/" + id)
                        .setCurrencyCode("GBP")
                        .setTimeZone("Europe/London")
                        .setBackdatingDays(40)
                        .setRefunds(RefundPolicy.newBuilder().setWindowDays(30))
                        .setEarning(EarningPolicy.newBuilder()
                                .setRate(EarningRate.newBuilder().setPoints(1).setPer(pence(100)))
                                .addMultipliers(EarningMultiplier.newBuilder()
                                        .setRuleId("double")
                                        .setPercent(200)
                                        .setCondition("order.total > 0 && line.product == 'DOUBLE'"))
                                .addBonuses(EarningBonus.newBuilder()
                                        .setRuleId("member")
                                        .setPoints(10)
                                        .setCondition("customer.member"))
                                .addActivities(ActivityRule.newBuilder()
                                        .setActivity("review")
                                        .setPoints(5)
                                        .setMaxTimesPerPeriod(1)
                                        .setPeriod(CalendarPeriod.CALENDAR_PERIOD_DAY))))
                .build();
    }

    static EnrollCustomerRequest enrol(String customer, String requestId) {
        return EnrollCustomerRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .build();
    }

    static CompleteCheckoutRequest checkout(String customer, String id, CheckoutLine... lines) {
        CompleteCheckoutRequest.Builder request = CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("checkout-" + id)
                .setOrderId(id);
        for (CheckoutLine line : lines) {
            request.getBasketBuilder().addLines(line);
        }
        return request.build();
    }

    static CheckoutLine line(String product, long quantity, long pence) {
        return CheckoutLine.newBuilder()
                .setProduct(product)
                .setQuantity(quantity)
                .setUnitPrice(pence(pence))
                .build();
    }

    static RefundOrderRequest refund(String customer, String requestId, String order, int line, long quantity) {
        return RefundOrderRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setOrderId(order)
                .addLines(RefundLine.newBuilder().setLine(line).setQuantity(quantity))
                .build();
    }

    static RedeemPointsRequest redeem(String customer, String requestId, long points) {
        return RedeemPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setPoints(points)
                .build();
    }

    static HoldPointsRequest hold(String customer, String holdId, long points) {
        return HoldPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("hold-" + holdId)
                .setHoldId(holdId)
                .setPoints(points)
                .build();
    }

    static CaptureHoldRequest capture(String customer, String requestId, String holdId, long points) {
        return CaptureHoldRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setHoldId(holdId)
                .setPoints(points)
                .build();
    }

    static ReleaseHoldRequest release(String customer, String requestId, String holdId) {
        return ReleaseHoldRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setHoldId(holdId)
                .build();
    }

    static AdjustPointsRequest adjust(String customer, String requestId, long points) {
        return AdjustPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setPoints(points)
                .setReason("goodwill")
                .build();
    }

    static EarnPointsRequest earn(String customer, String requestId, String activity) {
        return EarnPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setActivity(activity)
                .build();
    }

    static Money pence(long pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos((int) (pence % 100) * 10_000_000)
                .build();
    }

    static TransferPointsRequest transfer(String sender, String transferId, String recipient, long points) {
        return TransferPointsRequest.newBuilder()
                .setCustomer(sender)
                .setRequestId(transferId)
                .setTransferId(transferId)
                .setRecipient(recipient)
                .setPoints(points)
                .setReference("for tea")
                .build();
    }
}

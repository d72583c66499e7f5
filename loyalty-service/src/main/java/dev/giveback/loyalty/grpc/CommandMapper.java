package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.privacy.Sealer;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.EarnPointsRequest;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.ReleaseHoldRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Published requests as commands of the domain. What breaks a rule of a single field is refused here, naming field and rule. */
final class CommandMapper {
    private CommandMapper() {}

    static CompleteCheckout checkout(
            CompleteCheckoutRequest call, CodeResults results, Request request, Currency currency) {
        return new CompleteCheckout(
                request,
                Checks.id(call.getOrderId(), "order_id"),
                CartMapper.cart(call.getBasket(), results, currency),
                Checks.time(call.hasPurchaseTime(), call.getPurchaseTime(), "purchase_time"),
                Checks.total(call.hasExpectedTotal(), call.getExpectedTotal(), currency));
    }

    static RefundOrder refund(RefundOrderRequest call, Request request) {
        List<RefundOrder.Line> lines = new ArrayList<>(call.getLinesCount());
        for (int i = 0; i < call.getLinesCount(); i++) {
            RefundLine line = call.getLines(i);
            lines.add(new RefundOrder.Line(
                    line.getLine(), Checks.quantity(line.getQuantity(), "lines[" + i + "].quantity")));
        }
        return new RefundOrder(
                request,
                Checks.id(call.getOrderId(), "order_id"),
                lines,
                Checks.time(call.hasRefundTime(), call.getRefundTime(), "refund_time"),
                Checks.optionalId(call.getReference(), "reference"),
                call.getShipping());
    }

    static EarnPoints earn(EarnPointsRequest call, Request request, Sealer sealer) {
        return new EarnPoints(request, call.getActivity(), sealer.text(call.getReference()));
    }

    static RedeemPoints redeem(RedeemPointsRequest call, Request request, Sealer sealer) {
        return new RedeemPoints(request, call.getPoints(), sealer.text(call.getReference()));
    }

    static HoldPoints hold(HoldPointsRequest call, Request request) {
        Duration timeToLive = Duration.ofSeconds(
                call.getTimeToLive().getSeconds(), call.getTimeToLive().getNanos());
        return new HoldPoints(
                request,
                Checks.id(call.getHoldId(), "hold_id"),
                call.getPoints(),
                call.hasTimeToLive() ? timeToLive : null);
    }

    static CaptureHold capture(CaptureHoldRequest call, Request request) {
        return new CaptureHold(request, Checks.id(call.getHoldId(), "hold_id"), call.getPoints());
    }

    static ReleaseHold release(ReleaseHoldRequest call, Request request) {
        return new ReleaseHold(request, Checks.id(call.getHoldId(), "hold_id"));
    }

    static AdjustPoints adjust(AdjustPointsRequest call, Request request, Sealer sealer) {
        return new AdjustPoints(request, call.getPoints(), sealer.text(call.getReason()));
    }
}

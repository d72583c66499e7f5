package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what was asked for and accepted, and nothing else: what was spent is what the caller asked to spend, not what the answer says
 * about lots. A request that was accepted before counts once, whatever the answer says.
 */
final class IndependentSum {
    private final Set<String> counted = new HashSet<>();
    private final Map<String, Long> heldByHold = new HashMap<>();
    private final Map<String, Long> boughtByLine = new HashMap<>();
    private final Map<String, Long> refundedByLine = new HashMap<>();
    private final Map<String, Long> earnedByOrder = new HashMap<>();
    private long sum;

    void add(Command command, Decision decision) {
        if (!(decision instanceof Decision.Accepted accepted)) {
            return;
        }
        String id = command.request().id();
        if (id.isEmpty() || counted.add(id)) {
            sum += effect(command, accepted.event());
        }
    }

    private long effect(Command command, CustomerEvent event) {
        return switch (command) {
            case CompleteCheckout checkout -> bought(checkout, (Change.CheckoutCompleted) event.change());
            case RefundOrder refund -> refunded(refund, (Change.OrderRefunded) event.change());
            case Command.EarnPoints earn -> ((Change.ActivityRewarded) event.change()).points();
            case RedeemPoints redeem -> -redeem.points();
            case HoldPoints hold -> {
                heldByHold.put(hold.holdId(), hold.points());
                yield 0;
            }
            case CaptureHold capture ->
                capture.points() == 0 ? -heldByHold.getOrDefault(capture.holdId(), 0L) : -capture.points();
            case AdjustPoints adjust -> adjust.points();
            case Command.ReleaseHold release -> 0;
            case Command.Enroll enroll -> 0;
            case Command.ExpirePoints expire -> 0;
            case Command.ReserveCheckout other -> throw ReferenceJudge.notInTheModel(other);
            case Command.ExtendReservation other -> throw ReferenceJudge.notInTheModel(other);
            case Command.ConfirmReservation other -> throw ReferenceJudge.notInTheModel(other);
            case Command.CancelReservation other -> throw ReferenceJudge.notInTheModel(other);
            case Command.GrantCoupon other -> throw ReferenceJudge.notInTheModel(other);
            case Command.RevokeCoupon other -> throw ReferenceJudge.notInTheModel(other);
            case Command.SendPoints other -> throw ReferenceJudge.notInTheModel(other);
            case Command.ReceivePoints other -> throw ReferenceJudge.notInTheModel(other);
            case Command.EndTransfer other -> throw ReferenceJudge.notInTheModel(other);
            case Command.BeginMerge other -> throw ReferenceJudge.notInTheModel(other);
            case Command.AbsorbCustomer other -> throw ReferenceJudge.notInTheModel(other);
            case Command.EndMerge other -> throw ReferenceJudge.notInTheModel(other);
            case Command.UpdateProfile other -> throw ReferenceJudge.notInTheModel(other);
            case Command.UpdatePreferences other -> throw ReferenceJudge.notInTheModel(other);
            case Command.EraseCustomer other -> throw ReferenceJudge.notInTheModel(other);
            case Command.RederiveOrders other -> throw ReferenceJudge.notInTheModel(other);
            case Command.CorrectOrder other -> throw ReferenceJudge.notInTheModel(other);
        };
    }

    private long bought(CompleteCheckout checkout, Change.CheckoutCompleted answer) {
        assertThat(earnedByOrder.put(checkout.orderId(), answer.pointsEarned()))
                .as("points of an order of this id before")
                .isNull();
        for (int i = 0; i < checkout.lines().size(); i++) {
            boughtByLine.put(
                    checkout.orderId() + "/" + (i + 1), checkout.lines().get(i).quantity());
        }
        return answer.pointsEarned();
    }

    private long refunded(RefundOrder refund, Change.OrderRefunded answer) {
        for (RefundOrder.Line line : refund.lines()) {
            String key = refund.orderId() + "/" + line.line();
            assertThat(refundedByLine.merge(key, line.quantity(), Long::sum))
                    .as("quantity refunded of %s", key)
                    .isLessThanOrEqualTo(boughtByLine.getOrDefault(key, 0L));
        }
        assertThat(earnedByOrder.merge(refund.orderId(), -answer.pointsDue(), Long::sum))
                .as("points of order %s not yet refunded", refund.orderId())
                .isNotNegative();
        return answer.pointsForgiven() - answer.pointsDue();
    }

    /** What the account must come to, when so many points have expired. */
    long outstanding(long expired) {
        return sum - expired;
    }
}

package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.SpentLot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands behind recorded events. Deciding one by the program version of its event, at the time of its event, for the customer right
 * before it, gives the very same event. The one exception is {@link Change.MergeDeclined}: what was declined does not stand in the event
 * but in the other customer, so no command is found for it.
 *
 * <p>An event tells what came of a request and not each of its words. Times that a request left to the program are given as they came
 * out; points asked for as a value or as the most possible are given as a number.
 */
public final class RecordedCommands {
    private RecordedCommands() {}

    /** The command that gives this event again; null when none does. */
    public static @Nullable Command behind(
            CustomerEvent recorded, Customer before, Program program, Conditions conditions) {
        Instant time = recorded.header().time();
        for (Command command : candidates(recorded, before)) {
            boolean isIt = before.decide(command, program, conditions, time) instanceof Decision.Accepted accepted
                    && accepted.event().equals(recorded);
            if (isIt) {
                return command;
            }
        }
        return null;
    }

    /**
     * What may have been asked for, the likeliest first; mostly one command. An order of a live reservation may have been confirmed, or
     * completed as if there were none, and only deciding tells which. Empty for what cannot be told from the event.
     *
     * @param before the customer right before the event, as recorded
     */
    public static List<Command> candidates(CustomerEvent recorded, Customer before) {
        return candidates(
                recorded, before, recorded.header().time(), recorded.header().request());
    }

    /**
     * The same for a customer who lives by another clock.
     *
     * @param before the customer, for whom what was recorded is to be decided
     * @param now by its clock
     * @param request in whose name; who asks for what was recorded can leave it unnamed, because no request was recorded twice
     */
    static List<Command> candidates(CustomerEvent recorded, Customer before, Instant now, Request request) {
        Instant time = recorded.header().time();
        return switch (recorded.change()) {
            case Change.CheckoutCompleted completed -> RecordedOrders.checkouts(request, completed, before, now);
            case Change.MergeDeclined declined -> List.of();
            // It was calculated from the events before it, by rules that there are here in another version.
            case Change.OrdersRederived rederived -> List.of();
            case Change.OrderCorrected corrected -> List.of();
            case Change.ProfileChanged changed ->
                List.of(new Command.UpdateProfile(request, changed.set(), changed.cleared()));
            case Change.PreferencesChanged changed -> {
                Preferences after = changed.preferences();
                yield List.of(
                        new Command.UpdatePreferences(request, after.preferred(), after.avoided(), after.objections()));
            }
            case Change.CustomerErased erased -> List.of(new Command.EraseCustomer(request));
            case Change.CustomerEnrolled enrolled -> List.of(new Command.Enroll(request));
            case Change.OrderRefunded refunded -> List.of(RecordedOrders.refund(request, refunded));
            case Change.ActivityRewarded rewarded ->
                List.of(new Command.EarnPoints(request, rewarded.activity(), rewarded.reference()));
            case Change.PointsAdjusted adjusted ->
                List.of(new Command.AdjustPoints(request, adjusted.points(), adjusted.reason()));
            case Change.PointsExpired expired -> List.of(new Command.ExpirePoints());
            case Change.CheckoutReserved reserved -> List.of(RecordedOrders.reservation(request, reserved, time));
            case Change.ReservationExtended extended ->
                List.of(new Command.ExtendReservation(
                        request, extended.orderId(), Duration.between(time, extended.expires())));
            case Change.ReservationCancelled cancelled ->
                List.of(new Command.CancelReservation(request, cancelled.orderId()));
            case Change.CouponGranted granted -> List.of(RecordedOrders.grant(request, granted.coupon()));
            case Change.CouponRevoked revoked ->
                List.of(new Command.RevokeCoupon(
                        request, revoked.couponId(), revoked.reason(), revoked.restoration() != null));
            case Change.PointsRedeemed redeemed ->
                List.of(new Command.RedeemPoints(request, LotUse.sum(redeemed.uses()), redeemed.reference()));
            case Change.PointsHeld held ->
                List.of(new Command.HoldPoints(
                        request, held.holdId(), LotUse.sum(held.uses()), Duration.between(time, held.expires())));
            case Change.HoldCaptured captured ->
                List.of(new Command.CaptureHold(request, captured.holdId(), LotUse.sum(captured.uses())));
            case Change.HoldReleased released -> List.of(new Command.ReleaseHold(request, released.holdId()));
            case Change.PointsSent sent ->
                List.of(new Command.SendPoints(
                        request,
                        sent.transferId(),
                        sent.recipient(),
                        SpentLot.sum(sent.lots()),
                        sent.reference(),
                        null));
            case Change.PointsReceived received -> List.of(RecordedSagas.receipt(received, time));
            case Change.TransferDeclined declined -> List.of(RecordedSagas.receipt(declined));
            case Change.TransferSettled settled -> List.of(new Command.EndTransfer(settled.transferId(), null));
            case Change.TransferReturned returned ->
                List.of(new Command.EndTransfer(returned.transferId(), returned.reason()));
            case Change.MergeBegun begun -> List.of(new Command.BeginMerge(request, begun.target(), 0, null));
            case Change.CustomerAbsorbed absorbed -> List.of(RecordedSagas.absorption(absorbed, before));
            case Change.MergeSettled settled -> List.of(new Command.EndMerge(settled.attempt(), null));
            case Change.MergeReverted reverted ->
                List.of(new Command.EndMerge(reverted.attempt(), reverted.declined()));
        };
    }
}

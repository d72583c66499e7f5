package dev.giveback.loyalty.grpc;

import static dev.giveback.loyalty.grpc.AnswerMapper.balance;
import static dev.giveback.loyalty.grpc.AnswerMapper.timestamp;

import com.google.protobuf.Duration;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.ReservationCancelled;
import dev.giveback.loyalty.domain.Change.ReservationExtended;
import dev.giveback.loyalty.domain.Command.CancelReservation;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.ExtendReservation;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.v1.CancelReservationRequest;
import dev.giveback.loyalty.v1.CancelReservationResponse;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.ConfirmReservationResponse;
import dev.giveback.loyalty.v1.ConfirmedLine;
import dev.giveback.loyalty.v1.ExtendReservationRequest;
import dev.giveback.loyalty.v1.ExtendReservationResponse;
import dev.giveback.loyalty.v1.GetReservationResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.ReserveCheckoutResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published requests about reservations as commands, and events as the answers that tell of them. */
final class ReservationCalls {
    private ReservationCalls() {}

    static ReserveCheckout reserve(ReserveCheckoutRequest call, CodeResults results, Request request, Program program) {
        return new ReserveCheckout(
                request,
                Checks.id(call.getOrderId(), "order_id"),
                CartMapper.cart(call.getBasket(), results, program.currency()),
                duration(call.hasTimeToLive(), call.getTimeToLive()),
                Checks.total(call.hasExpectedTotal(), call.getExpectedTotal(), program.currency()));
    }

    static ExtendReservation extend(ExtendReservationRequest call, Request request) {
        return new ExtendReservation(
                request,
                Checks.id(call.getOrderId(), "order_id"),
                duration(call.hasTimeToLive(), call.getTimeToLive()));
    }

    static ConfirmReservation confirm(ConfirmReservationRequest call, Request request) {
        List<ConfirmReservation.Line> lines = new ArrayList<>(call.getLinesCount());
        for (int i = 0; i < call.getLinesCount(); i++) {
            ConfirmedLine line = call.getLines(i);
            lines.add(new ConfirmReservation.Line(
                    line.getLine(), Checks.quantity(line.getQuantity(), "lines[" + i + "].quantity")));
        }
        return new ConfirmReservation(
                request,
                Checks.id(call.getOrderId(), "order_id"),
                lines,
                Checks.time(call.hasPurchaseTime(), call.getPurchaseTime(), "purchase_time"));
    }

    static CancelReservation cancel(CancelReservationRequest call, Request request) {
        return new CancelReservation(request, Checks.id(call.getOrderId(), "order_id"));
    }

    private static java.time.@Nullable Duration duration(boolean isPresent, Duration duration) {
        return isPresent ? java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos()) : null;
    }

    static ReserveCheckoutResponse reserved(CustomerEvent event) {
        CheckoutReserved reserved = (CheckoutReserved) event.change();
        return ReserveCheckoutResponse.newBuilder()
                .setOutcome(
                        OutcomeMapper.outcome(reserved.order(), event.header().programVersion(), false))
                .setExpireTime(timestamp(reserved.expires()))
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static ExtendReservationResponse extended(CustomerEvent event) {
        return ExtendReservationResponse.newBuilder()
                .setExpireTime(timestamp(((ReservationExtended) event.change()).expires()))
                .build();
    }

    static ConfirmReservationResponse confirmed(CustomerEvent event) {
        CheckoutCompleted completed = (CheckoutCompleted) event.change();
        return ConfirmReservationResponse.newBuilder()
                .setOutcome(OutcomeMapper.outcome(completed, event.header().programVersion(), true))
                .setPointsReleased(
                        completed.price() == null ? 0 : completed.price().pointsReleased())
                .setBalance(balance(event.header().balanceAfter()))
                .setTierId(completed.tierId())
                .build();
    }

    static CancelReservationResponse cancelled(CustomerEvent event) {
        ReservationCancelled cancelled = (ReservationCancelled) event.change();
        return CancelReservationResponse.newBuilder()
                .setPointsReleased(cancelled.released())
                .addAllCouponIds(cancelled.couponIds())
                .setBalance(balance(event.header().balanceAfter()))
                .build();
    }

    static GetReservationResponse reservation(Standing standing, String orderId) {
        Reservations.Open reservation = standing.customer().reservations().live(orderId, standing.now());
        if (reservation == null) {
            throw CustomerCalls.refused(
                    Reason.RESERVATION_NOT_FOUND, "order_id: the customer has no live reservation of " + orderId);
        }
        long version = reservation.event().header().programVersion();
        GetReservationResponse.Builder answer = GetReservationResponse.newBuilder();
        answer.getReservationBuilder()
                .setOrder(OutcomeMapper.order(reservation.order(), version, false))
                .setExpireTime(timestamp(reservation.expires()));
        return answer.build();
    }
}

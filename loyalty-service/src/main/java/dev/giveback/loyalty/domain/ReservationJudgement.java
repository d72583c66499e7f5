package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.ReservationCancelled;
import dev.giveback.loyalty.domain.Change.ReservationExtended;
import dev.giveback.loyalty.domain.Command.CancelReservation;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.ExtendReservation;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what happens to a reservation. */
record ReservationJudgement(Judgement judgement) {

    Decision of(ExtendReservation extend) {
        Reservations.Open reservation = customer().reservations().live(extend.orderId(), now());
        if (reservation == null) {
            return notLive(extend.orderId());
        }
        Instant end = judgement.end(extend.timeToLive());
        Instant expires = end.isBefore(reservation.expires()) ? reservation.expires() : end;
        return judgement.accepted(extend.request(), new ReservationExtended(extend.orderId(), expires), null);
    }

    Decision of(CancelReservation cancel) {
        Reservations.Open reservation = customer().reservations().live(cancel.orderId(), now());
        if (reservation == null) {
            return notLive(cancel.orderId());
        }
        return judgement.accepted(
                cancel.request(),
                new ReservationCancelled(cancel.orderId(), SpentLot.sum(reservation.spent()), reservation.couponIds()),
                null);
    }

    Decision of(ConfirmReservation confirm) {
        Reservations.Open reservation = customer().reservations().live(confirm.orderId(), now());
        if (reservation == null) {
            return notLive(confirm.orderId());
        }
        CheckoutCompleted order = reservation.order();
        Rejected rejected = refusal(confirm, order, reservation);
        if (rejected != null) {
            return rejected;
        }
        Instant purchased =
                confirm.purchaseTime() == null ? now() : confirm.purchaseTime().truncatedTo(ChronoUnit.MILLIS);
        CheckoutJudgement.Made made = made(order, quantities(confirm, order), purchased);
        return made.isTooMuch()
                ? Judgement.tooMuch()
                : judgement.accepted(confirm.request(), made.order(), made.tier());
    }

    private static @Nullable Rejected refusal(
            ConfirmReservation confirm, CheckoutCompleted order, Reservations.Open reservation) {
        Instant reserved = reservation.event().header().time();
        if (confirm.purchaseTime() != null && confirm.purchaseTime().isBefore(reserved)) {
            return new Rejected(Refusal.field("purchase_time", "must not be before the order was reserved"));
        }
        for (int i = 0; i < confirm.lines().size(); i++) {
            int line = confirm.lines().get(i).line();
            if (line < 1 || line > order.lines().size()) {
                return Judgement.rejected(
                        Reason.LINE_NOT_FOUND, "lines[" + i + "].line: the reservation has no line " + line);
            }
        }
        for (int i = 0; i < confirm.lines().size(); i++) {
            ConfirmReservation.Line line = confirm.lines().get(i);
            long reservedQuantity = order.lines().get(line.line() - 1).quantity();
            if (line.quantity() > reservedQuantity) {
                return new Rejected(Refusal.exceeds(
                        Reason.CAPTURE_EXCEEDS_HOLD, "lines[" + i + "].quantity", line.quantity(), reservedQuantity));
            }
        }
        return null;
    }

    private static long[] quantities(ConfirmReservation confirm, CheckoutCompleted order) {
        if (confirm.lines().isEmpty()) {
            return order.lines().stream().mapToLong(OrderLine::quantity).toArray();
        }
        long[] quantities = new long[order.lines().size()];
        confirm.lines().forEach(line -> quantities[line.line() - 1] = line.quantity());
        return quantities;
    }

    /** The order of these quantities. Its conditions look at what is confirmed, its price is the reserved one. */
    private CheckoutJudgement.Made made(CheckoutCompleted order, long[] quantities, Instant purchased) {
        List<CompleteCheckout.Line> lines = new ArrayList<>(quantities.length);
        for (int i = 0; i < quantities.length; i++) {
            OrderLine line = order.lines().get(i);
            Money unitPrice = new Money(order.total().currency(), line.unitPriceMinor());
            lines.add(new CompleteCheckout.Line(line.product(), line.category(), quantities[i], unitPrice));
        }
        CheckoutJudgement checkout = new CheckoutJudgement(judgement);
        List<LineFacts> lineFacts = CheckoutJudgement.lineFacts(lines);
        List<LineFacts> confirmed =
                lineFacts.stream().filter(line -> line.quantity() > 0).toList();
        long list = confirmed.stream().mapToLong(LineFacts::amount).sum();
        LocalDateTime localTime =
                LocalDateTime.ofInstant(purchased, judgement.program().zone());
        Facts facts = new Facts(
                CheckoutJudgement.orderFacts(confirmed, list, localTime),
                checkout.customerFacts(
                        Spendable.of(customer(), order.orderId(), now()).points()),
                null);
        Price price = order.price() == null ? null : PartOfPrice.of(order.price(), order, quantities);
        long total = list;
        if (price != null) {
            long[] paid = lineFacts.stream().mapToLong(LineFacts::amount).toArray();
            price.takeFrom(paid);
            total = Arrays.stream(paid).sum() + price.shippingPaid();
        }
        return checkout.made(
                new CheckoutJudgement.Wanted(order.orderId(), purchased, lines, lineFacts, facts, price, total),
                List.of());
    }

    private Rejected notLive(String orderId) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        if (customer().orders().contains(orderId)) {
            return Judgement.rejected(Reason.RESERVATION_CONFIRMED, "order_id: order " + orderId + " was made");
        }
        if (customer().reservations().open().containsKey(orderId)) {
            return expired(orderId);
        }
        Reservations.End end = customer().reservations().ended().get(orderId);
        return switch (end) {
            case null ->
                Judgement.rejected(
                        Reason.RESERVATION_NOT_FOUND, "order_id: the customer has no reservation of " + orderId);
            case CANCELLED ->
                Judgement.rejected(
                        Reason.RESERVATION_CANCELLED, "order_id: the reservation of " + orderId + " was cancelled");
            case EXPIRED -> expired(orderId);
        };
    }

    private static Rejected expired(String orderId) {
        return Judgement.rejected(
                Reason.RESERVATION_EXPIRED, "order_id: the reservation of " + orderId + " has expired");
    }

    private Customer customer() {
        return judgement.customer();
    }

    private Instant now() {
        return judgement.now();
    }
}

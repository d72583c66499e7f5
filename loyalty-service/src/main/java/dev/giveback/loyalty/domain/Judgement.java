package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CustomerEnrolled;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsExpired;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.Enroll;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.CustomerEvent.Header;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Repeated;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges one command for one customer at one moment: first its shape, then whether it is a repeat, then its own rules. */
record Judgement(Customer customer, Program program, Conditions conditions, Instant now) {

    Decision of(Command command) {
        Refusal malformed = Shape.refusalOf(command, program, now);
        if (malformed != null) {
            return new Rejected(malformed);
        }
        CustomerEvent before = recordedBefore(command);
        if (before != null) {
            return repeat(command.request(), before);
        }
        Merge merge = customer.sagas().merge();
        // The steps of sagas and the sweeper, which no request asks for, know about closed customers themselves.
        if (command.request().id().isEmpty()) {
            return judge(command);
        }
        if (merge != null) {
            return new Rejected(merge.refusal("customer", program));
        }
        return customer.erased() == null ? judge(command) : new Rejected(PrivacyJudgement.erased("customer"));
    }

    private Decision judge(Command command) {
        return switch (command) {
            case Enroll enroll -> enroll(enroll);
            case CompleteCheckout checkout -> new CheckoutJudgement(this).of(checkout);
            case RefundOrder refund -> new RefundJudgement(this).of(refund);
            case Command.ReserveCheckout reserve -> new CheckoutJudgement(this).of(reserve);
            case Command.ExtendReservation extend -> new ReservationJudgement(this).of(extend);
            case Command.ConfirmReservation confirm -> new ReservationJudgement(this).of(confirm);
            case Command.CancelReservation cancel -> new ReservationJudgement(this).of(cancel);
            case Command.GrantCoupon grant -> new CouponJudgement(this).of(grant);
            case Command.RevokeCoupon revoke -> new CouponJudgement(this).of(revoke);
            case EarnPoints earn -> earn(earn);
            case Command.RedeemPoints redeem -> new SpendingJudgement(this).of(redeem);
            case Command.HoldPoints hold -> new SpendingJudgement(this).of(hold);
            case Command.CaptureHold capture -> new SpendingJudgement(this).of(capture);
            case Command.ReleaseHold release -> new SpendingJudgement(this).of(release);
            case AdjustPoints adjust -> adjust(adjust);
            case Command.SendPoints send -> new TransferJudgement(this).of(send);
            case Command.ReceivePoints receive -> new TransferJudgement(this).of(receive);
            case Command.EndTransfer end -> new TransferJudgement(this).of(end);
            case Command.BeginMerge begin -> new MergeJudgement(this).of(begin);
            case Command.AbsorbCustomer absorb -> new MergeJudgement(this).of(absorb);
            case Command.EndMerge end -> new MergeJudgement(this).of(end);
            case Command.UpdateProfile update -> new PrivacyJudgement(this).of(update);
            case Command.UpdatePreferences update -> new PrivacyJudgement(this).of(update);
            case Command.EraseCustomer erase -> new PrivacyJudgement(this).of(erase);
            case Command.RederiveOrders rederive -> new RederiveJudgement(this).of(rederive);
            case Command.CorrectOrder correct -> new RederiveJudgement(this).of(correct);
            case Command.ExpirePoints expire ->
                customer.unrecordedExpiry(now).isEmpty()
                                && customer.unrecordedCouponExpiry(now).isEmpty()
                        ? new Unchanged()
                        : accepted(Request.NONE, new PointsExpired(), null);
        };
    }

    /** The event of the same request; of an order it is known for as long as the order is kept. */
    private @Nullable CustomerEvent recordedBefore(Command command) {
        String requestId = command.request().id();
        CustomerEvent remembered = customer.memory().find(requestId);
        if (remembered != null) {
            return remembered;
        }
        if (customer.erased() != null) {
            return null;
        }
        return switch (command) {
            case CompleteCheckout checkout -> made(checkout.orderId(), requestId);
            case Command.ConfirmReservation confirm -> made(confirm.orderId(), requestId);
            default -> null;
        };
    }

    private @Nullable CustomerEvent made(String orderId, String requestId) {
        Order order = customer.orders().open().get(orderId);
        return order != null && order.event().header().request().id().equals(requestId) ? order.event() : null;
    }

    private static Decision repeat(Request request, CustomerEvent before) {
        if (before.header().request().fingerprint() == request.fingerprint()) {
            return new Repeated(before);
        }
        return new Rejected(Refusal.of(
                Reason.REQUEST_ID_REUSED, "request_id: it was used before with other content; choose a new one"));
    }

    private Decision enroll(Enroll enroll) {
        if (customer.enrolled() != null) {
            return rejected(Reason.CUSTOMER_ENROLLED, "customer: is a member already");
        }
        return accepted(enroll.request(), new CustomerEnrolled(), null);
    }

    private Decision earn(EarnPoints earn) {
        EarningRules.Activity activity = program.earning().activities().stream()
                .filter(rule -> rule.name().equals(earn.activity()))
                .findFirst()
                .orElse(null);
        if (activity == null) {
            return rejected(Reason.ACTIVITY_NOT_FOUND, "activity: the program has none named " + earn.activity());
        }
        long periodDay = activity.period() == null || activity.maxTimesPerPeriod() == 0
                ? 0
                : activity.period().startOf(today()).toEpochDay();
        Customer.ActivityCount count = customer.activities().get(earn.activity());
        long times = count == null || count.periodDay() != periodDay ? 0 : count.times();
        if (activity.maxTimesPerPeriod() > 0 && times >= activity.maxTimesPerPeriod()) {
            return new Rejected(Refusal.exceeds(
                    Reason.ACTIVITY_LIMIT_REACHED, "activity", times + 1, activity.maxTimesPerPeriod()));
        }
        Credit credit = credit(activity.points(), Lot.Source.ACTIVITY, earn.reference(), now, true);
        if (credit.isTooMuch()) {
            return tooMuch();
        }
        return accepted(
                earn.request(),
                new ActivityRewarded(
                        earn.activity(),
                        earn.reference(),
                        activity.points(),
                        credit.owedPaid(),
                        credit.lot(),
                        periodDay),
                null);
    }

    private Decision adjust(AdjustPoints adjust) {
        if (adjust.points() > 0) {
            Credit credit = credit(adjust.points(), Lot.Source.ADJUSTMENT, adjust.reason(), now, false);
            return credit.isTooMuch()
                    ? tooMuch()
                    : accepted(
                            adjust.request(),
                            new PointsAdjusted(
                                    adjust.reason(), adjust.points(), credit.owedPaid(), credit.lot(), List.of()),
                            null);
        }
        if (!customer.exists()) {
            return customerNotFound();
        }
        List<LotUse> uses = customer.lots().spend(-adjust.points(), now, customer.held(now));
        if (LotUse.sum(uses) < -adjust.points()) {
            return insufficient(-adjust.points(), LotUse.sum(uses));
        }
        return accepted(adjust.request(), new PointsAdjusted(adjust.reason(), adjust.points(), 0, null, uses), null);
    }

    /** What crediting points does: pays off what is owed, and puts the rest into a new lot. */
    record Credit(long owedPaid, @Nullable Lot lot, boolean isTooMuch) {}

    Credit credit(long points, Lot.Source source, String reference, Instant earned, boolean mayBePending) {
        long owedPaid = Math.min(points, customer.owed());
        long left = points - owedPaid;
        // Points in transit may come back, and must then have room.
        long total = customer.balance(now).total() + customer.sagas().inTransit();
        boolean isTooMuch = total > Limits.MAX_BALANCE - points || givenBefore(source) > Limits.MAX_LIFETIME - points;
        if (left == 0 || isTooMuch) {
            return new Credit(owedPaid, null, isTooMuch);
        }
        LocalDate day = LocalDate.ofInstant(earned, program.zone());
        int pendingDays = mayBePending ? program.lots().pendingDays() : 0;
        int expiryDays = program.lots().expiryDays();
        return new Credit(
                owedPaid,
                new Lot(
                        customer.nextLotId(),
                        source,
                        reference,
                        earned,
                        pendingDays == 0 ? earned : midnight(day.plusDays(pendingDays)),
                        expiryDays == 0 ? null : midnight(day.plusDays(expiryDays)),
                        left,
                        left),
                false);
    }

    private long givenBefore(Lot.Source source) {
        return switch (source) {
            case ORDER, ACTIVITY -> customer.totals().earned();
            case ADJUSTMENT -> customer.totals().adjusted();
            case RESTORED -> customer.totals().restored();
            case TRANSFER -> customer.totals().transferred();
        };
    }

    Instant midnight(LocalDate day) {
        ZoneId zone = program.zone();
        return day.atStartOfDay(zone).toInstant();
    }

    /** When something that begins now ends; to the millisecond, because it is stored so, and must not live longer before that. */
    Instant end(@Nullable Duration timeToLive) {
        return now.plus(timeToLive == null ? program.holdTimeToLive() : timeToLive)
                .truncatedTo(ChronoUnit.MILLIS);
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, program.zone());
    }

    /** The event of this change, complete with what every event has. */
    Accepted accepted(Request request, Change change, @Nullable TierGrant tier) {
        TierGrant standing = Tiers.standing(program, customer.tier(), customer.days(), now);
        TierGrant given = tier != null || standing.equals(customer.tier()) ? tier : standing;
        Header header = new Header(now, request, program.version(), Balance.ZERO, List.of(), given);
        CustomerEvent event = new CustomerEvent(header, change);
        // What has expired is seen in the state after the change: it may set expired points free, or bring some.
        Customer next = customer.evolve(event);
        CustomerEvent complete =
                event.with(next.balance(now), next.unrecordedExpiry(now), next.unrecordedCouponExpiry(now));
        boolean isAll = complete.header().expired().isEmpty()
                && complete.header().expiredCoupons().isEmpty();
        return new Accepted(complete, isAll ? next : null);
    }

    static Rejected rejected(Reason reason, String message) {
        return new Rejected(Refusal.of(reason, message));
    }

    static Rejected customerNotFound() {
        return rejected(Reason.CUSTOMER_NOT_FOUND, "customer: nothing is known of this customer");
    }

    static Rejected insufficient(long required, long available) {
        return new Rejected(Refusal.exceeds(Reason.INSUFFICIENT_POINTS, "points", required, available));
    }

    static Rejected tooMuch() {
        return rejected(
                Reason.BALANCE_LIMIT_REACHED,
                "points: the account would pass " + Limits.MAX_BALANCE + ", or " + Limits.MAX_LIFETIME
                        + " over its whole life");
    }
}

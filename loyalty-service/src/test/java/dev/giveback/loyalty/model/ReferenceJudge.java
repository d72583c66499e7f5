package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.TierGrant;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out one command on a copy of the reference ledger, or says why not. Each method reads as the contract of its RPC. */
final class ReferenceJudge {
    private static final BigInteger MOST_POINTS = BigInteger.TEN.pow(15);
    private static final BigInteger MOST_POINTS_EVER = BigInteger.TEN.pow(18);
    private static final BigInteger MOST_MONEY = BigInteger.TEN.pow(12);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    final ReferenceLedger ledger;
    final Program program;
    final Instant time;
    private final List<LotUse> expired;
    private final TierGrant tierBefore;

    ReferenceJudge(ReferenceLedger ledger, Program program, Instant time) {
        this.ledger = ledger;
        this.program = program;
        this.time = time;
        this.expired = ledger.account.expire(time);
        this.tierBefore = ledger.tier(program, time);
    }

    static boolean breaksShape(Command command, Program program, Instant time) {
        return switch (command) {
            case CompleteCheckout checkout ->
                isAhead(checkout.purchaseTime(), time)
                        || checkout.lines().stream()
                                .anyMatch(line -> !line.unitPrice().currency().equals(program.currency()))
                        || ReferenceEarning.total(checkout.lines()).compareTo(MOST_MONEY) > 0;
            case RefundOrder refund -> {
                Set<Integer> lines = new HashSet<>();
                refund.lines().forEach(line -> lines.add(line.line()));
                yield isAhead(refund.refundTime(), time)
                        || lines.size() < refund.lines().size();
            }
            case Command.Enroll any -> false;
            case EarnPoints any -> false;
            case RedeemPoints any -> false;
            case HoldPoints any -> false;
            case CaptureHold any -> false;
            case ReleaseHold any -> false;
            case AdjustPoints any -> false;
            case Command.ExpirePoints any -> false;
            case Command.ReserveCheckout other -> throw notInTheModel(other);
            case Command.ExtendReservation other -> throw notInTheModel(other);
            case Command.ConfirmReservation other -> throw notInTheModel(other);
            case Command.CancelReservation other -> throw notInTheModel(other);
            case Command.GrantCoupon other -> throw notInTheModel(other);
            case Command.RevokeCoupon other -> throw notInTheModel(other);
            case Command.SendPoints other -> throw notInTheModel(other);
            case Command.ReceivePoints other -> throw notInTheModel(other);
            case Command.EndTransfer other -> throw notInTheModel(other);
            case Command.BeginMerge other -> throw notInTheModel(other);
            case Command.AbsorbCustomer other -> throw notInTheModel(other);
            case Command.EndMerge other -> throw notInTheModel(other);
            case Command.UpdateProfile other -> throw notInTheModel(other);
            case Command.UpdatePreferences other -> throw notInTheModel(other);
            case Command.EraseCustomer other -> throw notInTheModel(other);
            case Command.RederiveOrders other -> throw notInTheModel(other);
            case Command.CorrectOrder other -> throw notInTheModel(other);
        };
    }

    private static boolean isAhead(@Nullable Instant given, Instant time) {
        return given != null && given.isAfter(time.plus(AHEAD));
    }

    Verdict judge(Command command) {
        return switch (command) {
            case Command.Enroll enroll -> enroll(enroll);
            case CompleteCheckout checkout -> new ReferenceCheckout(this).complete(checkout);
            case EarnPoints earn -> earn(earn);
            case AdjustPoints adjust -> adjust(adjust);
            case Command.ExpirePoints expire ->
                expired.isEmpty() ? new Verdict.Nothing() : accept(expire, new Change.PointsExpired());
            case RefundOrder refund ->
                ledger.known ? new ReferenceCheckout(this).refund(refund) : refuse(Reason.CUSTOMER_NOT_FOUND);
            case RedeemPoints redeem -> ledger.known ? redeem(redeem) : refuse(Reason.CUSTOMER_NOT_FOUND);
            case HoldPoints hold ->
                ledger.known ? new ReferenceHolds(this).hold(hold) : refuse(Reason.CUSTOMER_NOT_FOUND);
            case CaptureHold capture ->
                ledger.known ? new ReferenceHolds(this).capture(capture) : refuse(Reason.CUSTOMER_NOT_FOUND);
            case ReleaseHold release ->
                ledger.known ? new ReferenceHolds(this).release(release) : refuse(Reason.CUSTOMER_NOT_FOUND);
            case Command.ReserveCheckout other -> throw notInTheModel(other);
            case Command.ExtendReservation other -> throw notInTheModel(other);
            case Command.ConfirmReservation other -> throw notInTheModel(other);
            case Command.CancelReservation other -> throw notInTheModel(other);
            case Command.GrantCoupon other -> throw notInTheModel(other);
            case Command.RevokeCoupon other -> throw notInTheModel(other);
            case Command.SendPoints other -> throw notInTheModel(other);
            case Command.ReceivePoints other -> throw notInTheModel(other);
            case Command.EndTransfer other -> throw notInTheModel(other);
            case Command.BeginMerge other -> throw notInTheModel(other);
            case Command.AbsorbCustomer other -> throw notInTheModel(other);
            case Command.EndMerge other -> throw notInTheModel(other);
            case Command.UpdateProfile other -> throw notInTheModel(other);
            case Command.UpdatePreferences other -> throw notInTheModel(other);
            case Command.EraseCustomer other -> throw notInTheModel(other);
            case Command.RederiveOrders other -> throw notInTheModel(other);
            case Command.CorrectOrder other -> throw notInTheModel(other);
        };
    }

    /** Coupons and reservations have a model of their own. */
    static IllegalArgumentException notInTheModel(Command command) {
        return new IllegalArgumentException("command: " + command + " (expected: one of points or lines)");
    }

    static Verdict refuse(Reason reason) {
        return new Verdict.Refuse(reason);
    }

    Verdict accept(Command command, Change change) {
        return acceptWithTier(command, tierId -> change);
    }

    /** For a change that tells the tier right after. */
    Verdict acceptWithTier(Command command, Function<String, Change> byTier) {
        ledger.remember(command.request(), time);
        TierGrant tier = command instanceof CompleteCheckout
                ? ledger.raiseTier(program, tierBefore, time)
                : ledger.changeTier(tierBefore);
        Change change = byTier.apply(ledger.tier(program, time).tierId());
        CustomerEvent.Header header = new CustomerEvent.Header(
                time, command.request(), program.version(), ledger.balance(time), allExpired(), tier);
        return new Verdict.Accept(new CustomerEvent(header, change), ledger);
    }

    /** What had expired before the change, and what the change brought or set free that has expired. */
    private List<LotUse> allExpired() {
        Map<Long, Long> byLot = new TreeMap<>();
        expired.forEach(use -> byLot.merge(use.lotId(), use.points(), Long::sum));
        ledger.account.expire(time).forEach(use -> byLot.merge(use.lotId(), use.points(), Long::sum));
        return byLot.entrySet().stream()
                .map(lot -> new LotUse(lot.getKey(), lot.getValue()))
                .toList();
    }

    private Verdict enroll(Command.Enroll enroll) {
        if (ledger.member) {
            return refuse(Reason.CUSTOMER_ENROLLED);
        }
        ledger.member = true;
        return accept(enroll, new Change.CustomerEnrolled());
    }

    /** Whether so many more points would pass a limit, when so many of their kind were given before. */
    boolean passesLimit(BigInteger points, BigInteger givenBefore) {
        return ledger.account.total(time).add(points).compareTo(MOST_POINTS) > 0
                || givenBefore.add(points).compareTo(MOST_POINTS_EVER) > 0;
    }

    /** New points: what is owed is paid first, the rest makes a lot. */
    record Credit(BigInteger owedPaid, @Nullable Lot lot) {}

    Credit credit(BigInteger points, Lot.Source source, String reference, Instant earned) {
        BigInteger paid = points.min(ledger.account.owed);
        ledger.account.owed = ledger.account.owed.subtract(paid);
        if (points.equals(paid)) {
            return new Credit(paid, null);
        }
        LocalDate day = ReferenceLedger.day(program, earned);
        int pendingDays = source == Lot.Source.ADJUSTMENT ? 0 : program.lots().pendingDays();
        int expiryDays = program.lots().expiryDays();
        ReferenceLot lot = new ReferenceLot(
                ledger.nextLotId++,
                source,
                reference,
                earned,
                pendingDays == 0 ? earned : ReferenceLedger.midnight(program, day.plusDays(pendingDays)),
                expiryDays == 0 ? null : ReferenceLedger.midnight(program, day.plusDays(expiryDays)),
                points.subtract(paid));
        ledger.account.lots.add(lot);
        return new Credit(paid, lot.published());
    }

    private Verdict earn(EarnPoints earn) {
        Activity activity = null;
        for (Activity candidate : program.earning().activities()) {
            activity = candidate.name().equals(earn.activity()) ? candidate : activity;
        }
        if (activity == null) {
            return refuse(Reason.ACTIVITY_NOT_FOUND);
        }
        LocalDate today = ReferenceLedger.day(program, time);
        LocalDate start =
                activity.period() == null ? LocalDate.EPOCH : ReferenceCheckout.start(activity.period(), today);
        long times = ledger.activities.stream()
                .filter(done ->
                        done.activity().equals(earn.activity()) && !done.day().isBefore(start))
                .count();
        if (activity.maxTimesPerPeriod() > 0 && times >= activity.maxTimesPerPeriod()) {
            return refuse(Reason.ACTIVITY_LIMIT_REACHED);
        }
        BigInteger points = BigInteger.valueOf(activity.points());
        if (passesLimit(points, ledger.account.earned)) {
            return refuse(Reason.BALANCE_LIMIT_REACHED);
        }
        ledger.activities.add(new ReferenceLedger.Done(earn.activity(), today));
        ledger.account.earned = ledger.account.earned.add(points);
        Credit credit = credit(points, Lot.Source.ACTIVITY, earn.reference(), time);
        return accept(
                earn,
                new Change.ActivityRewarded(
                        earn.activity(),
                        earn.reference(),
                        activity.points(),
                        credit.owedPaid().longValueExact(),
                        credit.lot(),
                        start.toEpochDay()));
    }

    boolean lacks(BigInteger points) {
        return points.compareTo(ledger.account.available(time)) > 0;
    }

    private Verdict adjust(AdjustPoints adjust) {
        BigInteger points = BigInteger.valueOf(adjust.points());
        Credit credit = new Credit(BigInteger.ZERO, null);
        List<LotUse> uses = List.of();
        if (points.signum() < 0) {
            if (!ledger.known) {
                return refuse(Reason.CUSTOMER_NOT_FOUND);
            }
            if (lacks(points.negate())) {
                return refuse(Reason.INSUFFICIENT_POINTS);
            }
            uses = ledger.account.chosen(points.negate(), time);
            ledger.account.take(uses);
        } else if (passesLimit(points, ledger.account.adjusted)) {
            return refuse(Reason.BALANCE_LIMIT_REACHED);
        } else {
            credit = credit(points, Lot.Source.ADJUSTMENT, adjust.reason(), time);
        }
        ledger.account.adjusted = ledger.account.adjusted.add(points);
        return accept(
                adjust,
                new Change.PointsAdjusted(
                        adjust.reason(), adjust.points(), credit.owedPaid().longValueExact(), credit.lot(), uses));
    }

    private Verdict redeem(RedeemPoints redeem) {
        BigInteger points = BigInteger.valueOf(redeem.points());
        if (lacks(points)) {
            return refuse(Reason.INSUFFICIENT_POINTS);
        }
        List<LotUse> uses = ledger.account.chosen(points, time);
        ledger.account.take(uses);
        ledger.account.spent = ledger.account.spent.add(points);
        return accept(redeem, new Change.PointsRedeemed(redeem.reference(), uses));
    }
}

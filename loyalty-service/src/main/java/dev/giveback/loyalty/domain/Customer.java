package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.CouponGranted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.CustomerEnrolled;
import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsExpired;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Change.ReservationCancelled;
import dev.giveback.loyalty.domain.Change.ReservationExtended;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * A customer's account after some events. Immutable: {@link #decide} judges a command without changing anything, and
 * {@link #evolve} gives the account after one more event. Balance and tier are functions of the account and the moment.
 *
 * @param revision number of events so far
 * @param enrolled null for a guest
 * @param latest time of the latest event
 * @param nextLotId number of the next lot
 * @param owed points after a refund of points already spent
 * @param tier as given by the latest event that gave one
 * @param sagas what it does together with others
 * @param erased null for a customer that was not erased
 */
public record Customer(
        long revision,
        @Nullable Instant enrolled,
        Instant latest,
        Lots lots,
        long nextLotId,
        Holds holds,
        Orders orders,
        Memory memory,
        Totals totals,
        long owed,
        long orderCount,
        TierGrant tier,
        Days days,
        PMap<String, ActivityCount> activities,
        Coupons coupons,
        Reservations reservations,
        Sagas sagas,
        Profile profile,
        Preferences preferences,
        @Nullable Instant erased) {

    /** A customer of whom nothing is known. */
    public static final Customer NEW = new Customer(
            0,
            null,
            Instant.EPOCH,
            Lots.NONE,
            1,
            Holds.NONE,
            Orders.NONE,
            Memory.NONE,
            Totals.ZERO,
            0,
            0,
            TierGrant.NONE,
            Days.NONE,
            HashTreePMap.empty(),
            Coupons.NONE,
            Reservations.NONE,
            Sagas.NONE,
            Profile.NONE,
            Preferences.NONE,
            null);

    /** How often an activity was done in the period that begins on this day, since 1970-01-01. */
    public record ActivityCount(long periodDay, long times) {
        /** What two customers did in the same period; else what was done in the later one. */
        ActivityCount plus(@Nullable ActivityCount other) {
            if (other == null || other.periodDay < periodDay) {
                return this;
            }
            return other.periodDay == periodDay ? new ActivityCount(periodDay, times + other.times) : other;
        }
    }

    /**
     * Judges a command. Time never runs backwards for a customer: a clock behind the latest event counts as that event's time.
     *
     * @param program in the version that is to decide
     * @param conditions what the conditions of coupons mean
     * @param now by the clock
     */
    public Decision decide(Command command, Program program, Conditions conditions, Instant now) {
        return new Judgement(this, program, conditions, notBeforeLatest(now)).of(command);
    }

    /** Judges a command when coupons have no conditions. */
    public Decision decide(Command command, Program program, Instant now) {
        return decide(command, program, Conditions.NONE, now);
    }

    /**
     * Prices a cart as a checkout of this moment would. It changes nothing.
     *
     * @param orderId whose live reservation may be used again; empty for none
     */
    public Quotation quote(String orderId, Cart cart, Program program, Conditions conditions, Instant now) {
        return new CheckoutJudgement(new Judgement(this, program, conditions, notBeforeLatest(now)))
                .quote(orderId, cart);
    }

    private Instant notBeforeLatest(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        return time.isBefore(latest) ? latest : time;
    }

    /** The account after one more event. It refuses nothing and calculates no rule again. */
    public Customer evolve(CustomerEvent event) {
        CustomerEvent.Header header = event.header();
        Draft draft = new Draft(this);
        draft.revision = revision + 1;
        draft.latest = header.time();
        draft.holds = holds.settled(header.time());
        draft.reservations = reservations.settled(header.time());
        draft.tier = header.tier() == null ? tier : header.tier();
        apply(event, tier, draft);
        draft.expire(header.expired());
        draft.coupons = draft.coupons.expired(header.expiredCoupons());
        draft.memory = draft.memory.plus(event);
        return draft.finished();
    }

    private static void apply(CustomerEvent event, TierGrant tierBefore, Draft draft) {
        switch (event.change()) {
            case CustomerEnrolled enrolled -> draft.enrolled = event.header().time();
            case CheckoutCompleted completed -> draft.complete(event, completed);
            case OrderRefunded refunded -> draft.refund(refunded);
            case ActivityRewarded rewarded -> draft.reward(rewarded);
            case PointsRedeemed redeemed -> draft.spend(redeemed.uses());
            case PointsHeld held ->
                draft.holds = draft.holds.plus(new Holds.Open(held.holdId(), held.uses(), held.expires()));
            case HoldCaptured captured -> {
                draft.holds = draft.holds.ended(captured.holdId(), Holds.End.CAPTURED);
                draft.spend(captured.uses());
            }
            case HoldReleased released -> draft.holds = draft.holds.ended(released.holdId(), Holds.End.RELEASED);
            case PointsAdjusted adjusted -> draft.adjust(adjusted);
            case CouponGranted granted -> draft.grant(granted.coupon());
            case CouponRevoked revoked -> draft.revoke(revoked);
            case CheckoutReserved reserved -> draft.reservations = draft.reservations.plus(event, reserved);
            case ReservationExtended extended ->
                draft.reservations = draft.reservations.extended(extended.orderId(), extended.expires());
            case ReservationCancelled cancelled ->
                draft.reservations = draft.reservations.ended(cancelled.orderId(), Reservations.End.CANCELLED);
            case Change.PointsSent sent -> draft.send(sent);
            case Change.PointsReceived received -> draft.receive(received);
            case Change.TransferDeclined declined -> draft.decline(declined);
            case Change.TransferSettled settled -> draft.settle(settled);
            case Change.TransferReturned returned -> draft.giveBack(returned);
            case Change.MergeBegun begun -> draft.close(begun, tierBefore);
            case Change.CustomerAbsorbed absorbed -> draft.absorb(absorbed);
            case Change.MergeDeclined declined -> draft.decline(declined);
            case Change.MergeSettled settled -> draft.settle(settled);
            case Change.MergeReverted reverted -> draft.reopen(reverted);
            case Change.ProfileChanged changed -> draft.profile = draft.profile.with(changed.set(), changed.cleared());
            case Change.CustomerErased erased -> draft.erase();
            case Change.PreferencesChanged changed -> draft.preferences = changed.preferences();
            case Change.OrdersRederived rederived -> draft.rederive(rederived);
            case Change.OrderCorrected corrected -> draft.correct(corrected);
            case PointsExpired expired -> {}
        }
    }

    /** Everything that would go over if the customer were merged into another one at this moment. */
    public Estate estate(Instant now) {
        return new Draft(this).estate(now);
    }

    /** Why nothing of it can be changed by a request: it was merged into another one, or erased; null for a customer that is open. */
    public @Nullable Refusal closed(String field, Program program) {
        if (sagas.merge() != null) {
            return sagas.merge().refusal(field, program);
        }
        return erased == null ? null : PrivacyJudgement.erased(field);
    }

    /** Ids of the customers that were merged into this one. */
    public List<String> absorbed() {
        return sagas.arrivals().entrySet().stream()
                .filter(arrival -> arrival.getValue().declined() == null)
                .map(arrival -> Arrival.source(arrival.getKey()))
                .filter(source -> !source.isEmpty())
                .sorted()
                .toList();
    }

    /** Whether anything is known of this customer. */
    public boolean exists() {
        return revision > 0;
    }

    /** Points at this moment. */
    public Balance balance(Instant now) {
        return lots.balance(now, held(now), owed);
    }

    /** Points held by live holds and reservations at this moment, by lot. */
    public Map<Long, Long> held(Instant now) {
        return heldByOthers("", now);
    }

    /** The same without those that the reservation of this order holds. */
    Map<Long, Long> heldByOthers(String orderId, Instant now) {
        Map<Long, Long> held = holds.held(now);
        if (reservations.open().isEmpty()) {
            return held;
        }
        Map<Long, Long> all = new HashMap<>(held);
        reservations.addHeld(all, orderId, now);
        return all;
    }

    /** How a coupon stands at this moment. */
    public Coupon.State state(Coupon coupon, Instant now) {
        return coupon.state(now, reservations.orderByCoupon(now).containsKey(coupon.id()));
    }

    /** How many holds and reservations are live. */
    long liveHolds(Instant now) {
        return holds.liveCount(now) + reservations.liveCount(now);
    }

    /** Points that have expired by this moment and that no event has recorded yet. */
    public List<LotUse> unrecordedExpiry(Instant now) {
        return lots.expired(now, held(now));
    }

    /** Coupons that have expired by this moment, that no live reservation has, and whose expiry no event has recorded yet. */
    public List<ExpiredCoupon> unrecordedCouponExpiry(Instant now) {
        return coupons.unrecordedExpiry(now, reservations);
    }

    /**
     * When points or coupons expire next: the earliest expiry of a lot with points left or of a coupon, past already if no event has
     * recorded it; or, of one that live holds or reservations keep beyond its expiry, the end of one of them. Null when none ever will.
     * Not later than that, perhaps sooner.
     */
    public @Nullable Instant nextExpiry(Instant now) {
        return earlier(nextPointExpiry(now), coupons.nextExpiry(now, reservations));
    }

    private @Nullable Instant nextPointExpiry(Instant now) {
        Map<Long, Long> held = held(now);
        Instant next = null;
        for (Lot lot : lots.inOrder()) {
            boolean isKept = lot.isExpired(now) && Lots.free(lot, held) == 0;
            Instant expires = isKept ? earliestEnd(now) : lot.expires();
            next = expires != null && (next == null || expires.isBefore(next)) ? expires : next;
        }
        return next;
    }

    private @Nullable Instant earliestEnd(Instant now) {
        return earlier(holds.earliestEnd(now), reservations.earliestEnd(now));
    }

    /** Null stands for never. */
    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Sums at this moment, with points whose expiry no event has recorded yet. */
    public Totals totals(Instant now) {
        return totals.plusExpired(LotUse.sum(unrecordedExpiry(now)));
    }

    /** The tier at this moment under this version of the program. */
    public TierGrant tier(Program program, Instant now) {
        return Tiers.standing(program, tier, days, now);
    }

    /** What counts for the tier at this moment: points, or minor units of money. */
    public long qualifying(Program program, Instant now) {
        return Tiers.qualifying(program, days, now);
    }
}

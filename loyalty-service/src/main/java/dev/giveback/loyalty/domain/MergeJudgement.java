package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CustomerAbsorbed;
import dev.giveback.loyalty.domain.Change.MergeBegun;
import dev.giveback.loyalty.domain.Change.MergeDeclined;
import dev.giveback.loyalty.domain.Change.MergeReverted;
import dev.giveback.loyalty.domain.Change.MergeSettled;
import dev.giveback.loyalty.domain.Command.AbsorbCustomer;
import dev.giveback.loyalty.domain.Command.BeginMerge;
import dev.giveback.loyalty.domain.Command.EndMerge;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the three steps of a merge, each of which can be asked for again at any time and by several at once. */
record MergeJudgement(Judgement judgement) {

    Decision of(BeginMerge begin) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        if (begin.targetProblem() != null) {
            return new Rejected(begin.targetProblem());
        }
        long holds = customer().holds().liveCount(now());
        long reservations = customer().reservations().liveCount(now());
        int transfers = customer().sagas().underWay().size();
        if (holds + reservations + transfers > 0) {
            return new Rejected(new Refusal(
                    Reason.MERGE_BLOCKED,
                    "source: has " + holds + " live holds, " + reservations + " live reservations and " + transfers
                            + " transfers under way; end them first",
                    Map.of(
                            "holds", Long.toString(holds),
                            "reservations", Long.toString(reservations),
                            "transfers", Long.toString(transfers))));
        }
        if (begin.bytes() > Limits.MAX_MERGE_BYTES) {
            return new Rejected(
                    Refusal.exceeds(Reason.MERGE_TOO_LARGE, "source in bytes", begin.bytes(), Limits.MAX_MERGE_BYTES));
        }
        Estate estate = customer().estate(now());
        return judgement.accepted(
                begin.request(),
                new MergeBegun(begin.target(), customer().revision() + 1, estate.points(), estate.orderCount()),
                customer().tier().equals(TierGrant.NONE) ? null : TierGrant.NONE);
    }

    Decision of(AbsorbCustomer absorb) {
        Arrival before = customer().sagas().arrivals().get(Arrival.ofMerge(absorb.source(), absorb.attempt()));
        if (before != null) {
            return before.declined() == null
                    ? new Unchanged()
                    : new Rejected(before.declined().refusal());
        }
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        Merge merge = customer().sagas().merge();
        if (merge != null && merge.isSettled()) {
            return new Rejected(merge.refusal("target", judgement.program()));
        }
        if (customer().erased() != null) {
            return new Rejected(PrivacyJudgement.erased("target"));
        }
        Decline decline = merge == null ? problem(absorb.estate()) : Decline.of(Reason.CUSTOMER_MERGING);
        if (decline != null) {
            return judgement.accepted(
                    Request.NONE, new MergeDeclined(absorb.source(), absorb.attempt(), decline), null);
        }
        return absorbed(absorb);
    }

    private @Nullable Decline problem(Estate estate) {
        String conflict = conflict(estate);
        if (conflict != null) {
            return new Decline(Reason.MERGE_CONFLICT, conflict);
        }
        long coupons = estate.coupons().liveCount(now(), Set.of())
                + customer()
                        .coupons()
                        .liveCount(now(), customer().reservations().coupons(now()));
        if (coupons > Limits.MAX_LIVE_COUPONS) {
            return new Decline(Reason.TOO_MANY_COUPONS, coupons + " coupons together");
        }
        return ArrivedPoints.isTooMuch(judgement, estate.points()) ? Decline.of(Reason.BALANCE_LIMIT_REACHED) : null;
    }

    /** What both have under the same id; null without any. */
    private @Nullable String conflict(Estate estate) {
        for (String id : estate.orders().ids()) {
            if (customer().orders().contains(id) || customer().reservations().live(id, now()) != null) {
                return "both have order " + id;
            }
        }
        for (String id : estate.coupons().ids()) {
            if (customer().coupons().content(id) != null) {
                return "both have coupon " + id;
            }
        }
        for (String id : estate.holds().keySet()) {
            if (customer().holds().contains(id)) {
                return "both have hold " + id;
            }
        }
        return null;
    }

    private Decision absorbed(AbsorbCustomer absorb) {
        Estate estate = taken(absorb).behind(customer().nextLotId());
        List<LotUse> owedUses = customer()
                .lots()
                .plusAll(estate.lots().inOrder())
                .takeBack(
                        customer().owed() + estate.owed(), 0, now(), customer().held(now()));
        TierGrant tier = Tiers.merged(judgement.program(), customer(), estate, now());
        return judgement.accepted(
                Request.NONE, new CustomerAbsorbed(absorb.source(), absorb.attempt(), estate, owedUses), tier);
    }

    private Estate taken(AbsorbCustomer absorb) {
        return absorb.closed() == null ? absorb.estate() : absorb.estate().available(absorb.closed(), now());
    }

    Decision of(EndMerge end) {
        Merge merge = customer().sagas().merge();
        if (merge == null || merge.attempt() != end.attempt() || merge.estate() == null) {
            return new Unchanged();
        }
        if (end.declined() == null) {
            return judgement.accepted(Request.NONE, new MergeSettled(merge.target(), merge.attempt()), null);
        }
        Estate estate = merge.estate();
        return judgement.accepted(
                Request.NONE,
                new MergeReverted(
                        merge.target(),
                        merge.attempt(),
                        end.declined(),
                        estate.points(),
                        estate.orderCount(),
                        estate.nextExpiry()),
                estate.tier().equals(TierGrant.NONE) ? null : estate.tier());
    }

    private Customer customer() {
        return judgement.customer();
    }

    private Instant now() {
        return judgement.now();
    }
}

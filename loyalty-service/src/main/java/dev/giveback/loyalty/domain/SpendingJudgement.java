package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.Decision.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges spending points: at once, or by a hold that is captured or released. */
record SpendingJudgement(Judgement judgement) {

    Decision of(RedeemPoints redeem) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        List<LotUse> uses =
                customer().lots().spend(redeem.points(), now(), customer().held(now()));
        if (LotUse.sum(uses) < redeem.points()) {
            return Judgement.insufficient(redeem.points(), LotUse.sum(uses));
        }
        return judgement.accepted(redeem.request(), new PointsRedeemed(redeem.reference(), uses), null);
    }

    Decision of(HoldPoints hold) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        if (customer().holds().contains(hold.holdId())) {
            return Judgement.rejected(Reason.HOLD_EXISTS, "hold_id: the customer has, or had, a hold " + hold.holdId());
        }
        if (customer().liveHolds(now()) >= Limits.MAX_LIVE_HOLDS) {
            return Judgement.rejected(Reason.TOO_MANY_HOLDS, "customer: has " + Limits.MAX_LIVE_HOLDS + " live holds");
        }
        List<LotUse> uses =
                customer().lots().spend(hold.points(), now(), customer().held(now()));
        if (LotUse.sum(uses) < hold.points()) {
            return Judgement.insufficient(hold.points(), LotUse.sum(uses));
        }
        Duration timeToLive = hold.timeToLive() == null ? judgement.program().holdTimeToLive() : hold.timeToLive();
        // A hold is stored to the millisecond, so it must not live longer before that than after.
        Instant expires = now().plus(timeToLive).truncatedTo(ChronoUnit.MILLIS);
        return judgement.accepted(hold.request(), new PointsHeld(hold.holdId(), uses, expires), null);
    }

    Decision of(CaptureHold capture) {
        Rejected rejected = refusal(capture.holdId());
        if (rejected != null) {
            return rejected;
        }
        Holds.Open hold = live(capture.holdId());
        long points = capture.points() == 0 ? hold.points() : capture.points();
        if (points > hold.points()) {
            return new Rejected(Refusal.exceeds(Reason.CAPTURE_EXCEEDS_HOLD, "points", points, hold.points()));
        }
        return judgement.accepted(
                capture.request(),
                new HoldCaptured(hold.id(), Holds.first(points, hold.uses()), hold.points() - points),
                null);
    }

    Decision of(ReleaseHold release) {
        Rejected rejected = refusal(release.holdId());
        if (rejected != null) {
            return rejected;
        }
        Holds.Open hold = live(release.holdId());
        return judgement.accepted(release.request(), new HoldReleased(hold.id(), hold.points()), null);
    }

    private @Nullable Rejected refusal(String holdId) {
        if (!customer().exists()) {
            return Judgement.customerNotFound();
        }
        if (!customer().holds().contains(holdId)) {
            return Judgement.rejected(Reason.HOLD_NOT_FOUND, "hold_id: the customer has no hold " + holdId);
        }
        Holds.End end = customer().holds().end(holdId, now());
        return switch (end) {
            case null -> null;
            case CAPTURED -> Judgement.rejected(Reason.HOLD_CAPTURED, "hold_id: " + holdId + " was captured");
            case RELEASED -> Judgement.rejected(Reason.HOLD_RELEASED, "hold_id: " + holdId + " was released");
            case EXPIRED -> Judgement.rejected(Reason.HOLD_EXPIRED, "hold_id: " + holdId + " has expired");
        };
    }

    private Holds.Open live(String holdId) {
        Holds.Open hold = customer().holds().open().get(holdId);
        if (hold == null) {
            throw new IllegalStateException("hold: " + holdId + " (expected: a live hold)");
        }
        return hold;
    }

    private Customer customer() {
        return judgement.customer();
    }

    private Instant now() {
        return judgement.now();
    }
}

package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Reason;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds on the reference ledger. */
final class ReferenceHolds {
    private static final int MOST_LIVE = 100;

    private final ReferenceJudge judge;
    private final ReferenceLedger ledger;
    private final Instant time;

    ReferenceHolds(ReferenceJudge judge) {
        this.judge = judge;
        this.ledger = judge.ledger;
        this.time = judge.time;
    }

    Verdict hold(HoldPoints hold) {
        BigInteger points = BigInteger.valueOf(hold.points());
        if (ledger.account.holds.containsKey(hold.holdId())) {
            return ReferenceJudge.refuse(Reason.HOLD_EXISTS);
        }
        if (ledger.account.liveHolds(time).size() >= MOST_LIVE) {
            return ReferenceJudge.refuse(Reason.TOO_MANY_HOLDS);
        }
        if (judge.lacks(points)) {
            return ReferenceJudge.refuse(Reason.INSUFFICIENT_POINTS);
        }
        List<LotUse> uses = ledger.account.chosen(points, time);
        Duration life = hold.timeToLive() == null ? judge.program.holdTimeToLive() : hold.timeToLive();
        ledger.account.holds.put(hold.holdId(), new ReferenceHold(uses, time.plus(life)));
        return judge.accept(hold, new Change.PointsHeld(hold.holdId(), uses, time.plus(life)));
    }

    Verdict capture(CaptureHold capture) {
        ReferenceHold hold = ledger.account.holds.get(capture.holdId());
        if (hold == null) {
            return ReferenceJudge.refuse(Reason.HOLD_NOT_FOUND);
        }
        Reason dead = hold.deadBecause(time);
        if (dead != null) {
            return ReferenceJudge.refuse(dead);
        }
        BigInteger points = capture.points() == 0 ? hold.points() : BigInteger.valueOf(capture.points());
        if (points.compareTo(hold.points()) > 0) {
            return ReferenceJudge.refuse(Reason.CAPTURE_EXCEEDS_HOLD);
        }
        List<LotUse> uses = new ArrayList<>();
        BigInteger left = points;
        for (LotUse part : hold.parts) {
            BigInteger some = left.min(BigInteger.valueOf(part.points()));
            if (some.signum() > 0) {
                uses.add(new LotUse(part.lotId(), some.longValueExact()));
                left = left.subtract(some);
            }
        }
        hold.end(Reason.HOLD_CAPTURED);
        ledger.account.take(uses);
        ledger.account.spent = ledger.account.spent.add(points);
        long released = hold.points().subtract(points).longValueExact();
        return judge.accept(capture, new Change.HoldCaptured(capture.holdId(), uses, released));
    }

    Verdict release(ReleaseHold release) {
        ReferenceHold hold = ledger.account.holds.get(release.holdId());
        if (hold == null) {
            return ReferenceJudge.refuse(Reason.HOLD_NOT_FOUND);
        }
        Reason dead = hold.deadBecause(time);
        if (dead != null) {
            return ReferenceJudge.refuse(dead);
        }
        hold.end(Reason.HOLD_RELEASED);
        return judge.accept(
                release, new Change.HoldReleased(release.holdId(), hold.points().longValueExact()));
    }
}

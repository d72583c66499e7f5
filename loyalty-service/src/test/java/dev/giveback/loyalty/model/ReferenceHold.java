package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Reason;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points set aside, as the reference ledger keeps them: never forgotten, only ended. */
final class ReferenceHold {
    final List<LotUse> parts;
    final Instant expires;
    private @Nullable Reason ended;

    ReferenceHold(List<LotUse> parts, Instant expires) {
        this.parts = parts;
        this.expires = expires;
    }

    ReferenceHold copy() {
        ReferenceHold copy = new ReferenceHold(parts, expires);
        copy.ended = ended;
        return copy;
    }

    void end(Reason reason) {
        ended = reason;
    }

    /** Why it cannot be captured or released at this time; null while it is live. */
    @Nullable
    Reason deadBecause(Instant time) {
        if (ended != null) {
            return ended;
        }
        return expires.compareTo(time) <= 0 ? Reason.HOLD_EXPIRED : null;
    }

    BigInteger points() {
        BigInteger sum = BigInteger.ZERO;
        for (LotUse part : parts) {
            sum = sum.add(BigInteger.valueOf(part.points()));
        }
        return sum;
    }

    BigInteger points(long lotId) {
        BigInteger sum = BigInteger.ZERO;
        for (LotUse part : parts) {
            if (part.lotId() == lotId) {
                sum = sum.add(BigInteger.valueOf(part.points()));
            }
        }
        return sum;
    }
}

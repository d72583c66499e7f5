package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order, as the reference ledger keeps it: for ever, with what was refunded of it. */
final class ReferenceOrder {
    final List<CompleteCheckout.Line> lines;
    final List<BigInteger> linePoints;
    final Instant purchased;
    final LocalDate day;
    final @Nullable Instant refundableUntil;
    final long[] refunded;
    BigInteger takenBack = BigInteger.ZERO;
    BigInteger moneyBack = BigInteger.ZERO;

    ReferenceOrder(
            List<CompleteCheckout.Line> lines,
            List<BigInteger> linePoints,
            Instant purchased,
            LocalDate day,
            @Nullable Instant refundableUntil) {
        this.lines = lines;
        this.linePoints = linePoints;
        this.purchased = purchased;
        this.day = day;
        this.refundableUntil = refundableUntil;
        this.refunded = new long[lines.size()];
    }

    ReferenceOrder copy() {
        ReferenceOrder copy = new ReferenceOrder(lines, linePoints, purchased, day, refundableUntil);
        System.arraycopy(refunded, 0, copy.refunded, 0, refunded.length);
        copy.takenBack = takenBack;
        copy.moneyBack = moneyBack;
        return copy;
    }

    BigInteger points() {
        return linePoints.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger total() {
        return ReferenceEarning.total(lines);
    }

    long left(int line) {
        return lines.get(line - 1).quantity() - refunded[line - 1];
    }

    /** Points due for {@code quantity} more of a line: floor(e × c / q) after it, less the same before it. */
    BigInteger due(int line, long quantity) {
        long before = refunded[line - 1];
        return dueForAltogether(line, before + quantity).subtract(dueForAltogether(line, before));
    }

    private BigInteger dueForAltogether(int line, long count) {
        BigInteger bought = BigInteger.valueOf(lines.get(line - 1).quantity());
        return linePoints.get(line - 1).multiply(BigInteger.valueOf(count)).divide(bought);
    }

    boolean isInWindow(Instant refunded) {
        return refunded.compareTo(purchased) >= 0
                && (refundableUntil == null || refunded.compareTo(refundableUntil) < 0);
    }
}

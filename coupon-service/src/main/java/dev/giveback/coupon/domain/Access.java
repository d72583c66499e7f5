package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeFormat;
import dev.giveback.coupon.code.CodeText;
import org.jspecify.annotations.Nullable;

/** How customers come by a coupon. */
public sealed interface Access {
    /** Somebody gives it to them. */
    record ByHand() implements Access {}

    /**
     * One code for everybody.
     *
     * @param shown as the shop writes it
     * @param code as codes are compared
     */
    record PublicCode(String shown, CodeText code) implements Access {}

    /** A code for each coupon, computed and not stored. */
    record UniqueCodes(CodeFormat format) implements Access {}

    /** Coupons for points. */
    record Reward(long pointsPrice) implements Access {}

    /**
     * Coupons by chance, after a purchase.
     *
     * @param condition of the orders; empty for every order
     * @param chanceBasisPoints in hundredths of a percent
     * @param memoryDays within which nobody is given the same again; 0 for no memory
     */
    record Surprise(String condition, int chanceBasisPoints, int memoryDays) implements Access {}

    /** How somebody who has nothing but the wish asks for a coupon; null when a wish is not enough. */
    default ClaimOrder.@Nullable Way wayByAsking() {
        return switch (this) {
            case ByHand byHand -> new ClaimOrder.Way.ByHand();
            case PublicCode code -> new ClaimOrder.Way.ByCode(code.code().value());
            case Reward reward -> new ClaimOrder.Way.ByPoints();
            case UniqueCodes codes -> null;
            case Surprise surprise -> null;
        };
    }

    /** Whether codes that were printed for the one are codes of the other: what an update must leave alone. */
    default boolean isSameAs(Access other) {
        return switch (this) {
            case ByHand byHand -> other instanceof ByHand;
            case PublicCode code ->
                other instanceof PublicCode that && code.code().equals(that.code());
            case UniqueCodes codes ->
                other instanceof UniqueCodes that
                        && codes.format().pattern().equals(that.format().pattern())
                        && codes.format().capacity() <= that.format().capacity();
            case Reward reward -> other instanceof Reward;
            case Surprise surprise -> other instanceof Surprise;
        };
    }
}

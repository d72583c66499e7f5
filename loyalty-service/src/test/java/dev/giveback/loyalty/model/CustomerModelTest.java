package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Reason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random stories of a customer: the domain against the reference ledger. {@code -Dgiveback.model.seeds=10000} tells more of them. */
final class CustomerModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.seeds", 250);
    private static final int COMMANDS = 200;
    /** Those that only the adapter can give, and those of coupons, reservations, sagas and erasures, which are tested elsewhere. */
    private static final Set<Reason> NOT_OF_THIS_MODEL = EnumSet.of(
            Reason.PROGRAM_NOT_FOUND,
            Reason.PROGRAM_EXISTS,
            Reason.VERSION_CHANGED,
            Reason.CUSTOMER_CHANGED,
            Reason.PURCHASE_TIME_TOO_LATE,
            Reason.NOTHING_TO_CORRECT,
            Reason.ORDER_NOT_CORRECTABLE,
            Reason.ORDER_TOO_LARGE,
            Reason.CURRENCY_FIXED,
            Reason.COUPON_NOT_FOUND,
            Reason.RESERVATION_NOT_FOUND,
            Reason.COUPON_EXISTS,
            Reason.RESERVATION_CONFIRMED,
            Reason.RESERVATION_CANCELLED,
            Reason.RESERVATION_EXPIRED,
            Reason.COUPON_REDEEMED,
            Reason.COUPON_RESERVED,
            Reason.COUPON_EXPIRED,
            Reason.COUPON_REVOKED,
            Reason.TOO_MANY_COUPONS,
            Reason.REDEMPTION_NOT_ALLOWED,
            Reason.TOTAL_CHANGED,
            Reason.OTHER_CUSTOMER_NOT_FOUND,
            Reason.TRANSFER_NOT_FOUND,
            Reason.TRANSFER_EXISTS,
            Reason.TOO_MANY_TRANSFERS,
            Reason.CUSTOMER_MERGED,
            Reason.CUSTOMER_MERGING,
            Reason.MERGE_BLOCKED,
            Reason.MERGE_TOO_LARGE,
            Reason.MERGE_CONFLICT,
            Reason.CUSTOMER_ERASED,
            Reason.ERASE_BLOCKED,
            Reason.SEAL_NOT_FOUND,
            Reason.EVENT_NOT_FOUND,
            Reason.REBUILD_UNDER_WAY,
            Reason.DIRECTORY_REBUILDING,
            Reason.IMPORT_NOT_EMPTY,
            Reason.EXPORT_DAMAGED,
            Reason.EXPORT_FORMAT_UNKNOWN);

    private static final Set<Class<?>> OF_ANOTHER_MODEL = Set.of(
            Change.CheckoutReserved.class,
            Change.ReservationExtended.class,
            Change.ReservationCancelled.class,
            Change.CouponGranted.class,
            Change.CouponRevoked.class,
            Change.PointsSent.class,
            Change.PointsReceived.class,
            Change.TransferDeclined.class,
            Change.TransferSettled.class,
            Change.TransferReturned.class,
            Change.MergeBegun.class,
            Change.CustomerAbsorbed.class,
            Change.MergeDeclined.class,
            Change.MergeSettled.class,
            Change.MergeReverted.class,
            Change.OrdersRederived.class,
            Change.OrderCorrected.class,
            Change.ProfileChanged.class,
            Change.PreferencesChanged.class,
            Change.CustomerErased.class);

    @Test
    void theCustomerAgreesWithTheReferenceLedgerAfterEveryCommand() {
        Model model = Model.of(DomainSubject::asItIs, SEEDS, COMMANDS);
        Optional<Model.Failure> failure = model.failure();
        assertThat(failure.map(Model.Failure::toString)).isEmpty();
        if (SEEDS >= 100) {
            thenTheStoriesAreRich(model);
        }
    }

    /** A generator that forgets a rule would pass for ever. */
    private static void thenTheStoriesAreRich(Model model) {
        for (Class<?> change : Change.class.getPermittedSubclasses()) {
            if (OF_ANOTHER_MODEL.contains(change)) {
                continue;
            }
            assertThat(model.seen()).containsKey(change.getSimpleName());
        }
        for (Reason reason : EnumSet.complementOf(EnumSet.copyOf(NOT_OF_THIS_MODEL))) {
            assertThat(model.seen()).containsKey(reason.name());
        }
        assertThat(model.seen()).containsKeys("repeated", "unchanged");
    }

    @Test
    void aSeedTellsTheSameStoryEachTime() {
        assertThat(RandomSteps.of(7, COMMANDS)).isEqualTo(RandomSteps.of(7, COMMANDS));
        assertThat(RandomSteps.of(7, COMMANDS)).isNotEqualTo(RandomSteps.of(8, COMMANDS));
    }
}

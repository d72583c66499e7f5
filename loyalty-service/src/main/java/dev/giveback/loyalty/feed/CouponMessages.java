package dev.giveback.loyalty.feed;

import com.google.protobuf.util.Timestamps;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CouponGranted;
import dev.giveback.journal.v1.CouponRevoked;
import dev.giveback.journal.v1.CustomerAbsorbed;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredCouponOrigin;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredEstate;
import dev.giveback.journal.v1.StoredExpiredCoupon;
import dev.giveback.journal.v1.StoredPrice;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredReturnedCoupon;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.v1.CouponChange;
import dev.giveback.loyalty.v1.CouponChangeKind;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import dev.giveback.platform.contract.MoneyMapper;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of customers' journals as changes of campaigns' coupons. */
final class CouponMessages implements FeedMessages<TailCouponChangesResponse> {
    private final ProgramCurrencies currencies;
    private final InstantSource clock;

    CouponMessages(ProgramCurrencies currencies, InstantSource clock) {
        this.currencies = currencies;
        this.clock = clock;
    }

    @Override
    public @Nullable TailCouponChangesResponse of(FeedEnvelope envelope) {
        StoredRow row = StoredRow.of(envelope);
        if (!tellsOfCoupons(row)) {
            return null;
        }
        CustomerEvent event = row.event();
        List<CouponChange> changes = changes(event, row);
        if (changes.isEmpty()) {
            return null;
        }
        return at(envelope.offset())
                .setCustomer(row.customer().name())
                .addAllChanges(changes)
                .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()))
                .build();
    }

    @Override
    public TailCouponChangesResponse progress(FeedOffset readUpTo) {
        return at(readUpTo).setRecordTime(Timestamps.fromMillis(clock.millis())).build();
    }

    private static TailCouponChangesResponse.Builder at(FeedOffset offset) {
        return TailCouponChangesResponse.newBuilder()
                .setResumeToken(offset.toString())
                .setTransaction(offset.transactionId())
                .setOrdering(offset.ordering());
    }

    private static boolean tellsOfCoupons(StoredRow row) {
        boolean byChange = switch (row.change()) {
            case COUPON_GRANTED, COUPON_REVOKED -> true;
            case CHECKOUT_COMPLETED ->
                row.has(
                        CustomerEvent.CHECKOUT_COMPLETED_FIELD_NUMBER,
                        CheckoutCompleted.PRICE_FIELD_NUMBER,
                        StoredPrice.COUPONS_FIELD_NUMBER);
            case ORDER_REFUNDED ->
                row.has(
                        CustomerEvent.ORDER_REFUNDED_FIELD_NUMBER,
                        OrderRefunded.RESTORATION_FIELD_NUMBER,
                        StoredRestoration.COUPONS_FIELD_NUMBER);
            case CUSTOMER_ABSORBED ->
                row.has(
                        CustomerEvent.CUSTOMER_ABSORBED_FIELD_NUMBER,
                        CustomerAbsorbed.ESTATE_FIELD_NUMBER,
                        StoredEstate.COUPONS_FIELD_NUMBER);
            case CUSTOMER_ENROLLED,
                    ACTIVITY_REWARDED,
                    POINTS_REDEEMED,
                    POINTS_HELD,
                    HOLD_CAPTURED,
                    HOLD_RELEASED,
                    POINTS_ADJUSTED,
                    POINTS_EXPIRED,
                    CHECKOUT_RESERVED,
                    RESERVATION_EXTENDED,
                    RESERVATION_CANCELLED,
                    POINTS_SENT,
                    POINTS_RECEIVED,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    TRANSFER_RETURNED,
                    MERGE_BEGUN,
                    MERGE_DECLINED,
                    MERGE_SETTLED,
                    MERGE_REVERTED,
                    PROFILE_CHANGED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ERASED,
                    ORDERS_REDERIVED,
                    ORDER_CORRECTED,
                    CHANGE_NOT_SET -> false;
        };
        return byChange || row.has(CustomerEvent.EXPIRED_COUPONS_FIELD_NUMBER);
    }

    /** What the change did comes first: a coupon that it gives back may have expired already. */
    private List<CouponChange> changes(CustomerEvent event, StoredRow row) {
        List<CouponChange> changes = new ArrayList<>();
        if (event.hasCouponGranted()) {
            granted(event.getCouponGranted(), changes);
        }
        if (event.hasCouponRevoked()) {
            revoked(event.getCouponRevoked(), changes);
        }
        if (event.hasCheckoutCompleted()) {
            redeemed(event.getCheckoutCompleted(), changes);
        }
        if (event.hasOrderRefunded()) {
            givenBack(event.getOrderRefunded(), row, changes);
        }
        if (event.hasCustomerAbsorbed()) {
            moved(event.getCustomerAbsorbed(), row, changes);
        }
        for (StoredExpiredCoupon expired : event.getExpiredCouponsList()) {
            if (expired.hasOrigin()) {
                changes.add(
                        change(CouponChangeKind.COUPON_CHANGE_KIND_EXPIRED, expired.getCouponId(), expired.getOrigin())
                                .build());
            }
        }
        return changes;
    }

    private static void granted(CouponGranted granted, List<CouponChange> changes) {
        StoredCoupon coupon = granted.getCoupon();
        if (!coupon.getCampaign().isEmpty()) {
            changes.add(CouponChange.newBuilder()
                    .setKind(CouponChangeKind.COUPON_CHANGE_KIND_GRANTED)
                    .setCouponId(coupon.getCouponId())
                    .setCampaign(coupon.getCampaign())
                    .setCampaignVersion(coupon.getCampaignVersion())
                    .setCode(coupon.getCode())
                    .setStartTime(Timestamps.fromMillis(coupon.getStartMillis()))
                    .build());
        }
    }

    private static void revoked(CouponRevoked revoked, List<CouponChange> changes) {
        if (revoked.hasOrigin()) {
            changes.add(change(CouponChangeKind.COUPON_CHANGE_KIND_REVOKED, revoked.getCouponId(), revoked.getOrigin())
                    .build());
        }
    }

    private static void redeemed(CheckoutCompleted order, List<CouponChange> changes) {
        for (StoredCouponUse use : order.getPrice().getCouponsList()) {
            if (!use.getCampaign().isEmpty()) {
                CouponChange.Builder change = CouponChange.newBuilder()
                        .setKind(CouponChangeKind.COUPON_CHANGE_KIND_REDEEMED)
                        .setCouponId(use.getCouponId())
                        .setCampaign(use.getCampaign())
                        .setCampaignVersion(use.getCampaignVersion())
                        .setCode(use.getCode())
                        .setStartTime(Timestamps.fromMillis(use.getStartMillis()))
                        .setRedeemedBefore(use.getRedeemedBefore())
                        .setOrderId(order.getOrderId());
                long discount = use.getShippingDiscountMinor()
                        + use.getCutMinorList().stream()
                                .mapToLong(Long::longValue)
                                .sum();
                discount(change, discount, Currency.getInstance(order.getCurrencyCode()));
                changes.add(change.build());
            }
        }
    }

    private void givenBack(OrderRefunded refunded, StoredRow row, List<CouponChange> changes) {
        for (StoredReturnedCoupon returned : refunded.getRestoration().getCouponsList()) {
            if (returned.hasOrigin()) {
                CouponChange.Builder change = change(
                                CouponChangeKind.COUPON_CHANGE_KIND_GIVEN_BACK,
                                returned.getCouponId(),
                                returned.getOrigin())
                        .setOrderId(refunded.getOrderId());
                discount(
                        change,
                        returned.getDiscountMinor(),
                        currencies.of(row.customer().program()));
                changes.add(change.build());
            }
        }
    }

    /** Those that have a place with their campaign: used ones keep theirs for ever, others lost it when they ended. */
    private static void moved(CustomerAbsorbed absorbed, StoredRow row, List<CouponChange> changes) {
        CustomerId source = new CustomerId(row.customer().program(), absorbed.getSource());
        for (StoredCoupon coupon : absorbed.getEstate().getCouponsList()) {
            boolean hasPlace = coupon.getUsed() || (coupon.getEndedMillis() == 0 && !coupon.getExpiryRecorded());
            if (hasPlace && !coupon.getCampaign().isEmpty()) {
                changes.add(CouponChange.newBuilder()
                        .setKind(CouponChangeKind.COUPON_CHANGE_KIND_MOVED)
                        .setCouponId(coupon.getCouponId())
                        .setCampaign(coupon.getCampaign())
                        .setCampaignVersion(coupon.getCampaignVersion())
                        .setCode(coupon.getCode())
                        .setStartTime(Timestamps.fromMillis(coupon.getStartMillis()))
                        .setRedeemedBefore(coupon.getUsed())
                        .setFromCustomer(source.name())
                        .build());
            }
        }
    }

    private static CouponChange.Builder change(CouponChangeKind kind, String couponId, StoredCouponOrigin origin) {
        return CouponChange.newBuilder()
                .setKind(kind)
                .setCouponId(couponId)
                .setCampaign(origin.getCampaign())
                .setCampaignVersion(origin.getCampaignVersion())
                .setCode(origin.getCode())
                .setStartTime(Timestamps.fromMillis(origin.getStartMillis()))
                .setRedeemedBefore(origin.getRedeemedBefore());
    }

    private static void discount(CouponChange.Builder change, long minor, Currency currency) {
        if (minor > 0) {
            change.setDiscount(MoneyMapper.toMoney(minor, currency));
        }
    }
}

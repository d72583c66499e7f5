package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredBalance;
import dev.giveback.journal.v1.StoredTier;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerEvent.Header;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.TierGrant;

/** Customers' events between the domain and their stored form; what an event is about is mapped by {@link ChangeMapper}. */
public final class CustomerEventMapper {
    private CustomerEventMapper() {}

    /** The stored form; of equal events the bytes are equal. */
    public static dev.giveback.journal.v1.CustomerEvent toProto(CustomerEvent event) {
        Header header = event.header();
        dev.giveback.journal.v1.CustomerEvent.Builder stored = dev.giveback.journal.v1.CustomerEvent.newBuilder()
                .setRecordMillis(header.time().toEpochMilli())
                .setRequestId(header.request().id())
                .setRequestFingerprint(header.request().fingerprint())
                .setPrincipal(header.request().principal())
                .setProgramVersion(header.programVersion())
                .setBalanceAfter(balance(header.balanceAfter()));
        header.expired().forEach(use -> stored.addExpired(Parts.toProto(use)));
        header.expiredCoupons().forEach(coupon -> stored.addExpiredCoupons(CouponMapper.toProto(coupon)));
        if (header.tier() != null) {
            stored.setTier(tier(header.tier()));
        }
        ChangeMapper.put(event.change(), stored);
        return stored.setChangeVersion(StoredEvents.versionToStore(stored.getChangeCase()))
                .build();
    }

    /** The event as the domain has it, of whatever version it is stored. */
    public static CustomerEvent toDomain(dev.giveback.journal.v1.CustomerEvent ofAnyVersion) {
        dev.giveback.journal.v1.CustomerEvent stored = StoredEvents.current(ofAnyVersion);
        Change change = ChangeMapper.toDomain(stored);
        Header header = new Header(
                Parts.instant(stored.getRecordMillis()),
                new Request(stored.getRequestId(), stored.getRequestFingerprint(), stored.getPrincipal()),
                stored.getProgramVersion(),
                balance(stored.getBalanceAfter()),
                Parts.uses(stored.getExpiredList()),
                stored.getExpiredCouponsList().stream()
                        .map(CouponMapper::toDomain)
                        .toList(),
                stored.hasTier() ? tier(stored.getTier()) : null);
        return new CustomerEvent(header, change);
    }

    private static StoredBalance balance(Balance balance) {
        return StoredBalance.newBuilder()
                .setAvailable(balance.available())
                .setPending(balance.pending())
                .setHeld(balance.held())
                .setOwed(balance.owed())
                .build();
    }

    private static Balance balance(StoredBalance stored) {
        return new Balance(stored.getAvailable(), stored.getPending(), stored.getHeld(), stored.getOwed());
    }

    static StoredTier tier(TierGrant tier) {
        return StoredTier.newBuilder()
                .setTierId(tier.tierId())
                .setStartMillis(tier.start().toEpochMilli())
                .setEndMillis(Parts.millis(tier.end()))
                .build();
    }

    static TierGrant tier(StoredTier stored) {
        return new TierGrant(
                stored.getTierId(), Parts.instant(stored.getStartMillis()), Parts.orNull(stored.getEndMillis()));
    }
}

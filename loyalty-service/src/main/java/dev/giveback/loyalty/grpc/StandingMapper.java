package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.domain.Balance;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.Totals;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.LotSource;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.TierStanding;
import java.time.Instant;

/** How an account stands, as it is published. */
public final class StandingMapper {
    private StandingMapper() {}

    static Customer customer(String name, Standing standing) {
        return customer(name, standing.customer(), standing.program(), standing.now());
    }

    /** The account of this name at a moment, under a version of the program. */
    public static Customer customer(
            String name, dev.giveback.loyalty.domain.Customer customer, Program program, Instant now) {
        Customer.Builder published = Customer.newBuilder()
                .setName(name)
                .setMembership(customer.enrolled() == null ? Membership.MEMBERSHIP_GUEST : Membership.MEMBERSHIP_MEMBER)
                .setBalance(AnswerMapper.balance(customer.balance(now)))
                .setTotals(AnswerMapper.totals(customer.totals(now)))
                .setTier(tier(customer, program, now))
                .setRevision(customer.revision())
                .setOrderCount(customer.orderCount())
                .setReadTime(AnswerMapper.timestamp(now));
        if (customer.enrolled() != null) {
            published.setEnrollTime(AnswerMapper.timestamp(customer.enrolled()));
        }
        Merge merge = customer.sagas().merge();
        if (merge != null) {
            published.setMergedInto(new CustomerId(program.id(), merge.target()).name());
        }
        if (customer.erased() != null) {
            published.setEraseTime(AnswerMapper.timestamp(customer.erased()));
        }
        if (!customer.preferences().equals(Preferences.NONE)) {
            published.setPreferences(PreferenceFields.published(customer.preferences()));
        }
        return published.build();
    }

    private static TierStanding tier(dev.giveback.loyalty.domain.Customer customer, Program program, Instant now) {
        TierGrant tier = customer.tier(program, now);
        long qualifying = customer.qualifying(program, now);
        TierStanding.Builder published =
                TierStanding.newBuilder().setTierId(tier.tierId()).setQualifying(qualifying);
        if (!tier.tierId().isEmpty()) {
            published.setStartTime(AnswerMapper.timestamp(tier.start()));
        }
        if (tier.end() != null) {
            published.setEndTime(AnswerMapper.timestamp(tier.end()));
        }
        TierRules.Tier next = program.tiers().after(tier.tierId());
        if (next != null) {
            published.setNextTierId(next.id()).setMissing(Math.max(0, next.threshold() - qualifying));
        }
        return published.build();
    }

    /**
     * A lot.
     *
     * @param held points of it that live holds and reservations set aside
     */
    public static Lot lot(dev.giveback.loyalty.domain.Lot lot, long held) {
        Lot.Builder published = Lot.newBuilder()
                .setLotId(lot.id())
                .setSource(
                        switch (lot.source()) {
                            case ORDER -> LotSource.LOT_SOURCE_ORDER;
                            case ACTIVITY -> LotSource.LOT_SOURCE_ACTIVITY;
                            case ADJUSTMENT -> LotSource.LOT_SOURCE_ADJUSTMENT;
                            case RESTORED -> LotSource.LOT_SOURCE_RESTORED;
                            case TRANSFER -> LotSource.LOT_SOURCE_TRANSFER;
                        })
                .setReference(lot.reference())
                .setEarnTime(AnswerMapper.timestamp(lot.earned()))
                .setAvailableTime(AnswerMapper.timestamp(lot.available()))
                .setOriginal(lot.original())
                .setRemaining(lot.remaining())
                .setHeld(held);
        if (lot.expires() != null) {
            published.setExpireTime(AnswerMapper.timestamp(lot.expires()));
        }
        return published.build();
    }

    /** Points at one moment. */
    public static dev.giveback.loyalty.v1.Balance balance(Balance balance) {
        return AnswerMapper.balance(balance);
    }

    /** Sums over a life. */
    public static dev.giveback.loyalty.v1.Totals totals(Totals totals) {
        return AnswerMapper.totals(totals);
    }
}

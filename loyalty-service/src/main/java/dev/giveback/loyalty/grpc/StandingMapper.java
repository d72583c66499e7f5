package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.LotSource;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.TierStanding;

/** How an account stands, as it is published. */
final class StandingMapper {
    private StandingMapper() {}

    static Customer customer(String name, Standing standing) {
        dev.giveback.loyalty.domain.Customer customer = standing.customer();
        Customer.Builder published = Customer.newBuilder()
                .setName(name)
                .setMembership(customer.enrolled() == null ? Membership.MEMBERSHIP_GUEST : Membership.MEMBERSHIP_MEMBER)
                .setBalance(AnswerMapper.balance(customer.balance(standing.now())))
                .setTotals(AnswerMapper.totals(customer.totals(standing.now())))
                .setTier(tier(standing))
                .setRevision(customer.revision())
                .setOrderCount(customer.orderCount())
                .setReadTime(AnswerMapper.timestamp(standing.now()));
        if (customer.enrolled() != null) {
            published.setEnrollTime(AnswerMapper.timestamp(customer.enrolled()));
        }
        Merge merge = customer.sagas().merge();
        if (merge != null) {
            published.setMergedInto(new CustomerId(standing.program().id(), merge.target()).name());
        }
        if (customer.erased() != null) {
            published.setEraseTime(AnswerMapper.timestamp(customer.erased()));
        }
        return published.build();
    }

    private static TierStanding tier(Standing standing) {
        TierGrant tier = standing.customer().tier(standing.program(), standing.now());
        long qualifying = standing.customer().qualifying(standing.program(), standing.now());
        TierStanding.Builder published =
                TierStanding.newBuilder().setTierId(tier.tierId()).setQualifying(qualifying);
        if (!tier.tierId().isEmpty()) {
            published.setStartTime(AnswerMapper.timestamp(tier.start()));
        }
        if (tier.end() != null) {
            published.setEndTime(AnswerMapper.timestamp(tier.end()));
        }
        TierRules.Tier next = standing.program().tiers().after(tier.tierId());
        if (next != null) {
            published.setNextTierId(next.id()).setMissing(Math.max(0, next.threshold() - qualifying));
        }
        return published.build();
    }

    static Lot lot(dev.giveback.loyalty.domain.Lot lot, long held) {
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
}

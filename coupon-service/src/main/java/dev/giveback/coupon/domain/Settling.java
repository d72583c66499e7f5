package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.code.CodeSerial;
import dev.giveback.coupon.domain.Change.CouponsSettled;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows for a campaign from what became of its coupons. Each change of the feed counts once: those at or before the campaign's
 * position are counted already.
 */
final class Settling {
    private final Campaign campaign;
    private final Optional<CodeBook> codes;
    private final Set<Integer> released = new HashSet<>();
    /** How many places customers have won, or lost, by the news so far. */
    private final Map<String, Integer> won = new HashMap<>();

    private final long epochDay;
    private long day;

    Settling(Campaign campaign, long epochDay) {
        this.epochDay = epochDay;
        this.campaign = campaign;
        codes = campaign.codes();
        day = campaign.day().claims();
    }

    Optional<Change> of(List<CouponNews> news) {
        List<Settlement> settlements = new ArrayList<>();
        FeedPosition position = campaign.position();
        for (CouponNews one : news) {
            if (one.position().compareTo(campaign.position()) > 0 && concernsUs(one)) {
                settlements.add(settlement(one));
                position = one.position();
            }
        }
        return settlements.isEmpty()
                ? Optional.empty()
                : Optional.of(new CouponsSettled(epochDay, position, settlements));
    }

    private boolean concernsUs(CouponNews news) {
        boolean known = news.version() >= 1 && news.version() <= campaign.version();
        return known
                && switch (news.fate()) {
                    case GRANTED -> campaign.definition(news.version()).isUnlimited();
                    case MOVED -> isCounted(news.version()) || campaign.live().containsKey(news.claimId());
                    case REDEEMED, GIVEN_BACK, REVOKED, EXPIRED -> true;
                };
    }

    private boolean isCounted(long version) {
        return campaign.definition(version).limits().perCustomer() > 0;
    }

    /** Whether this customer has a place to lose: a coupon that no claim of this campaign stands behind has none. */
    private boolean hasPlace(String customer, long version) {
        return !isCounted(version)
                || campaign.places().count(campaign.secretOrThrow().customerNumber(customer))
                                + won.getOrDefault(customer, 0)
                        > 0;
    }

    private Settlement moved(CouponNews news) {
        boolean moves = isCounted(news.version()) && hasPlace(news.fromCustomer(), news.version());
        if (moves) {
            won.merge(news.fromCustomer(), -1, Integer::sum);
            won.merge(news.customer(), 1, Integer::sum);
        }
        return new Settlement(
                news.claimId(),
                news.customer(),
                news.fromCustomer(),
                news.start(),
                news.version(),
                Fate.MOVED,
                Claim.NO_SERIAL,
                moves,
                false,
                0,
                0,
                0);
    }

    private Settlement settlement(CouponNews news) {
        if (news.fate() == Fate.MOVED) {
            return moved(news);
        }
        Definition definition = campaign.definition(news.version());
        boolean ends = news.fate() == Fate.REVOKED || news.fate() == Fate.EXPIRED;
        boolean returns = ends && !news.redeemedBefore() && hasPlace(news.customer(), news.version());
        if (returns) {
            won.merge(news.customer(), -1, Integer::sum);
        }
        boolean firstUse = news.fate() == Fate.REDEEMED && !news.redeemedBefore();
        // A coupon that may be used again can cost as much again, so its share stays set aside.
        boolean settles = firstUse && definition.share() > 0 && !definition.reusable();
        return new Settlement(
                news.claimId(),
                news.customer(),
                "",
                news.start(),
                news.version(),
                news.fate(),
                returns && news.fate() == Fate.REVOKED ? released(news.code()) : Claim.NO_SERIAL,
                returns,
                returns && !definition.isUnlimited() && isOfTheDay(news),
                settles || returns ? definition.share() : 0,
                settles ? Math.min(news.discount(), definition.share()) : 0,
                news.discount());
    }

    private boolean isOfTheDay(CouponNews news) {
        if (day > 0 && campaign.day().counts(news.start())) {
            day--;
            return true;
        }
        return false;
    }

    private int released(String code) {
        if (codes.isPresent()
                && codes.get().check(code, codes.get().format().capacity()) instanceof CodeSerial serial
                && campaign.uses().isUsed(serial.value())
                && released.add(serial.value())) {
            return serial.value();
        }
        return Claim.NO_SERIAL;
    }
}

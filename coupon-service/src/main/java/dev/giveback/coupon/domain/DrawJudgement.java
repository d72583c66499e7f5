package dev.giveback.coupon.domain;

import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges orders for a surprise, in their order, as if each came after the one before. An order at or before the campaign's place in the
 * feed of orders is judged already.
 *
 * <p>Chance is asked first and the control group last: who is held out would have been given the gift but for that, and so can be
 * compared with those who were.
 */
final class DrawJudgement {
    /** Between the parts of what stands in for a request id; no request id has a space, so no claim by request can be the same. */
    static final String OF_ORDER = "surprise of order ";

    private final CampaignId id;
    private final Campaign campaign;
    private final Definition definition;
    private final Access.Surprise surprise;
    private final Secret secret;
    private final SurpriseSeed seed;
    private final ClaimJudgement claims;
    private final Instant now;
    private final long today;
    private final List<Draw> draws = new ArrayList<>();
    private final Set<String> remembered = new HashSet<>();

    DrawJudgement(CampaignId id, Campaign campaign, Access.Surprise surprise, ZoneId zone, Instant now) {
        this.id = id;
        this.campaign = campaign;
        this.surprise = surprise;
        this.now = now;
        definition = campaign.definition();
        secret = campaign.secretOrThrow();
        seed = secret.surpriseSeed();
        claims = new ClaimJudgement(campaign, zone, now);
        today = now.atZone(zone).toLocalDate().toEpochDay();
    }

    Optional<Change> of(List<Purchase> purchases, Predicate<Purchase.Facts> condition) {
        FeedPosition position = campaign.draws().position();
        for (Purchase purchase : purchases) {
            if (purchase.position().compareTo(position) > 0) {
                position = purchase.position();
                if (isOpenFor(purchase) && condition.test(purchase.facts())) {
                    draws.add(draw(purchase));
                }
            }
        }
        return draws.isEmpty()
                ? Optional.empty()
                : Optional.of(new SurprisesDrawn(
                        campaign.version(),
                        position,
                        campaign.draws().made() + 1,
                        surprise.chanceBasisPoints(),
                        surprise.memoryDays() == 0 ? SurprisesDrawn.NOT_REMEMBERED : today,
                        draws,
                        claims.claimed()));
    }

    private boolean isOpenFor(Purchase purchase) {
        Instant recorded = purchase.recorded();
        Window window = definition.window();
        return campaign.state() == CampaignState.ACTIVE
                && !recorded.isBefore(campaign.created())
                && !recorded.isBefore(campaign.resumed())
                && (window.start() == null || !recorded.isBefore(window.start()))
                && (window.end() == null || recorded.isBefore(window.end()))
                && (window.couponExpires() == null || now.isBefore(window.couponExpires()));
    }

    private Draw draw(Purchase purchase) {
        int roll = seed.roll(purchase.customer(), purchase.orderId());
        Draw.Outcome outcome = roll < surprise.chanceBasisPoints() ? won(purchase) : Draw.Outcome.LOST;
        if (outcome.isRemembered()) {
            remembered.add(purchase.customer());
        }
        return new Draw(purchase.customer(), purchase.orderId(), roll, outcome);
    }

    /** What comes of an order whose roll wins. */
    private Draw.Outcome won(Purchase purchase) {
        String customer = purchase.customer();
        if (remembers(customer)) {
            return Draw.Outcome.REMEMBERED;
        }
        int share = definition.controlBasisPoints();
        if (share > 0 && secret.holdsOut(customer, share)) {
            Refusal refusal = claims.obstacle();
            return refusal == null ? Draw.Outcome.HELD_OUT : limit(refusal.reason());
        }
        String claimId = ClaimId.of(id, customer, OF_ORDER + purchase.orderId());
        return switch (claims.given(claimId, customer)) {
            case ClaimOutcome.Accepted accepted -> Draw.Outcome.WON;
            case ClaimOutcome.Known known -> Draw.Outcome.CUSTOMER_LIMIT_REACHED;
            case ClaimOutcome.Rejected rejected -> limit(rejected.refusal().reason());
            case ClaimOutcome.Direct direct ->
                throw new IllegalStateException("outcome: direct (expected: a surprise has a total or a budget)");
        };
    }

    private boolean remembers(String customer) {
        return surprise.memoryDays() > 0
                && (remembered.contains(customer)
                        || campaign.draws().remembers(secret.customerNumber(customer), today, surprise.memoryDays()));
    }

    private static Draw.Outcome limit(Reason reason) {
        return switch (reason) {
            case CUSTOMER_LIMIT_REACHED -> Draw.Outcome.CUSTOMER_LIMIT_REACHED;
            case DAY_LIMIT_REACHED -> Draw.Outcome.DAY_LIMIT_REACHED;
            case TOTAL_LIMIT_REACHED -> Draw.Outcome.TOTAL_LIMIT_REACHED;
            case BUDGET_EXHAUSTED -> Draw.Outcome.BUDGET_EXHAUSTED;
            // All others are refused before a limit is asked, or not for claims at all.
            default -> throw new IllegalStateException("reason: " + reason + " (expected: one of a limit)");
        };
    }
}

package dev.giveback.coupon.domain;

import dev.giveback.coupon.domain.Change.ClaimsGranted;
import dev.giveback.coupon.domain.Change.CodesClaimed;
import dev.giveback.coupon.domain.Change.CouponsSettled;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.Settlement;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;

/** What the events of a campaign come to when they are added up for themselves, beside {@link Campaign#evolve}. */
final class Sums {
    private long claims;
    private long countedLater;
    private long repeats;
    private long declined;
    private long returned;
    private long expired;
    private long gone;
    private long redeemed;
    private long discount;
    private long setAside;
    private long spent;
    private long overage;

    /** @param before the campaign that the event meets */
    void add(Campaign before, Change change) {
        switch (change) {
            case CodesClaimed claimed -> add(claimed);
            case SurprisesDrawn drawn -> {
                if (drawn.won() != null) {
                    add(drawn.won());
                }
            }
            case ClaimsGranted granted -> granted.refused().forEach(refused -> refuse(before, refused));
            case CouponsSettled settled -> settled.settlements().forEach(this::add);
            case Change.CampaignCreated created -> {}
            case Change.CampaignUpdated updated -> {}
            case Change.StateChanged changed -> {}
            case Change.CodesRevoked revoked -> {}
        }
    }

    private void add(CodesClaimed claimed) {
        claims += claimed.claims().size();
        setAside += claimed.claims().stream().mapToLong(Claim::share).sum();
        overage += claimed.overage();
    }

    private void refuse(Campaign before, RefusedClaim refused) {
        Claim claim = before.live().get(refused.id());
        if (claim != null) {
            setAside -= claim.share();
            if (refused.reason().equals(Draft.REPEAT)) {
                repeats++;
            } else {
                declined++;
            }
        }
    }

    private void add(Settlement settlement) {
        switch (settlement.fate()) {
            case GRANTED -> countedLater++;
            case REDEEMED -> {
                redeemed++;
                discount += settlement.discount();
                setAside -= settlement.shareReleased();
                spent += settlement.spent();
            }
            case GIVEN_BACK -> {
                redeemed--;
                discount -= settlement.discount();
            }
            case REVOKED, EXPIRED -> end(settlement);
            case MOVED -> {}
        }
    }

    private void end(Settlement settlement) {
        if (!settlement.returns()) {
            gone++;
            return;
        }
        returned++;
        setAside -= settlement.shareReleased();
        expired += settlement.fate() == Change.Fate.EXPIRED ? 1 : 0;
    }

    Tally tally() {
        long claimed = claims + countedLater - repeats;
        long places = returned + declined;
        return new Tally(
                claimed - places,
                claimed,
                places,
                expired,
                claimed - places - gone - redeemed,
                redeemed,
                discount,
                setAside,
                spent,
                overage);
    }
}

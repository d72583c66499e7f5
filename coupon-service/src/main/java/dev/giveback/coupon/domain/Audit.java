package dev.giveback.coupon.domain;

import dev.giveback.coupon.domain.Breach.Rule;
import dev.giveback.coupon.domain.Change.CampaignCreated;
import dev.giveback.coupon.domain.Change.CampaignUpdated;
import dev.giveback.coupon.domain.Change.ClaimsGranted;
import dev.giveback.coupon.domain.Change.CodesClaimed;
import dev.giveback.coupon.domain.Change.CodesRevoked;
import dev.giveback.coupon.domain.Change.CouponsSettled;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.Settlement;
import dev.giveback.coupon.domain.Change.StateChanged;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import java.util.ArrayList;
import java.util.List;

/** Judges the recorded events of one campaign, one after the other: whether they keep the rules by which they must have been decided. */
public final class Audit {
    private final CampaignId id;
    private final Sums sums = new Sums();
    private final List<Breach> breaches = new ArrayList<>();

    /** Before the first event. */
    public Audit(CampaignId id) {
        this.id = id;
    }

    private void found(Rule rule, String message) {
        breaches.add(new Breach(rule, message));
    }

    private List<Breach> taken() {
        List<Breach> taken = List.copyOf(breaches);
        breaches.clear();
        return taken;
    }

    /**
     * What is wrong with an event.
     *
     * @param before the campaign that the event meets
     */
    public List<Breach> before(Campaign before, CampaignEvent event) {
        CampaignEvent.Header header = event.header();
        if (header.time().isBefore(before.latest())) {
            found(Rule.RECORD_TIME, "recorded at " + header.time() + ", before the event before: " + before.latest());
        }
        if (before.memory().find(header.request().id()).isPresent()
                && !header.request().id().isEmpty()) {
            found(Rule.REQUEST_ID, "request " + header.request().id() + " has an effect already");
        }
        if (before.exists() == event.change() instanceof CampaignCreated) {
            found(Rule.EVENT, before.exists() ? "the campaign exists already" : "the campaign does not exist yet");
        } else {
            judge(before, event);
        }
        return taken();
    }

    private void judge(Campaign before, CampaignEvent event) {
        switch (event.change()) {
            case CampaignCreated created -> {}
            case CampaignUpdated updated -> {
                if (!before.definition().access().isSameAs(updated.definition().access())) {
                    found(Rule.STATE, "the way of access changes, which it cannot");
                }
            }
            case StateChanged changed -> judge(before.state(), changed.state());
            case CodesClaimed claimed -> {
                ClaimAudit audit =
                        new ClaimAudit(before, claimed, event.header().time(), this::found);
                audit.checkOpen();
                audit.check();
            }
            case ClaimsGranted granted -> judge(before, granted);
            case CodesRevoked revoked -> judge(before, revoked);
            case CouponsSettled settled -> judge(before, settled);
            case SurprisesDrawn drawn -> judge(before, drawn, event);
        }
    }

    private void judge(CampaignState from, CampaignState to) {
        boolean allowed = switch (to) {
            case ACTIVE -> from == CampaignState.PAUSED;
            case PAUSED -> from == CampaignState.ACTIVE;
            case ENDED -> from == CampaignState.ACTIVE || from == CampaignState.PAUSED;
            case ARCHIVED -> from == CampaignState.ENDED;
        };
        if (!allowed) {
            found(Rule.STATE, "a campaign that is " + from + " becomes " + to);
        }
    }

    private void judge(Campaign before, ClaimsGranted granted) {
        for (String claim : granted.granted()) {
            Claim live = before.live().get(claim);
            if (live == null || live.granted()) {
                found(Rule.CLAIM, "claim " + claim + " is granted and waits for nothing");
            }
        }
        for (RefusedClaim refused : granted.refused()) {
            if (!before.live().containsKey(refused.id())) {
                found(Rule.CLAIM, "claim " + refused.id() + " is refused and is not watched");
            }
        }
    }

    private void judge(Campaign before, CodesRevoked revoked) {
        int capacity = before.codes().map(book -> book.format().capacity()).orElse(0);
        if (revoked.first() < 0 || revoked.first() > revoked.last() || revoked.last() >= capacity) {
            found(
                    Rule.CODE,
                    "codes " + revoked.first() + " to " + revoked.last() + " are revoked (expected: below " + capacity
                            + ")");
        }
    }

    private void judge(Campaign before, CouponsSettled settled) {
        if (settled.position().compareTo(before.position()) <= 0) {
            found(Rule.CLAIM, "what the customers' feed told up to here is counted already");
        }
        for (Settlement settlement : settled.settlements()) {
            if (settlement.version() < 1 || settlement.version() > before.version()) {
                found(Rule.CLAIM, "a coupon of version " + settlement.version() + ", of " + before.version());
                continue;
            }
            long share = before.definition(settlement.version()).share();
            if (settlement.shareReleased() > share || settlement.spent() > settlement.shareReleased()) {
                found(
                        Rule.BUDGET,
                        "a coupon of version " + settlement.version() + " releases " + settlement.shareReleased()
                                + " and spends " + settlement.spent() + " (expected: at most " + share + ")");
            }
            if (settlement.serial() != Claim.NO_SERIAL && !before.uses().isUsed(settlement.serial())) {
                found(Rule.CODE, "code number " + settlement.serial() + " is returned and was not used");
            }
        }
    }

    private void judge(Campaign before, SurprisesDrawn drawn, CampaignEvent event) {
        if (!(before.definition().access() instanceof Access.Surprise surprise)) {
            found(Rule.DRAW, "draws of a campaign that is no surprise");
            return;
        }
        if (drawn.firstNumber() != before.draws().made() + 1) {
            found(
                    Rule.DRAW,
                    "the first draw has number " + drawn.firstNumber() + " (expected: "
                            + (before.draws().made() + 1) + ")");
        }
        if (drawn.position().compareTo(before.draws().position()) <= 0) {
            found(Rule.DRAW, "the orders up to here are judged already");
        }
        if (drawn.chanceBasisPoints() != surprise.chanceBasisPoints() || drawn.version() != before.version()) {
            found(Rule.DRAW, "the chance or the version is not that of the campaign");
        }
        List<String> won = new ArrayList<>();
        drawn.draws().forEach(draw -> judge(before, drawn, draw, won));
        List<String> claims = drawn.won() == null
                ? List.of()
                : drawn.won().claims().stream().map(Claim::id).toList();
        if (!won.equals(claims)) {
            found(Rule.DRAW, won.size() + " draws have won, and the claims are not theirs: there are " + claims.size());
        }
        if (drawn.won() != null) {
            new ClaimAudit(before, drawn.won(), event.header().time(), this::found).check();
        }
    }

    private void judge(Campaign before, SurprisesDrawn drawn, Draw draw, List<String> won) {
        int roll = before.secretOrThrow().surpriseSeed().roll(draw.customer(), draw.orderId());
        if (roll != draw.roll()) {
            found(
                    Rule.DRAW,
                    "the roll of order " + draw.orderId() + " is " + draw.roll() + " (expected: " + roll + ")");
        }
        if (draw.outcome() == Draw.Outcome.LOST == draw.roll() < drawn.chanceBasisPoints()) {
            found(Rule.DRAW, "roll " + draw.roll() + " came to " + draw.outcome());
        }
        if (draw.outcome() == Draw.Outcome.WON) {
            won.add(ClaimId.of(id, draw.customer(), DrawJudgement.OF_ORDER + draw.orderId()));
        }
    }

    /**
     * What is wrong with what an event came to.
     *
     * @param before the campaign that the event met
     */
    public List<Breach> after(Campaign before, CampaignEvent event, Campaign after) {
        sums.add(before, event.change());
        if (!sums.tally().equals(after.tally())) {
            found(Rule.COUNTS, "the counts are " + after.tally() + " (expected: " + sums.tally() + ")");
        }
        if (event.header().liveAfter() != after.live().size()) {
            found(
                    Rule.COUNTS,
                    event.header().liveAfter() + " claims are watched (expected: "
                            + after.live().size() + ")");
        }
        return taken();
    }
}

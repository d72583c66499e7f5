package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeUses;
import dev.giveback.coupon.domain.Change.CampaignCreated;
import dev.giveback.coupon.domain.Change.CampaignUpdated;
import dev.giveback.coupon.domain.Change.ClaimsGranted;
import dev.giveback.coupon.domain.Change.CodesClaimed;
import dev.giveback.coupon.domain.Change.CodesRevoked;
import dev.giveback.coupon.domain.Change.CouponsSettled;
import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.Settlement;
import dev.giveback.coupon.domain.Change.StateChanged;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;

/** A campaign on its way from one event to the next; it does what the event says and asks no rule. */
final class Draft {
    /** The reason by which a customer refuses the repeat of an earlier claim. */
    static final String REPEAT = "COUPON_EXISTS";

    private final Campaign before;
    private Instant latest;
    private PVector<Definition> versions;
    private CampaignState state;
    private Instant created;
    private Instant updated;
    private @Nullable Secret secret;
    private Tally tally;
    private DayCount day;
    private CustomerCounts places;
    private CodeUses uses;
    private PMap<String, Claim> live;
    private PMap<String, String> holders;
    private PMap<String, Instant> quotes;
    private FeedPosition position;
    private Instant resumed;
    private Draws draws;
    private CustomerCounts heldOut;
    private Memory memory = Memory.NONE;
    private long revoked;
    private long claimedBefore;

    Draft(Campaign before) {
        this.before = before;
        latest = before.latest();
        versions = before.versions();
        state = before.state();
        created = before.created();
        updated = before.updated();
        secret = before.secret();
        tally = before.tally();
        day = before.day();
        places = before.places();
        uses = before.uses();
        live = before.live();
        holders = before.holders();
        quotes = before.quotes();
        position = before.position();
        resumed = before.resumed();
        draws = before.draws();
        heldOut = before.heldOut();
    }

    void apply(CampaignEvent event) {
        latest = event.header().time();
        switch (event.change()) {
            case CampaignCreated change -> {
                created = latest;
                secret = change.secret();
                define(change.definition());
            }
            case CampaignUpdated change -> define(change.definition());
            case StateChanged change -> {
                state = change.state();
                updated = latest;
                if (state == CampaignState.ACTIVE) {
                    resumed = latest;
                }
            }
            case CodesClaimed change -> claim(change);
            case ClaimsGranted change -> grant(change);
            case CodesRevoked change -> {
                uses = uses.revoke(change.first(), change.last());
                revoked = change.revoked();
                claimedBefore = change.claimedBefore();
            }
            case CouponsSettled change -> {
                position = change.position();
                change.settlements().forEach(this::settle);
            }
            case SurprisesDrawn change -> draw(change);
        }
        remember(event.header().request());
    }

    private void define(Definition definition) {
        versions = versions.plus(definition);
        updated = latest;
    }

    private void remember(Request request) {
        memory = request.id().isEmpty()
                ? before.memory()
                : before.memory()
                        .plus(new Memory.Remembered(
                                request.id(),
                                request.fingerprint(),
                                new Memory.Answer(versions.size(), state, updated, revoked, claimedBefore)));
    }

    private void claim(CodesClaimed change) {
        long shares = 0;
        for (Claim claim : change.claims()) {
            live = live.plus(claim.id(), claim);
            shares += claim.share();
            count(claim.customer(), claim.version(), 1);
            if (givesOne()) {
                holders = holders.plus(claim.customer(), claim.id());
            }
        }
        uses = uses.use(change.claims().stream()
                .mapToInt(Claim::serial)
                .filter(serial -> serial != Claim.NO_SERIAL)
                .toArray());
        day = day.plus(change.dayStart(), change.claims().size());
        tally = tally.plusClaims(change.claims().size(), shares, change.overage());
        change.quotes().forEach(quote -> quotes = quotes.plus(quote.id(), quote.until()));
        forgetQuotes();
        for (String customer : change.heldOut()) {
            heldOut = heldOut.with(numberOf(customer), 1);
        }
    }

    private long numberOf(String customer) {
        return Objects.requireNonNull(secret, "secret: none (expected: the campaign exists)")
                .customerNumber(customer);
    }

    private void draw(SurprisesDrawn change) {
        CodesClaimed won = change.won();
        if (won != null) {
            claim(won);
        }
        draws = draws.plus(change.draws().size(), change.position());
        if (change.rememberDay() != SurprisesDrawn.NOT_REMEMBERED) {
            for (Draw draw : change.draws()) {
                if (draw.outcome().isRemembered()) {
                    draws = draws.remembering(numberOf(draw.customer()), change.rememberDay());
                }
            }
        }
    }

    private void forgetQuotes() {
        for (Map.Entry<String, Instant> quote : quotes.entrySet()) {
            if (quote.getValue().isBefore(latest)) {
                quotes = quotes.minus(quote.getKey());
            }
        }
    }

    private void grant(ClaimsGranted change) {
        for (String id : change.granted()) {
            Claim claim = live.get(id);
            if (claim != null && claim.falls() == null) {
                forget(id);
            } else if (claim != null) {
                live = live.plus(id, claim.asGranted());
            }
        }
        change.refused().forEach(this::refuse);
    }

    private void refuse(RefusedClaim refused) {
        Claim claim = live.get(refused.id());
        if (claim == null) {
            return;
        }
        forget(refused.id());
        count(claim.customer(), claim.version(), -1);
        day = day.minus(claim.time());
        release(claim.serial());
        if (versions.get(Math.toIntExact(claim.version()) - 1).access() instanceof Access.Surprise) {
            draws = draws.forgetting(numberOf(claim.customer()));
        }
        tally = refused.reason().equals(REPEAT)
                ? tally.minusRepeat(claim.share())
                : tally.plusReturned(claim.share(), false);
    }

    private void settle(Settlement settlement) {
        if (settlement.fate() == Fate.MOVED) {
            move(settlement);
            return;
        }
        Claim claim = live.get(settlement.claimId());
        // A live claim of another time is a repeat of this one, and its place is returned by itself.
        if (claim != null && settlement.fate() != Fate.GRANTED && claim.time().equals(settlement.claimTime())) {
            forget(settlement.claimId());
        }
        if (settlement.sameDay()) {
            day = new DayCount(day.start(), day.claims() - 1);
        }
        release(settlement.serial());
        if (settlement.returns()) {
            count(settlement.customer(), settlement.version(), -1);
        }
        tally = settled(settlement);
    }

    /** The place and the watch go with the coupon; what the campaign has come to stays. Who was given it has it, so it is granted. */
    private void move(Settlement settlement) {
        if (settlement.returns()) {
            count(settlement.fromCustomer(), settlement.version(), -1);
            count(settlement.customer(), settlement.version(), 1);
        }
        Claim claim = live.get(settlement.claimId());
        if (claim == null || !claim.time().equals(settlement.claimTime())) {
            return;
        }
        boolean isHolder = claim.id().equals(holders.get(claim.customer()));
        forget(claim.id());
        if (claim.falls() != null) {
            Claim moved = claim.movedTo(settlement.customer());
            live = live.plus(moved.id(), moved);
            if (isHolder && !holders.containsKey(moved.customer())) {
                holders = holders.plus(moved.customer(), moved.id());
            }
        }
    }

    private Tally settled(Settlement settlement) {
        return switch (settlement.fate()) {
            case GRANTED -> tally.plusClaims(1, 0, 0);
            case REDEEMED ->
                tally.plusRedeemed(1, settlement.discount(), settlement.shareReleased(), settlement.spent());
            case GIVEN_BACK -> tally.plusRedeemed(-1, -settlement.discount(), 0, 0);
            case REVOKED, EXPIRED ->
                settlement.returns()
                        ? tally.plusReturned(settlement.shareReleased(), settlement.fate() == Fate.EXPIRED)
                        : tally.minusHeld();
            case MOVED -> tally;
        };
    }

    private void forget(String claimId) {
        Claim claim = live.get(claimId);
        if (claim != null) {
            live = live.minus(claimId);
            if (claimId.equals(holders.get(claim.customer()))) {
                holders = holders.minus(claim.customer());
            }
        }
    }

    private void release(int serial) {
        if (serial != Claim.NO_SERIAL) {
            uses = uses.release(serial);
        }
    }

    /** A claim counts for its customer if its own version has a limit per customer. */
    private void count(String customer, long version, int change) {
        if (secret != null
                && versions.get(Math.toIntExact(version) - 1).limits().perCustomer() > 0) {
            places = places.plus(secret.customerNumber(customer), change);
        }
    }

    private boolean givesOne() {
        Definition definition = versions.getLast();
        return definition.access() instanceof Access.UniqueCodes
                || definition.limits().perCustomer() == 1;
    }

    Campaign finished() {
        return new Campaign(
                before.revision() + 1,
                latest,
                versions,
                state,
                created,
                updated,
                secret,
                tally,
                day,
                places,
                uses,
                live,
                holders,
                quotes,
                memory,
                position,
                resumed,
                draws,
                heldOut);
    }
}

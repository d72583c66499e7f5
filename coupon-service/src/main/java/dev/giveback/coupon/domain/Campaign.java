package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.code.CodeUses;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * A campaign after some events. Immutable: the judging methods change nothing, and {@link #evolve} gives the campaign after one more
 * event.
 *
 * @param revision number of events so far
 * @param latest time of the latest event
 * @param versions all definitions, the first at index 0; empty before the campaign exists
 * @param secret null before the campaign exists
 * @param places of each customer; empty without a limit per customer
 * @param live claims that need watching, by id: those not granted yet, and those that may fall back
 * @param holders of live claims in campaigns that give a customer or a code one at most: claim id by customer
 * @param quotes that were honoured beyond the limits, with the moment until which they are remembered
 * @param position up to which the feed of the customers is counted
 * @param resumed when it was last resumed; {@link Instant#EPOCH} if never
 * @param draws of a surprise
 * @param heldOut customers of the control group who were refused for that alone, each counted once
 */
public record Campaign(
        long revision,
        Instant latest,
        PVector<Definition> versions,
        CampaignState state,
        Instant created,
        Instant updated,
        @Nullable Secret secret,
        Tally tally,
        DayCount day,
        CustomerCounts places,
        CodeUses uses,
        PMap<String, Claim> live,
        PMap<String, String> holders,
        PMap<String, Instant> quotes,
        Memory memory,
        FeedPosition position,
        Instant resumed,
        Draws draws,
        CustomerCounts heldOut) {

    /** Before the first event. */
    public static final Campaign NEW = new Campaign(
            0,
            Instant.EPOCH,
            TreePVector.empty(),
            CampaignState.ACTIVE,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            Tally.ZERO,
            DayCount.NONE,
            CustomerCounts.NONE,
            CodeUses.NONE,
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            Memory.NONE,
            FeedPosition.START,
            Instant.EPOCH,
            Draws.NONE,
            CustomerCounts.NONE);

    /** Whether it was created. */
    public boolean exists() {
        return !versions.isEmpty();
    }

    /** The current version, counted from 1; 0 before the campaign exists. */
    public long version() {
        return versions.size();
    }

    /** What the current version says; the campaign must exist. */
    public Definition definition() {
        return versions.getLast();
    }

    /** What a version says; the version must exist. */
    public Definition definition(long version) {
        return versions.get(Math.toIntExact(version) - 1);
    }

    /** The secret of a campaign that exists. */
    public Secret secretOrThrow() {
        return Objects.requireNonNull(secret, "secret: none (expected: the campaign exists)");
    }

    /** Whether it is one that gives by chance. */
    public boolean isSurprise() {
        return exists() && definition().access() instanceof Access.Surprise;
    }

    /** The codes of a campaign with unique codes. */
    public Optional<CodeBook> codes() {
        return exists() && definition().access() instanceof Access.UniqueCodes codes
                ? Optional.of(new CodeBook(codes.format(), secretOrThrow().codeKey()))
                : Optional.empty();
    }

    /** The code of a claim as it is written in the campaign; empty without one. */
    public String codeOf(Claim claim) {
        if (claim.serial() != Claim.NO_SERIAL) {
            return codes().map(book -> book.code(claim.serial())).orElse("");
        }
        return definition(claim.version()).access() instanceof Access.PublicCode code ? code.shown() : "";
    }

    /** Minor units of the budget that are neither spent nor set aside; below zero when a policy or an update made it so. */
    public long budgetLeft() {
        return definition().limits().budget() - tally.setAside() - tally.spent();
    }

    /**
     * Judges a change by hand. Time never runs backwards for a campaign: a clock behind the latest event counts as that event's time.
     *
     * @param now by the clock
     */
    public Decision decide(Command command, Instant now) {
        return new Judgement(this, time(now)).of(command);
    }

    /**
     * Judges a batch of claims, in their order, as if each came after the one before.
     *
     * @param orders at most {@link Limits#MAX_BATCH}
     * @param zone of the program
     */
    public ClaimsDecision claim(List<ClaimOrder> orders, ZoneId zone, Instant now) {
        return new ClaimJudgement(this, zone, time(now)).of(orders);
    }

    /** What would come of this order now, alone and whatever its id; and the token that promises it, empty if none does. */
    public Check check(ClaimOrder order, ZoneId zone, Instant now) {
        ClaimOutcome outcome = new ClaimJudgement(this, zone, time(now))
                .of(List.of(order))
                .outcomes()
                .getFirst();
        boolean quotes = outcome instanceof ClaimOutcome.Accepted
                && definition().limits().overage() == Overage.HONOUR_QUOTED;
        return new Check(outcome, quotes ? Quote.token(secretOrThrow(), order.customer(), time(now)) : "");
    }

    /**
     * Whether this customer would be given a coupon now who only asks for it: by the public code, by hand, or for points, whether there are
     * enough of them or not. What is given by chance, or for a code of one's own, is not given by asking.
     */
    public boolean wouldGive(CampaignId id, String customer, ZoneId zone, Instant now) {
        ClaimOrder.Way way = exists() ? definition().access().wayByAsking() : null;
        if (way == null) {
            return false;
        }
        // An id that no request can have: the check is of a claim that was never made.
        ClaimOrder order = new ClaimOrder(ClaimId.of(id, customer, ""), customer, way, false, "");
        return switch (check(order, zone, now).outcome()) {
            case ClaimOutcome.Accepted accepted -> true;
            case ClaimOutcome.Direct direct -> true;
            case ClaimOutcome.Known known -> false;
            case ClaimOutcome.Rejected rejected -> false;
        };
    }

    /** What a check found. */
    public record Check(ClaimOutcome outcome, String quoteToken) {}

    /** The event that records what came of granting; nothing when all of it is known. */
    public Optional<CampaignEvent> granted(List<String> granted, List<RefusedClaim> refused, Instant now) {
        List<String> news = granted.stream().filter(this::isPending).distinct().toList();
        List<RefusedClaim> returned =
                refused.stream().filter(claim -> live.containsKey(claim.id())).toList();
        return news.isEmpty() && returned.isEmpty()
                ? Optional.empty()
                : Optional.of(event(Request.NONE, new Change.ClaimsGranted(news, returned), now));
    }

    /**
     * The event that records what became of coupons; nothing when none of it concerns the campaign or all of it is counted already.
     *
     * @param news in the order of the feed
     */
    public Optional<CampaignEvent> settled(List<CouponNews> news, ZoneId zone, Instant now) {
        long day = LocalDate.ofInstant(time(now), zone).toEpochDay();
        Optional<Change> change = exists() ? new Settling(this, day).of(news) : Optional.empty();
        return change.map(settled -> event(Request.NONE, settled, now));
    }

    /**
     * The event that records what a surprise gives for orders; nothing when the campaign is none, or draws for none of them.
     *
     * @param id of this campaign
     * @param purchases in the order of the feed, at most {@link Limits#MAX_BATCH}
     */
    public Optional<CampaignEvent> drawn(
            CampaignId id, List<Purchase> purchases, Conditions conditions, ZoneId zone, Instant now) {
        if (!exists() || !(definition().access() instanceof Access.Surprise surprise)) {
            return Optional.empty();
        }
        return new DrawJudgement(id, this, surprise, zone, time(now))
                .of(purchases, conditions.of(surprise.condition()))
                .map(drawn -> event(Request.NONE, drawn, now));
    }

    /** The campaign after one more event. It refuses nothing and calculates no rule again. */
    public Campaign evolve(CampaignEvent event) {
        Draft draft = new Draft(this);
        draft.apply(event);
        return draft.finished();
    }

    /** The event of this change, complete with what every event has. */
    CampaignEvent event(Request request, Change change, Instant now) {
        List<Claim> ended = ended(change);
        Instant time = laterThan(ended, time(now));
        return new CampaignEvent(new CampaignEvent.Header(time, request, liveAfter(change, ended.size())), change);
    }

    /**
     * This time, or, if it is not later than all these claims, a millisecond after the last of them. A claim that is sent again when it is
     * watched no longer is a new one, and only its time tells it from the coupon that the first one gave. So the end of a watch is later
     * than its claim, by a clock that stands still or was set back too.
     */
    private static Instant laterThan(List<Claim> claims, Instant time) {
        Instant later = time;
        for (Claim claim : claims) {
            later = claim.time().isBefore(later) ? later : claim.time().plusMillis(1);
        }
        return later;
    }

    /** The claims whose watch a change ends because their coupons are with their customers, or were. */
    private List<Claim> ended(Change change) {
        return switch (change) {
            case Change.ClaimsGranted granted ->
                granted.granted().stream()
                        .filter(this::isDoneWhenGranted)
                        .map(live::get)
                        .toList();
            case Change.CouponsSettled settled ->
                settled.settlements().stream()
                        .filter(this::endsWatch)
                        .map(Change.Settlement::claimId)
                        .distinct()
                        .map(live::get)
                        .toList();
            case Change.CodesClaimed claimed -> List.of();
            case Change.SurprisesDrawn drawn -> List.of();
            case Change.CampaignCreated created -> List.of();
            case Change.CampaignUpdated updated -> List.of();
            case Change.StateChanged changed -> List.of();
            case Change.CodesRevoked revoked -> List.of();
        };
    }

    /** Counted rather than tried out, because a batch would be applied twice. */
    private long liveAfter(Change change, int ended) {
        return switch (change) {
            case Change.CodesClaimed claimed -> live.size() + claimed.claims().size();
            case Change.ClaimsGranted granted -> live.size() - granted.refused().size() - ended;
            case Change.CouponsSettled settled -> live.size() - ended;
            case Change.SurprisesDrawn drawn ->
                live.size() + (drawn.won() == null ? 0 : drawn.won().claims().size());
            case Change.CampaignCreated created -> 0;
            case Change.CampaignUpdated updated -> live.size();
            case Change.StateChanged changed -> live.size();
            case Change.CodesRevoked revoked -> live.size();
        };
    }

    private boolean isDoneWhenGranted(String claimId) {
        Claim claim = live.get(claimId);
        return claim != null && claim.falls() == null;
    }

    private boolean isPending(String claimId) {
        Claim claim = live.get(claimId);
        return claim != null && !claim.granted();
    }

    /** Whether a claim is watched no longer after this: one that moved is only if it may fall back. */
    private boolean endsWatch(Change.Settlement settlement) {
        Claim claim = live.get(settlement.claimId());
        return claim != null
                && claim.time().equals(settlement.claimTime())
                && settlement.fate() != Change.Fate.GRANTED
                && (settlement.fate() != Change.Fate.MOVED || claim.falls() == null);
    }

    private Instant time(Instant now) {
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        return millis.isBefore(latest) ? latest : millis;
    }
}

package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeBook;
import dev.giveback.coupon.code.CodeReason;
import dev.giveback.coupon.code.CodeRefusal;
import dev.giveback.coupon.code.CodeSerial;
import dev.giveback.coupon.code.CodeText;
import dev.giveback.coupon.domain.Change.HonouredQuote;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.ClaimOutcome.Accepted;
import dev.giveback.coupon.domain.ClaimOutcome.Direct;
import dev.giveback.coupon.domain.ClaimOutcome.Known;
import dev.giveback.coupon.domain.ClaimOutcome.Rejected;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a batch of claims of one campaign at one moment, in their order, as if each came after the one before. What the batch has taken
 * so far is counted beside the campaign, because to evolve it for each claim would copy its bitmap a thousand times.
 */
final class ClaimJudgement {
    private final Campaign campaign;
    private final ZoneId zone;
    private final Instant now;
    private final LocalDate today;
    private final Instant dayStart;
    private final Optional<CodeBook> codes;

    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, Claim> claimedById = new HashMap<>();
    private final Map<String, Claim> claimedByCustomer = new HashMap<>();
    private final Map<String, Integer> placesByCustomer = new HashMap<>();
    private final Set<Integer> serials = new HashSet<>();
    private final List<HonouredQuote> quotes = new ArrayList<>();
    private final Set<String> heldOut = new LinkedHashSet<>();
    private long shares;
    private long overage;

    ClaimJudgement(Campaign campaign, ZoneId zone, Instant now) {
        this.campaign = campaign;
        this.zone = zone;
        this.now = now;
        today = LocalDate.ofInstant(now, zone);
        dayStart = today.atStartOfDay(zone).toInstant();
        codes = campaign.codes();
    }

    ClaimsDecision of(List<ClaimOrder> orders) {
        List<ClaimOutcome> outcomes = orders.stream().map(this::of).toList();
        Change.CodesClaimed claimed = claimed();
        return new ClaimsDecision(outcomes, claimed == null ? null : campaign.event(Request.NONE, claimed, now));
    }

    /** What there is to record of all that was judged; null if nothing. */
    Change.@Nullable CodesClaimed claimed() {
        return claims.isEmpty() && heldOut.isEmpty()
                ? null
                : new Change.CodesClaimed(claims, today.toEpochDay(), dayStart, overage, quotes, List.copyOf(heldOut));
    }

    /** Gives a claim, within the limits and without asking whether the campaign is open. */
    ClaimOutcome given(String claimId, String customer) {
        return withinLimits(new ClaimOrder(claimId, customer, new Way.ByHand(), false, ""), Claim.NO_SERIAL);
    }

    /** Why one claim more by somebody who has none would be refused; null if it would not. */
    @Nullable
    Refusal obstacle() {
        Limits limits = campaign.definition().limits();
        Refusal exceeded = exceeded(limits);
        if (exceeded == null || limits.overage() != Overage.GRACE) {
            return exceeded;
        }
        return hasGrace(limits) ? overBudget(limits) : exceeded;
    }

    private boolean hasGrace(Limits limits) {
        return campaign.tally().overage() + overage < limits.grace();
    }

    private ClaimOutcome of(ClaimOrder order) {
        if (!campaign.exists()) {
            return order.way() instanceof Way.ByCode
                    ? codeNotFound()
                    : rejected(Reason.CAMPAIGN_NOT_FOUND, "campaign: there is no such campaign");
        }
        Claim same = claimedById.getOrDefault(order.claimId(), campaign.live().get(order.claimId()));
        Code code = read(order.way());
        if (same != null) {
            return code.refusal == null
                            && code.serial == same.serial()
                            && order.customer().equals(same.customer())
                    ? new Known(same)
                    : rejected(
                            Reason.REQUEST_ID_REUSED,
                            "request_id: it was used before with other content; choose a new one");
        }
        if (code.refusal != null) {
            return new Rejected(code.refusal);
        }
        return fresh(order, code.serial);
    }

    /** A code that was read: its number, or why it gives nothing. */
    private record Code(int serial, @Nullable Refusal refusal) {}

    private Code read(Way way) {
        return switch (way) {
            case Way.ByHand byHand -> new Code(Claim.NO_SERIAL, null);
            case Way.ByPoints byPoints ->
                campaign.definition().access() instanceof Access.Reward
                        ? new Code(Claim.NO_SERIAL, null)
                        : new Code(
                                Claim.NO_SERIAL, Refusal.of(Reason.NOT_A_REWARD, "campaign: it has no points price"));
            case Way.ByCode byCode -> read(byCode.typed());
        };
    }

    private Code read(String typed) {
        boolean isOurs = campaign.state() != CampaignState.ARCHIVED;
        if (isOurs && codes.isPresent()) {
            int capacity = codes.get().format().capacity();
            return codes.get().check(typed, capacity) instanceof CodeSerial serial
                    ? new Code(serial.value(), null)
                    : new Code(Claim.NO_SERIAL, codeNotFound().refusal());
        }
        boolean isPublic = isOurs
                && campaign.definition().access() instanceof Access.PublicCode code
                && CodeText.normalise(typed).equals(code.code());
        return isPublic
                ? new Code(Claim.NO_SERIAL, null)
                : new Code(Claim.NO_SERIAL, codeNotFound().refusal());
    }

    private ClaimOutcome fresh(ClaimOrder order, int serial) {
        if (serial != Claim.NO_SERIAL) {
            Optional<ClaimOutcome> used = used(order, serial);
            if (used.isPresent()) {
                return used.get();
            }
        }
        Refusal closed = closed(order.customer());
        if (closed != null) {
            noteIfHeldOut(closed, order.customer());
            return new Rejected(closed);
        }
        if (campaign.definition().isUnlimited()) {
            return new Direct();
        }
        return withinLimits(order, serial);
    }

    /** Only who would have been given a coupon but for the control group can be compared with those who were. */
    private void noteIfHeldOut(Refusal closed, String customer) {
        if (closed.reason() == Reason.HELD_OUT
                && obstacle() == null
                && campaign.heldOut().size() + heldOut.size() < Limits.MAX_HELD_OUT
                && campaign.heldOut().count(campaign.secretOrThrow().customerNumber(customer)) == 0) {
            heldOut.add(customer);
        }
    }

    private Optional<ClaimOutcome> used(ClaimOrder order, int serial) {
        Optional<CodeRefusal> refusal = campaign.uses().refusal(serial);
        if (refusal.isPresent() && refusal.get().reason() == CodeReason.REVOKED) {
            return Optional.of(rejected(Reason.CODE_REVOKED, "code: it was revoked"));
        }
        if (refusal.isEmpty() && !serials.contains(serial)) {
            return Optional.empty();
        }
        Claim own = ownClaim(order.customer());
        return Optional.of(
                own != null && own.serial() == serial
                        ? new Known(own)
                        : rejected(Reason.CODE_USED, "code: it is used up"));
    }

    private @Nullable Claim ownClaim(String customer) {
        String id = campaign.holders().get(customer);
        return claimedByCustomer.getOrDefault(
                customer, id == null ? null : campaign.live().get(id));
    }

    private @Nullable Refusal closed(String customer) {
        Definition definition = campaign.definition();
        if (campaign.state() == CampaignState.PAUSED) {
            return Refusal.of(Reason.CAMPAIGN_PAUSED, "campaign: it is paused");
        }
        if (campaign.state() != CampaignState.ACTIVE) {
            return Refusal.of(Reason.CAMPAIGN_ENDED, "campaign: it was ended");
        }
        Refusal outside = definition.window().refusal(now);
        if (outside != null) {
            return outside;
        }
        return definition.controlBasisPoints() > 0
                        && campaign.secretOrThrow().holdsOut(customer, definition.controlBasisPoints())
                ? Refusal.of(Reason.HELD_OUT, "customer: belongs to the control group")
                : null;
    }

    private ClaimOutcome withinLimits(ClaimOrder order, int serial) {
        Limits limits = campaign.definition().limits();
        if (limits.perCustomer() > 0 && places(order.customer()) >= limits.perCustomer()) {
            Claim own = limits.perCustomer() == 1 ? ownClaim(order.customer()) : null;
            return own != null
                    ? new Known(own)
                    : new Rejected(Refusal.exceeds(
                            Reason.CUSTOMER_LIMIT_REACHED,
                            "customer",
                            places(order.customer()) + 1L,
                            limits.perCustomer()));
        }
        Refusal exceeded = exceeded(limits);
        if (exceeded == null) {
            return accept(order, serial);
        }
        return switch (limits.overage()) {
            case STRICT -> new Rejected(exceeded);
            case GRACE -> beyondByGrace(order, serial, limits, exceeded);
            case HONOUR_QUOTED -> beyondByQuote(order, serial, exceeded);
        };
    }

    private int places(String customer) {
        int before = campaign.places().size() == 0
                ? 0
                : campaign.places().count(campaign.secretOrThrow().customerNumber(customer));
        return before + placesByCustomer.getOrDefault(customer, 0);
    }

    /** The first limit that one more claim would pass; null if none. */
    private @Nullable Refusal exceeded(Limits limits) {
        long ofDay = campaign.day().on(dayStart) + claims.size() + 1;
        if (limits.perDay() > 0 && ofDay > limits.perDay()) {
            return Refusal.exceeds(Reason.DAY_LIMIT_REACHED, "day", ofDay, limits.perDay());
        }
        long taken = campaign.tally().taken() + claims.size() + 1;
        if (limits.total() > 0 && taken > limits.total()) {
            return Refusal.exceeds(Reason.TOTAL_LIMIT_REACHED, "total", taken, limits.total());
        }
        return overBudget(limits);
    }

    private @Nullable Refusal overBudget(Limits limits) {
        long share = campaign.definition().share();
        long left = limits.budget() == 0 ? 0 : Math.max(0, campaign.budgetLeft() - shares);
        return limits.budget() > 0 && share > left
                ? Refusal.exceeds(Reason.BUDGET_EXHAUSTED, "budget", share, left)
                : null;
    }

    private ClaimOutcome beyondByGrace(ClaimOrder order, int serial, Limits limits, Refusal exceeded) {
        if (!hasGrace(limits)) {
            return new Rejected(exceeded);
        }
        Refusal overBudget = overBudget(limits);
        if (overBudget != null) {
            return new Rejected(overBudget);
        }
        overage++;
        return accept(order, serial);
    }

    private ClaimOutcome beyondByQuote(ClaimOrder order, int serial, Refusal exceeded) {
        Optional<Quote> quote = Quote.read(
                campaign.secretOrThrow(),
                order.customer(),
                order.quoteToken(),
                campaign.definition().claimTimeToLive(),
                now);
        if (quote.isEmpty()
                || campaign.quotes().containsKey(quote.get().id())
                || quotes.stream().anyMatch(used -> used.id().equals(quote.get().id()))) {
            return new Rejected(exceeded);
        }
        quotes.add(new HonouredQuote(
                quote.get().id(), quote.get().time().plus(campaign.definition().claimTimeToLive())));
        overage++;
        return accept(order, serial);
    }

    private ClaimOutcome accept(ClaimOrder order, int serial) {
        Definition definition = campaign.definition();
        Claim claim = new Claim(
                order.claimId(),
                order.customer(),
                serial,
                now,
                order.forCheckout() ? now.plus(definition.claimTimeToLive()) : null,
                definition.window().couponExpiry(now, zone),
                campaign.version(),
                definition.share(),
                order.way() instanceof Way.ByPoints && definition.access() instanceof Access.Reward reward
                        ? reward.pointsPrice()
                        : 0,
                false);
        claims.add(claim);
        claimedById.put(claim.id(), claim);
        claimedByCustomer.put(claim.customer(), claim);
        placesByCustomer.merge(claim.customer(), 1, Integer::sum);
        if (serial != Claim.NO_SERIAL) {
            serials.add(serial);
        }
        shares += claim.share();
        return new Accepted(claim);
    }

    private static Rejected codeNotFound() {
        return rejected(Reason.CODE_NOT_FOUND, "code: there is no such code");
    }

    private static Rejected rejected(Reason reason, String message) {
        return new Rejected(Refusal.of(reason, message));
    }
}

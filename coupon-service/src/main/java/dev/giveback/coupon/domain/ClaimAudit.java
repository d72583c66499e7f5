package dev.giveback.coupon.domain;

import dev.giveback.coupon.code.CodeReason;
import dev.giveback.coupon.domain.Breach.Rule;
import dev.giveback.coupon.domain.Change.CodesClaimed;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether claims that were recorded keep the limits that the campaign had when they were made. */
final class ClaimAudit {
    private final Campaign campaign;
    private final Definition definition;
    private final Limits limits;
    private final CodesClaimed claimed;
    private final Instant time;
    private final BiConsumer<Rule, String> breaches;

    /** @param campaign that exists, before the claims */
    ClaimAudit(Campaign campaign, CodesClaimed claimed, Instant time, BiConsumer<Rule, String> breaches) {
        this.campaign = campaign;
        this.definition = campaign.definition();
        this.limits = definition.limits();
        this.claimed = claimed;
        this.time = time;
        this.breaches = breaches;
    }

    void check() {
        checkEach();
        checkCustomers();
        checkOverage();
    }

    /** Claims that somebody asked for; those that chance gave are judged by the order instead. */
    void checkOpen() {
        Window window = definition.window();
        boolean inside = (window.start() == null || !time.isBefore(window.start()))
                && (window.end() == null || time.isBefore(window.end()))
                && (window.couponExpires() == null || time.isBefore(window.couponExpires()));
        if (campaign.state() != CampaignState.ACTIVE || !inside) {
            breaches.accept(
                    Rule.STATE,
                    "claims of a campaign that is " + campaign.state() + (inside ? "" : " and outside its window"));
        }
        int share = definition.controlBasisPoints();
        for (String customer : claimed.heldOut()) {
            if (!campaign.secretOrThrow().holdsOut(customer, share)) {
                breaches.accept(Rule.CLAIM, "customer " + customer + " was held out and is not of the control group");
            }
        }
    }

    private void checkEach() {
        Set<String> ids = new HashSet<>();
        Set<Integer> serials = new HashSet<>();
        for (Claim claim : claimed.claims()) {
            if (!ids.add(claim.id()) || campaign.live().containsKey(claim.id())) {
                breaches.accept(Rule.CLAIM, "claim " + claim.id() + " was made before and is watched still");
            }
            if (claim.version() != campaign.version() || claim.share() != definition.share()) {
                breaches.accept(
                        Rule.CLAIM,
                        "claim " + claim.id() + " has version " + claim.version() + " and sets " + claim.share()
                                + " aside (expected: " + campaign.version() + " and " + definition.share() + ")");
            }
            if (definition.controlBasisPoints() > 0
                    && campaign.secretOrThrow().holdsOut(claim.customer(), definition.controlBasisPoints())) {
                breaches.accept(
                        Rule.CLAIM,
                        "customer " + claim.customer() + " belongs to the control group and was given a coupon");
            }
            if (claim.serial() != Claim.NO_SERIAL) {
                checkCode(claim.serial(), serials);
            }
        }
    }

    private void checkCode(int serial, Set<Integer> serials) {
        int capacity = campaign.codes().map(book -> book.format().capacity()).orElse(0);
        if (serial >= capacity) {
            breaches.accept(
                    Rule.CODE, "code number " + serial + " does not exist (expected: less than " + capacity + ")");
            return;
        }
        if (!serials.add(serial) || campaign.uses().isUsed(serial)) {
            breaches.accept(Rule.CODE, "code number " + serial + " is used a second time");
        } else if (campaign.uses()
                .refusal(serial)
                .filter(refusal -> refusal.reason() == CodeReason.REVOKED)
                .isPresent()) {
            breaches.accept(Rule.CODE, "code number " + serial + " was revoked before");
        }
    }

    private void checkCustomers() {
        if (limits.perCustomer() == 0) {
            return;
        }
        Map<String, Integer> more = new HashMap<>();
        claimed.claims().forEach(claim -> more.merge(claim.customer(), 1, Integer::sum));
        more.forEach((customer, claims) -> {
            int after = campaign.places().count(campaign.secretOrThrow().customerNumber(customer)) + claims;
            if (after > limits.perCustomer()) {
                breaches.accept(
                        Rule.CUSTOMER_LIMIT,
                        "customer " + customer + " has " + after + " places (expected: at most " + limits.perCustomer()
                                + ")");
            }
        });
    }

    /** How many claims of the event are beyond which limit. */
    private record Beyond(long day, long total, long budget, long any) {}

    private Beyond beyond() {
        long day = campaign.day().on(claimed.dayStart());
        long left = Math.max(0, campaign.budgetLeft());
        long[] counts = new long[4];
        for (int i = 0; i < claimed.claims().size(); i++) {
            boolean overDay = limits.perDay() > 0 && day + i + 1 > limits.perDay();
            boolean overTotal = limits.total() > 0 && campaign.tally().taken() + i + 1 > limits.total();
            boolean overBudget = limits.budget() > 0 && definition.share() > Math.max(0, left - i * definition.share());
            counts[0] += overDay ? 1 : 0;
            counts[1] += overTotal ? 1 : 0;
            counts[2] += overBudget ? 1 : 0;
            counts[3] += overDay || overTotal || overBudget ? 1 : 0;
        }
        return new Beyond(counts[0], counts[1], counts[2], counts[3]);
    }

    private void checkOverage() {
        Beyond beyond = beyond();
        long allowed = switch (limits.overage()) {
            case STRICT -> 0;
            case GRACE -> Math.max(0, limits.grace() - campaign.tally().overage());
            case HONOUR_QUOTED -> claimed.quotes().size();
        };
        if (beyond.any() > allowed) {
            tell(Rule.DAY_LIMIT, beyond.day(), "the limit of a day, " + limits.perDay());
            tell(Rule.TOTAL_LIMIT, beyond.total(), "the total limit, " + limits.total());
        }
        if (beyond.budget() > (limits.overage() == Overage.HONOUR_QUOTED ? allowed : 0)) {
            tell(Rule.BUDGET, beyond.budget(), "the budget, " + limits.budget() + " minor units");
        }
        if (beyond.any() != claimed.overage()) {
            breaches.accept(
                    Rule.COUNTS,
                    claimed.overage() + " claims are recorded as beyond a limit (expected: " + beyond.any() + ")");
        }
    }

    private void tell(Rule rule, long claims, String limit) {
        if (claims > 0) {
            breaches.accept(rule, claims + " claims are beyond " + limit + ", and nothing allows that");
        }
    }
}

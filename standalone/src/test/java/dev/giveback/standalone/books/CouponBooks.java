package dev.giveback.standalone.books;

import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.standalone.books.JournalFacts.CampaignLife;
import dev.giveback.standalone.books.JournalFacts.CouponLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares four stories of the same coupons: the journals' rows, what clients saw, the customers' lists, the campaigns' reports. */
public final class CouponBooks {
    private final JournalFacts facts;
    private final List<String> findings = new ArrayList<>();

    private CouponBooks(JournalFacts facts) {
        this.facts = facts;
    }

    /**
     * What the services tell.
     *
     * @param coupons of all customers in any state, by {@link JournalFacts#key}
     * @param reports by campaign id
     * @param limits by campaign id; a campaign that is not there has none
     */
    public record Told(Map<String, Coupon> coupons, Map<String, CampaignReport> reports, Map<String, Long> limits) {}

    /** Everything that does not agree, in words. */
    public static List<String> findings(JournalFacts facts, Seen seen, Told told) {
        CouponBooks books = new CouponBooks(facts);
        facts.coupons().forEach(books::checkLife);
        books.checkSeen(seen);
        books.checkLists(told.coupons());
        facts.campaigns()
                .forEach((id, life) -> books.checkCampaign(
                        id, life, told.reports().getOrDefault(id, CampaignReport.getDefaultInstance()), told));
        return books.findings;
    }

    private void checkLife(String key, CouponLife life) {
        expect(life.grants() == 1, key + " was granted " + life.grants() + " times");
        expect(
                life.redemptions().size() <= 1 + life.givenBack(),
                key + " was redeemed by " + life.redemptions() + " and given back " + life.givenBack() + " times");
        expect(life.revocations() <= 1, key + " was taken back " + life.revocations() + " times");
        expect(
                life.revocations() == 0 || life.redemptions().isEmpty(),
                key + " was taken back and redeemed by " + life.redemptions());
    }

    private void checkSeen(Seen seen) {
        for (String key : seen.given()) {
            expect(facts.coupons().containsKey(key), key + " was acknowledged and is lost");
        }
        seen.redeemed()
                .forEach((key, order) -> expect(
                        life(key).redemptions().contains(order), key + " was used by " + order + ", which is lost"));
        for (String key : seen.takenBack()) {
            expect(life(key).revocations() == 1, key + " was taken back, which is lost");
        }
    }

    private CouponLife life(String key) {
        return facts.coupons().getOrDefault(key, new CouponLife(key, "", "", 0, List.of(), 0, 0, 0));
    }

    private void checkLists(Map<String, Coupon> coupons) {
        expect(
                coupons.keySet().equals(facts.coupons().keySet()),
                coupons.size() + " coupons are listed (expected: "
                        + facts.coupons().size() + ")");
        coupons.forEach((key, coupon) -> {
            CouponLife life = life(key);
            boolean redeemed = life.redemptions().size() > life.givenBack();
            boolean agrees = switch (coupon.getState()) {
                case COUPON_STATE_AVAILABLE, COUPON_STATE_RESERVED, COUPON_STATE_EXPIRED ->
                    !redeemed && life.revocations() == 0;
                case COUPON_STATE_REDEEMED -> redeemed && life.revocations() == 0;
                case COUPON_STATE_REVOKED -> !redeemed && life.revocations() == 1;
                case COUPON_STATE_UNSPECIFIED, UNRECOGNIZED -> false;
            };
            expect(agrees, key + " is listed as " + coupon.getState() + " (expected: as " + life + ")");
        });
    }

    private void checkCampaign(String id, CampaignLife life, CampaignReport report, Told told) {
        List<CouponLife> lives = facts.coupons().values().stream()
                .filter(coupon -> coupon.campaign().equals(id))
                .toList();
        long granted = lives.size();
        long redeemed = lives.stream()
                .filter(coupon -> coupon.redemptions().size() > coupon.givenBack())
                .count();
        long takenBack =
                lives.stream().filter(coupon -> coupon.revocations() > 0).count();
        long expired = told.coupons().values().stream()
                .filter(coupon -> coupon.getCampaign().endsWith("/" + id)
                        && coupon.getState() == CouponState.COUPON_STATE_EXPIRED)
                .count();
        expectDistinct(id, life.claims());
        expectSame(id, "claimed in its journal", life.claims().size(), granted);
        expectSame(
                id,
                "redeemed in its journal",
                life.redeemed(),
                lives.stream().mapToLong(coupon -> coupon.redemptions().size()).sum());
        expectSame(
                id,
                "given back in its journal",
                life.givenBack(),
                lives.stream().mapToLong(CouponLife::givenBack).sum());
        expectSame(id, "returned in its journal", life.returned(), takenBack + expired);
        expectSame(id, "claimed in its report", report.getClaimed(), granted + life.refused());
        expectSame(id, "redeemed in its report", report.getRedeemed(), redeemed);
        expectSame(id, "returned in its report", report.getReturned(), takenBack + expired + life.refused());
        expectSame(id, "held in its report", report.getHeld(), granted - redeemed - takenBack - expired);
        Long limit = told.limits().get(id);
        if (limit != null) {
            expectSame(id, "taken in its report", report.getTaken(), granted - takenBack - expired);
            expect(
                    life.peak() <= limit + life.overage(),
                    id + ": " + life.peak() + " places were taken at once (expected: at most " + limit + ")");
        }
    }

    private void expectDistinct(String id, List<String> claims) {
        expect(Set.copyOf(claims).size() == claims.size(), id + ": a claim took two places");
    }

    private void expectSame(String campaign, String what, long actual, long expected) {
        expect(actual == expected, campaign + ": " + actual + " " + what + " (expected: " + expected + ")");
    }

    private void expect(boolean holds, String finding) {
        if (!holds) {
            findings.add(finding);
        }
    }
}

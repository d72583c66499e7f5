package dev.giveback.standalone.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.standalone.books.CouponBooks.Told;
import dev.giveback.standalone.books.JournalFacts.CampaignLife;
import dev.giveback.standalone.books.JournalFacts.CouponLife;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The controls: books that have something wrong in them must be caught, or the races and crashes prove nothing. */
final class CouponBooksTest {
    private static final CouponLife HELD = new CouponLife("c1", "ada", "summer", 1, List.of(), 0, 0, 0);
    private static final CouponLife USED = new CouponLife("c2", "bob", "summer", 1, List.of("o1"), 0, 0, 0);
    private static final CouponLife TAKEN_BACK = new CouponLife("c3", "cy", "summer", 1, List.of(), 0, 1, 0);

    private final Map<String, CouponLife> lives = new TreeMap<>();
    private final Map<String, Coupon> listed = new TreeMap<>();
    private final Seen seen = new Seen();
    private CampaignLife campaign = new CampaignLife(List.of("c1", "c2", "c3"), 0, 1, 0, 1, 3, 0);
    private CampaignReport report = CampaignReport.newBuilder()
            .setTaken(2)
            .setClaimed(3)
            .setReturned(1)
            .setHeld(1)
            .setRedeemed(1)
            .build();

    CouponBooksTest() {
        add(HELD, CouponState.COUPON_STATE_AVAILABLE);
        add(USED, CouponState.COUPON_STATE_REDEEMED);
        add(TAKEN_BACK, CouponState.COUPON_STATE_REVOKED);
        seen.given("ada", "c1");
        seen.redeemed("bob", "c2", "o1");
        seen.takenBack("cy", "c3");
    }

    private void add(CouponLife life, CouponState state) {
        String key = JournalFacts.key(life.customer(), life.couponId());
        lives.put(key, life);
        listed.put(
                key,
                Coupon.newBuilder()
                        .setCouponId(life.couponId())
                        .setCampaign("programs/shop/campaigns/" + life.campaign())
                        .setState(state)
                        .build());
    }

    private List<String> findings() {
        return CouponBooks.findings(
                new JournalFacts(lives, Map.of("summer", campaign)),
                seen,
                new Told(listed, Map.of("summer", report), Map.of("summer", 3L)));
    }

    private void expectFound(String finding) {
        assertThat(findings()).anySatisfy(found -> assertThat(found).contains(finding));
    }

    @Test
    void booksInOrderHaveNoFinding() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aRedemptionThatHappenedTwiceIsFound() {
        lives.put("bob/c2", new CouponLife("c2", "bob", "summer", 1, List.of("o1", "o2"), 0, 0, 0));

        expectFound("bob/c2 was redeemed by [o1, o2] and given back 0 times");
    }

    @Test
    void aCouponThatWasGrantedTwiceIsFound() {
        lives.put("ada/c1", new CouponLife("c1", "ada", "summer", 2, List.of(), 0, 0, 0));

        expectFound("ada/c1 was granted 2 times");
    }

    @Test
    void aCouponBothRedeemedAndTakenBackIsFound() {
        lives.put("bob/c2", new CouponLife("c2", "bob", "summer", 1, List.of("o1"), 0, 1, 0));

        expectFound("bob/c2 was taken back and redeemed by [o1]");
    }

    @Test
    void whatWasAcknowledgedAndIsLostIsFound() {
        seen.given("dee", "c9");
        seen.redeemed("ada", "c1", "o7");
        seen.takenBack("ada", "c1");

        expectFound("dee/c9 was acknowledged and is lost");
        expectFound("ada/c1 was used by o7, which is lost");
        expectFound("ada/c1 was taken back, which is lost");
    }

    @Test
    void aPlaceTooManyAtAnyMomentIsFound() {
        campaign = new CampaignLife(campaign.claims(), 0, 1, 0, 1, 4, 0);

        expectFound("summer: 4 places were taken at once (expected: at most 3)");
    }

    @Test
    void aClaimWithTwoPlacesIsFound() {
        campaign = new CampaignLife(List.of("c1", "c1", "c2"), 0, 1, 0, 1, 3, 0);

        expectFound("summer: a claim took two places");
    }

    @Test
    void aCouponThatIsListedOtherwiseThanItsJournalSaysIsFound() {
        add(HELD, CouponState.COUPON_STATE_REDEEMED);
        expectFound("ada/c1 is listed as COUPON_STATE_REDEEMED");

        listed.remove("ada/c1");
        expectFound("2 coupons are listed (expected: 3)");
    }

    @Test
    void aReportThatIsOffByOneIsFound() {
        expectFoundIn(builder -> builder.setTaken(3), "taken in its report");
        expectFoundIn(builder -> builder.setClaimed(2), "claimed in its report");
        expectFoundIn(builder -> builder.setRedeemed(2), "redeemed in its report");
        expectFoundIn(builder -> builder.setReturned(0), "returned in its report");
        expectFoundIn(builder -> builder.setHeld(0), "held in its report");
    }

    @Test
    void aCampaignThatSettledTwiceIsFound() {
        campaign = new CampaignLife(campaign.claims(), 0, 2, 1, 2, 3, 0);

        expectFound("summer: 2 redeemed in its journal (expected: 1)");
        expectFound("summer: 1 given back in its journal (expected: 0)");
        expectFound("summer: 2 returned in its journal (expected: 1)");
    }

    private void expectFoundIn(Consumer<CampaignReport.Builder> change, String finding) {
        CampaignReport right = report;
        CampaignReport.Builder wrong = right.toBuilder();
        change.accept(wrong);
        report = wrong.build();
        expectFound(finding);
        report = right;
    }
}

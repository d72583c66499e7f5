package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.MemoryLoyalty.Fault;
import dev.giveback.coupon.proof.DrawProof;
import dev.giveback.coupon.v1.ArchiveCampaignRequest;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.ComparedGroup;
import dev.giveback.coupon.v1.Draw;
import dev.giveback.coupon.v1.DrawOutcome;
import dev.giveback.coupon.v1.EndCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.coupon.v1.GroupComparison;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.ListDrawsRequest;
import dev.giveback.coupon.v1.ListDrawsResponse;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.coupon.v1.VerifyDrawsRequest;
import dev.giveback.coupon.v1.VerifyDrawsResponse;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Surprises and the comparison with those held out, by gRPC on a real PostgreSQL; the orders come from a loyalty service in memory. */
@Timeout(180)
final class SurpriseServiceTest {
    private final Calls calls = new Calls("shop");
    private final TestDatabase database = TestDatabase.create();
    private final MemoryLoyalty loyalty;
    private RunningCoupons coupons;

    SurpriseServiceTest() throws IOException {
        loyalty = MemoryLoyalty.start();
        coupons = RunningCoupons.start(database, loyalty);
    }

    @AfterEach
    void stop() {
        coupons.close();
        loyalty.close();
        database.close();
    }

    private void restart() throws IOException {
        coupons.close();
        coupons = RunningCoupons.start(database, loyalty);
    }

    private Campaign create(String id, Surprise.Builder surprise, CampaignLimits.Builder limits, int control) {
        return create(Calls.campaign(calls.name(id))
                .setSurprise(surprise)
                .setLimits(limits)
                .setControlBasisPoints(control));
    }

    private Campaign create(Campaign.Builder campaign) {
        return coupons.campaigns().createCampaign(Calls.create(campaign)).getCampaign();
    }

    private static Surprise.Builder chance(int basisPoints) {
        return Surprise.newBuilder().setChanceBasisPoints(basisPoints);
    }

    private static CampaignLimits.Builder total(long total) {
        return CampaignLimits.newBuilder().setTotal(total);
    }

    private ListDrawsRequest.Builder drawsOf(String id) {
        return ListDrawsRequest.newBuilder()
                .setParent(calls.name(id))
                .setPageSize(1_000)
                .setOldestFirst(true);
    }

    private List<Draw> draws(String id) {
        return coupons.campaigns().listDraws(drawsOf(id).build()).getDrawsList();
    }

    private List<Draw> drawsWhen(String id, int count) throws InterruptedException {
        Calls.until(() -> draws(id).size() >= count);
        return draws(id);
    }

    private VerifyDrawsResponse verified(String id) {
        return coupons.campaigns()
                .verifyDraws(
                        VerifyDrawsRequest.newBuilder().setName(calls.name(id)).build());
    }

    private List<Coupon> given(String id) {
        return loyalty.coupons(calls.name(id));
    }

    @Test
    void anOrderWinsWithinSecondsOnceAndNoTailIsOpenUntilThen() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", total(100)));
        loyalty.order(calls.customer("anna"), "before", 5_000);
        TimeUnit.SECONDS.sleep(2);
        assertThat(loyalty.orderTailsOpened()).isZero();
        create("lucky", chance(10_000), total(100), 0);
        assertThat(given("lucky")).isEmpty();

        loyalty.order(calls.customer("anna"), "o1", 5_000);
        Calls.until(() -> given("lucky").size() == 1);
        loyalty.endOrderTails();
        loyalty.order(calls.customer("ben"), "o1", 5_000);
        Calls.until(() -> given("lucky").size() == 2);
        restart();
        loyalty.order(calls.customer("cleo"), "o2", 5_000);
        Calls.until(() -> given("lucky").size() == 3);

        List<Draw> draws = drawsWhen("lucky", 3);
        assertThat(draws)
                .extracting(draw -> draw.getCustomer() + " " + draw.getOrderId() + " " + draw.getOutcome())
                .containsExactly(
                        calls.customer("anna") + " o1 DRAW_OUTCOME_WON",
                        calls.customer("ben") + " o1 DRAW_OUTCOME_WON",
                        calls.customer("cleo") + " o2 DRAW_OUTCOME_WON");
        assertThat(draws.getFirst().getClaim()).startsWith(calls.name("lucky") + "/claims/");
        assertThat(Calls.report(coupons, calls.name("lucky")).getTaken()).isEqualTo(3);
        assertThat(given("lucky")).hasSize(3);
    }

    @Test
    void theTailIsOpenOnlyWhileACampaignNeedsIt() throws Exception {
        create("lucky", chance(10_000), total(100), 0);
        Calls.until(() -> loyalty.openOrderTails() == 1);
        end("lucky");
        Calls.until(() -> loyalty.openOrderTails() == 0);
        create(Calls.publicCode(calls.name("code"), "CODE10", total(100)).setControlBasisPoints(1_000));
        Calls.until(() -> loyalty.openOrderTails() == 1);
        end("code");
        TimeUnit.SECONDS.sleep(2);
        assertThat(loyalty.openOrderTails()).isEqualTo(1);
        coupons.campaigns()
                .archiveCampaign(ArchiveCampaignRequest.newBuilder()
                        .setRequestId("archive")
                        .setName(calls.name("code"))
                        .build());
        Calls.until(() -> loyalty.openOrderTails() == 0);
    }

    private void end(String id) {
        Campaign ended = coupons.campaigns()
                .endCampaign(EndCampaignRequest.newBuilder()
                        .setRequestId("end")
                        .setName(calls.name(id))
                        .build())
                .getCampaign();
        assertThat(ended.getState().name()).isEqualTo("CAMPAIGN_STATE_ENDED");
    }

    @Test
    void aCampaignThatComesLaterGetsTheOrdersSinceItsCreationAlsoWhenTheyWereReadBefore() throws Exception {
        create("lucky", chance(10_000), total(100), 0);
        loyalty.order(calls.customer("anna"), "o1", 5_000);
        Calls.until(() -> given("lucky").size() == 1);
        // The feed breaks twice when it is opened for the new campaign too.
        loyalty.breakOrderTails(2);
        create("late", chance(10_000), total(100), 0);
        // Recorded right after the creation, and read before the reader knows of it; more than are delivered twice
        // anyway follow.
        for (int i = 2; i < 12; i++) {
            loyalty.order(calls.customer("ben"), "o" + i, 5_000);
        }
        Calls.until(() -> given("late").size() == 10);

        assertThat(loyalty.orderTailsToBreak()).isZero();
        assertThat(drawsWhen("late", 10))
                .extracting(Draw::getOrderId)
                .startsWith("o2")
                .endsWith("o11");
        assertThat(drawsWhen("lucky", 11)).hasSize(11);
    }

    @Test
    void theSeedIsShownAfterTheEndAndProvesEveryDraw() throws Exception {
        Campaign created = create(
                "lucky",
                chance(3_000).setCondition("order.total >= 1000 && customer.order_count < 30"),
                total(1_000),
                2_000);
        String commitment = created.getSurprise().getSeedCommitment();
        assertThat(commitment).hasSize(64);
        assertThat(created.getSurprise().getSeed()).isEmpty();
        for (int i = 0; i < 300; i++) {
            loyalty.order(calls.customer("c" + i % 60), "o" + i, i % 10 == 0 ? 999 : 1_000);
        }
        List<Draw> draws = drawsWhen("lucky", 270);

        assertThat(verified("lucky").getChecked()).isEqualTo(270);
        assertThat(verified("lucky").getWrong()).isZero();
        assertThat(verified("lucky").getSeedCommitment()).isEqualTo(commitment);
        assertThat(read("lucky").getSurprise().getSeed()).isEmpty();
        assertThat(listed("lucky").getSurprise().getSeed()).isEmpty();
        assertThat(listed("lucky").getSurprise().getSeedCommitment()).isEqualTo(commitment);
        end("lucky");
        DrawProof proof = new DrawProof(read("lucky").getSurprise().getSeed());
        assertThat(proof.isOf(commitment)).isTrue();
        for (Draw draw : draws) {
            String customer = draw.getCustomer().substring(calls.customer("").length());
            assertThat(proof.holds(
                            customer,
                            draw.getOrderId(),
                            draw.getRoll(),
                            draw.getChanceBasisPoints(),
                            draw.getOutcome() == DrawOutcome.DRAW_OUTCOME_LOST))
                    .isTrue();
        }
        Calls.until(() -> listed("lucky")
                .getSurprise()
                .getSeed()
                .equals(read("lucky").getSurprise().getSeed()));
        tamper();
        assertThat(verified("lucky").getWrong()).isEqualTo(2);
        assertThat(verified("lucky").getWrongDrawsList())
                .extracting(Draw::getNumber)
                .containsExactly(7L, 9L);
    }

    private Campaign read(String id) {
        return coupons.campaigns()
                .getCampaign(
                        GetCampaignRequest.newBuilder().setName(calls.name(id)).build())
                .getCampaign();
    }

    private Campaign listed(String id) {
        return coupons.campaigns()
                .listCampaigns(ListCampaignsRequest.newBuilder()
                        .setParent("programs/shop")
                        .setText(id)
                        .build())
                .getCampaigns(0);
    }

    /** One roll is changed and one draw is gone. */
    private void tamper() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE coupon.campaign_draws SET roll = (roll + 1) % 10000 WHERE number = 7"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM coupon.campaign_draws WHERE number = 9"))
                    .isEqualTo(1);
        }
    }

    @Test
    void drawsAreListedInPagesBothWaysAndByCustomerOrderAndOutcome() throws Exception {
        create("lucky", chance(5_000), total(1_000), 0);
        for (int i = 0; i < 40; i++) {
            loyalty.order(calls.customer("c" + i % 4), "o" + i / 2, 1_000);
        }
        List<Draw> all = drawsWhen("lucky", 40);
        List<Draw> paged = new ArrayList<>();
        String token = "";
        do {
            ListDrawsResponse page = coupons.campaigns()
                    .listDraws(ListDrawsRequest.newBuilder()
                            .setParent(calls.name("lucky"))
                            .setPageSize(7)
                            .setPageToken(token)
                            .build());
            paged.addAll(page.getDrawsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(paged).containsExactlyElementsOf(all.reversed());
        assertThat(list(drawsOf("lucky").setCustomer(calls.customer("c1"))))
                .containsExactlyElementsOf(only(all, draw -> draw.getCustomer().endsWith("/c1")));
        assertThat(list(drawsOf("lucky").setOrderId("o3")))
                .containsExactlyElementsOf(only(all, draw -> draw.getOrderId().equals("o3")));
        assertThat(list(drawsOf("lucky").addOutcomes(DrawOutcome.DRAW_OUTCOME_WON)))
                .containsExactlyElementsOf(only(all, draw -> draw.getOutcome() == DrawOutcome.DRAW_OUTCOME_WON));
        assertThat(Calls.refusal(() -> list(drawsOf("lucky").setPageToken("!"))))
                .isEqualTo("INVALID_FIELD");
        assertThat(Calls.refusal(() -> list(drawsOf("lucky").setPageToken("YWJj"))))
                .isEqualTo("INVALID_FIELD");
        assertThat(Calls.refusal(() -> list(drawsOf("none")))).isEqualTo("CAMPAIGN_NOT_FOUND");
    }

    private List<Draw> list(ListDrawsRequest.Builder request) {
        return coupons.campaigns().listDraws(request.build()).getDrawsList();
    }

    private static List<Draw> only(List<Draw> draws, Predicate<Draw> wanted) {
        return draws.stream().filter(wanted).toList();
    }

    @Test
    void aBrokenConditionIsRefusedWithItsPlace() throws Exception {
        assertThat(Calls.refusal(() -> create("lucky", chance(1).setCondition("order.totl > 3"), total(1), 0)))
                .isEqualTo("INVALID_FIELD");
        try {
            create("lucky", chance(1).setCondition("order.totl > 3"), total(1), 0);
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getDescription())
                    .isEqualTo("campaign.surprise.condition: line 1, column 1: undeclared reference to 'order.totl'");
        }
        assertThat(Calls.refusal(() -> create("lucky", chance(1), CampaignLimits.newBuilder(), 0)))
                .isEqualTo("INVALID_FIELD");
    }

    /** The loyalty service loses calls and answers, tails break, and the service ends; the orders go on. */
    @Test
    void throughLostCallsAndRestartsEachOrderIsDrawnOnceAndTheBudgetIsKept() throws Exception {
        create("lucky", chance(5_000), CampaignLimits.newBuilder().setBudget(Calls.pounds(100)), 0);
        int orders = 0;
        for (Fault fault : List.of(Fault.LOSE_CALL, Fault.LOSE_ANSWER, Fault.NONE, Fault.LOSE_ANSWER)) {
            loyalty.setFault(fault);
            for (int i = 0; i < 25; i++) {
                loyalty.order(calls.customer("c" + orders % 9), "o" + orders, 1_000);
                orders++;
                if (i % 10 == 7) {
                    loyalty.endOrderTails();
                }
            }
            TimeUnit.MILLISECONDS.sleep(400);
            restart();
        }
        loyalty.setFault(Fault.NONE);
        List<Draw> draws = drawsWhen("lucky", 100);
        long won = only(draws, draw -> draw.getOutcome() == DrawOutcome.DRAW_OUTCOME_WON)
                .size();
        Calls.until(() -> given("lucky").size() >= won);
        Set<String> seen = new HashSet<>();
        draws.forEach(draw ->
                assertThat(seen.add(draw.getCustomer() + draw.getOrderId())).isTrue());
        Set<String> claims = new HashSet<>();
        given("lucky").forEach(coupon -> claims.add(calls.name("lucky") + "/claims/" + coupon.getCouponId()));

        assertThat(draws).hasSize(100);
        assertThat(verified("lucky").getWrong()).isZero();
        // A hundred pounds for coupons of five each.
        assertThat(won).isEqualTo(20);
        assertThat(claims)
                .containsExactlyInAnyOrderElementsOf(
                        only(draws, draw -> !draw.getClaim().isEmpty()).stream()
                                .map(Draw::getClaim)
                                .toList());
        assertThat(Calls.report(coupons, calls.name("lucky")).getBudgetLeft().getUnits())
                .isZero();
        assertThat(draws).extracting(Draw::getOutcome).contains(DrawOutcome.DRAW_OUTCOME_BUDGET_EXHAUSTED);
    }

    @Test
    void thoseGivenAreComparedWithThoseHeldOutByTheirOrdersAfterwards() throws Exception {
        create("lucky", chance(10_000), total(1_000), 5_000);
        for (int i = 0; i < 40; i++) {
            loyalty.order(calls.customer("c" + i), "first", 1_000);
        }
        List<Draw> draws = drawsWhen("lucky", 40);
        TimeUnit.MILLISECONDS.sleep(20);
        long given = 0;
        long returnedGiven = 0;
        long returnedHeld = 0;
        for (int i = 0; i < draws.size(); i++) {
            boolean won = draws.get(i).getOutcome() == DrawOutcome.DRAW_OUTCOME_WON;
            given += won ? 1 : 0;
            if (i % 2 == 0) {
                loyalty.order(draws.get(i).getCustomer(), "second", 3_000);
                loyalty.refund(draws.get(i).getCustomer(), "second", 500);
                returnedGiven += won ? 1 : 0;
                returnedHeld += won ? 0 : 1;
            }
        }
        long all = returnedGiven + returnedHeld;
        GroupComparison comparison = comparisonWhen(
                "lucky",
                found -> found.getGiven().getOrders() + found.getHeldOut().getOrders() == all
                        && found.getGiven().getSpent().getUnits()
                                        + found.getHeldOut().getSpent().getUnits()
                                == all * 25);

        assertThat(comparison.getReturnDays()).isEqualTo(30);
        expect(comparison.getGiven(), given, returnedGiven);
        expect(comparison.getHeldOut(), 40 - given, returnedHeld);
        assertThat(comparison.getReturnRateDifference().getEstimate())
                .isEqualTo((double) returnedGiven / given - (double) returnedHeld / (40 - given));
        assertThat(comparison.getReturnRateDifference().getLower())
                .isLessThan(comparison.getReturnRateDifference().getEstimate());
        assertThat(comparison.getMeanSpentDifference().getUpper())
                .isGreaterThan(comparison.getMeanSpentDifference().getEstimate());
        assertThat(comparison.hasReadTime()).isTrue();
        loyalty.endOrderTails();
        restart();
        TimeUnit.SECONDS.sleep(2);
        assertThat(comparison("lucky").toBuilder().clearReadTime().build())
                .isEqualTo(comparison.toBuilder().clearReadTime().build());
    }

    private static void expect(ComparedGroup group, long customers, long returned) {
        assertThat(group.getCustomers()).isEqualTo(customers);
        assertThat(group.getReturned()).isEqualTo(returned);
        assertThat(group.getOrders()).isEqualTo(returned);
        assertThat(group.getReturnRate()).isEqualTo((double) returned / customers);
        assertThat(group.getSpent().getUnits()).isEqualTo(returned * 25);
        assertThat(group.getMeanSpentMinor()).isEqualTo(returned * 2_500.0 / customers);
        assertThat(group.getComplete()).isZero();
    }

    private GroupComparison comparison(String id) {
        return Calls.report(coupons, calls.name(id)).getComparison();
    }

    private GroupComparison comparisonWhen(String id, Predicate<GroupComparison> expected) throws InterruptedException {
        return Calls.reportWhen(coupons, calls.name(id), report -> expected.test(report.getComparison()))
                .getComparison();
    }

    @Test
    void whoIsRefusedACodeForTheControlGroupAloneIsRecordedOnce() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", total(30)).setControlBasisPoints(5_000));
        int heldOut = 0;
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            String reason = claim("c" + i, "r");
            boolean wasOpen = granted < 30;
            granted += reason.isEmpty() ? 1 : 0;
            if (reason.equals("HELD_OUT")) {
                heldOut += wasOpen ? 1 : 0;
                assertThat(claim("c" + i, "again")).isEqualTo("HELD_OUT");
            }
        }
        int expected = heldOut;
        GroupComparison comparison = comparisonWhen(
                "summer",
                found -> found.getGiven().getCustomers() == 30
                        && found.getHeldOut().getCustomers() == expected);

        assertThat(expected).isBetween(10, 60);
        assertThat(comparison.getGiven().getReturned()).isZero();
        loyalty.order(calls.customer("c0"), "o", 1_000);
        comparisonWhen(
                "summer",
                found -> found.getGiven().getOrders() + found.getHeldOut().getOrders() == 1);
        // The days are over for all, and this order comes too late.
        coupons.setForward(java.time.Duration.ofDays(2));
        loyalty.order(calls.customer("c1"), "o", 1_000, Instant.now().plus(java.time.Duration.ofDays(2)));
        comparisonWhen(
                "summer",
                found -> found.getGiven().getOrders() + found.getHeldOut().getOrders() == 2);
        GroupComparison ofADay = coupons.campaigns()
                .getCampaignReport(GetCampaignReportRequest.newBuilder()
                        .setName(calls.summer())
                        .setReturnDays(1)
                        .build())
                .getReport()
                .getComparison();
        assertThat(ofADay.getGiven().getOrders() + ofADay.getHeldOut().getOrders())
                .isEqualTo(1);
        assertThat(ofADay.getGiven().getComplete()).isEqualTo(30);
        assertThat(ofADay.getReturnDays()).isEqualTo(1);
    }

    /** Empty when the code is given, else why not. */
    private String claim(String customer, String request) throws Exception {
        try {
            return coupons.codes()
                            .claimCode(calls.claim(customer, request, "summer10"))
                            .hasCoupon()
                    ? ""
                    : "?";
        } catch (StatusRuntimeException e) {
            return Calls.reason(e);
        }
    }
}

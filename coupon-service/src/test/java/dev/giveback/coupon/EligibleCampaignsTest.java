package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignWindow;
import dev.giveback.coupon.v1.EndCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.ListEligibleCampaignsRequest;
import dev.giveback.coupon.v1.ListEligibleCampaignsResponse;
import dev.giveback.coupon.v1.OveragePolicy;
import dev.giveback.coupon.v1.PauseCampaignRequest;
import dev.giveback.coupon.v1.ResumeCampaignRequest;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.coupon.v1.Surprise;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which campaigns would give a customer a coupon, and each reason why one would not, by gRPC on a real PostgreSQL. */
@Timeout(60)
final class EligibleCampaignsTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private static TestDatabase database;
    private static MemoryLoyalty loyalty;
    private static RunningCoupons coupons;

    private final String program = "shop-e" + TESTS.incrementAndGet();
    private final Calls calls = new Calls(program);
    private int campaigns;

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create();
        loyalty = MemoryLoyalty.start();
        coupons = RunningCoupons.start(database, loyalty);
    }

    @AfterAll
    static void stop() {
        coupons.close();
        loyalty.close();
        database.close();
    }

    @BeforeEach
    void alice() {
        loyalty.know(Customer.newBuilder().setName(calls.customer("alice")).build());
    }

    private void create(Campaign.Builder campaign) {
        coupons.campaigns().createCampaign(Calls.create(campaign));
        campaigns++;
    }

    /** Ids of the campaigns that would give, as soon as the directory knows all campaigns. */
    private List<String> eligible(String customer) throws InterruptedException {
        Calls.until(() -> coupons.campaigns()
                        .listCampaigns(ListCampaignsRequest.newBuilder()
                                .setParent("programs/" + program)
                                .setPageSize(1_000)
                                .build())
                        .getCampaignsCount()
                == campaigns);
        return ask(customer).getCampaignsList().stream()
                .map(campaign -> campaign.getName().substring(campaign.getName().lastIndexOf('/') + 1))
                .toList();
    }

    private ListEligibleCampaignsResponse ask(String customer) {
        return coupons.campaigns()
                .listEligibleCampaigns(ListEligibleCampaignsRequest.newBuilder()
                        .setCustomer(calls.customer(customer))
                        .build());
    }

    private static CampaignLimits.Builder limits() {
        return CampaignLimits.newBuilder();
    }

    private void grant(String campaign, String customer) {
        coupons.campaigns()
                .grantCampaignCoupon(GrantCampaignCouponRequest.newBuilder()
                        .setRequestId("g")
                        .setCampaign(calls.name(campaign))
                        .setCustomer(calls.customer(customer))
                        .build());
    }

    private static Timestamp in(long seconds) {
        return Timestamp.newBuilder()
                .setSeconds(Instant.now().getEpochSecond() + seconds)
                .build();
    }

    @Test
    void aProgramWithoutCampaignsGivesNone() throws Exception {
        assertThat(eligible("alice")).isEmpty();
    }

    @Test
    void publicCodesAndHandGrantedOnesCountWithLimitsAndWithout() throws Exception {
        create(Calls.publicCode(calls.name("code-limited"), "LIMITED", limits().setTotal(5)));
        create(Calls.publicCode(calls.name("code-free"), "FREE", limits()));
        create(Calls.campaign(calls.name("hand-limited")).setLimits(limits().setPerCustomer(1)));
        create(Calls.campaign(calls.name("hand-free")));

        assertThat(eligible("alice")).containsExactly("code-free", "code-limited", "hand-free", "hand-limited");
        assertThat(ask("alice").getIsTruncated()).isFalse();
        assertThat(ask("alice").getCampaigns(0).getTerms().getTitle()).isEqualTo("5 off");
        assertThat(ask("alice").getCampaigns(0).getCurrencyCode()).isEqualTo("GBP");
    }

    @Test
    void surprisesAndUniqueCodesDoNotCount() throws Exception {
        create(Calls.uniqueCodes(calls.name("unique"), "GIFT-####-####-##", 1_000));
        create(Calls.campaign(calls.name("surprise"))
                .setLimits(limits().setTotal(5))
                .setSurprise(Surprise.newBuilder().setChanceBasisPoints(10_000)));
        create(Calls.campaign(calls.name("plain")));

        assertThat(eligible("alice")).containsExactly("plain");
    }

    @Test
    void aRewardCountsOnceThePointsAreEnough() throws Exception {
        create(Calls.campaign(calls.name("reward"))
                .setReward(Reward.newBuilder().setPointsPrice(100)));
        loyalty.givePoints(calls.customer("alice"), 99);
        assertThat(eligible("alice")).isEmpty();

        loyalty.givePoints(calls.customer("alice"), 1);
        assertThat(eligible("alice")).containsExactly("reward");
    }

    @Test
    void aPausedOrEndedCampaignDoesNotCount() throws Exception {
        create(Calls.campaign(calls.summer()).setLimits(limits().setTotal(5)));
        assertThat(eligible("alice")).containsExactly("summer");
        coupons.campaigns()
                .pauseCampaign(PauseCampaignRequest.newBuilder()
                        .setRequestId("p")
                        .setName(calls.summer())
                        .build());
        assertThat(eligible("alice")).isEmpty();
        coupons.campaigns()
                .resumeCampaign(ResumeCampaignRequest.newBuilder()
                        .setRequestId("r")
                        .setName(calls.summer())
                        .build());
        Calls.until(() -> ask("alice").getCampaignsCount() == 1);
        coupons.campaigns()
                .endCampaign(EndCampaignRequest.newBuilder()
                        .setRequestId("e")
                        .setName(calls.summer())
                        .build());
        assertThat(eligible("alice")).isEmpty();
    }

    @Test
    void outsideItsWindowACampaignDoesNotCount() throws Exception {
        create(Calls.campaign(calls.name("later"))
                .setWindow(CampaignWindow.newBuilder().setStartTime(in(3_600))));
        create(Calls.campaign(calls.name("over"))
                .setWindow(CampaignWindow.newBuilder().setStartTime(in(-7_200)).setEndTime(in(-3_600))));
        create(Calls.campaign(calls.name("now"))
                .setWindow(CampaignWindow.newBuilder().setStartTime(in(-3_600)).setEndTime(in(3_600))));

        assertThat(eligible("alice")).containsExactly("now");
    }

    @Test
    void whoIsHeldOutIsNotGivenTheCampaign() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER", limits()).setControlBasisPoints(5_000));
        int given = 0;
        for (int i = 0; i < 40; i++) {
            String customer = "c" + i;
            loyalty.know(Customer.newBuilder().setName(calls.customer(customer)).build());
            boolean isEligible = eligible(customer).contains("summer");
            // What a claim does is the oracle.
            assertThat(isEligible).isEqualTo(claimed(customer));
            given += isEligible ? 1 : 0;
        }
        assertThat(given).isBetween(5, 35);
    }

    private boolean claimed(String customer) throws Exception {
        try {
            return coupons.codes()
                    .claimCode(calls.claim(customer, "r", "SUMMER"))
                    .hasCoupon();
        } catch (StatusRuntimeException e) {
            assertThat(Calls.reason(e)).isEqualTo("HELD_OUT");
            return false;
        }
    }

    @Test
    void eachLimitThatIsReachedLeavesTheCampaignOut() throws Exception {
        create(Calls.campaign(calls.name("per-customer")).setLimits(limits().setPerCustomer(1)));
        create(Calls.campaign(calls.name("per-day")).setLimits(limits().setPerDay(1)));
        create(Calls.campaign(calls.name("total")).setLimits(limits().setTotal(1)));
        create(Calls.campaign(calls.name("budget")).setLimits(limits().setBudget(Calls.pounds(9))));
        create(Calls.campaign(calls.name("quoted"))
                .setLimits(limits().setTotal(1).setOverage(OveragePolicy.OVERAGE_POLICY_HONOUR_QUOTED)));
        create(Calls.campaign(calls.name("grace"))
                .setLimits(limits().setTotal(1)
                        .setOverage(OveragePolicy.OVERAGE_POLICY_GRACE)
                        .setGrace(1)));
        assertThat(eligible("alice")).containsExactly("budget", "grace", "per-customer", "per-day", "quoted", "total");

        loyalty.know(Customer.newBuilder().setName(calls.customer("bob")).build());
        for (String campaign : List.of("per-day", "total", "budget", "quoted", "grace")) {
            grant(campaign, "bob");
        }
        // Others' coupons do not count against a limit per customer, one's own does.
        assertThat(eligible("alice")).containsExactly("grace", "per-customer");
        grant("per-customer", "alice");
        grant("grace", "alice");
        assertThat(eligible("alice")).isEmpty();
        assertThat(eligible("bob")).containsExactly("per-customer");
    }

    @Test
    void askingSetsNothingAside() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER", limits().setTotal(1)));
        assertThat(eligible("alice")).isEqualTo(eligible("alice")).containsExactly("summer");
        assertThat(coupons.campaigns()
                        .getCampaignReport(GetCampaignReportRequest.newBuilder()
                                .setName(calls.summer())
                                .build())
                        .getReport()
                        .getTaken())
                .isZero();
    }

    @Test
    void anUnknownCustomerIsNotFound() throws Exception {
        assertThat(Calls.refusal(() -> ask("nobody"))).isEqualTo("CUSTOMER_NOT_FOUND");
    }

    @Test
    void anUnknownProgramIsNotFound() throws Exception {
        assertThat(Calls.refusal(() -> coupons.campaigns()
                        .listEligibleCampaigns(ListEligibleCampaignsRequest.newBuilder()
                                .setCustomer("programs/nowhere/customers/alice")
                                .build())))
                .isEqualTo("PROGRAM_NOT_FOUND");
    }

    @Test
    void aMergedOrErasedCustomerIsRefused() throws Exception {
        loyalty.know(Customer.newBuilder()
                .setName(calls.customer("alice"))
                .setMergedInto(calls.customer("bob"))
                .build());
        assertThat(Calls.refusal(() -> ask("alice"))).isEqualTo("CUSTOMER_MERGED");
        loyalty.know(Customer.newBuilder()
                .setName(calls.customer("alice"))
                .setEraseTime(in(0))
                .build());
        assertThat(Calls.refusal(() -> ask("alice"))).isEqualTo("CUSTOMER_ERASED");
    }

    @Test
    void aBadNameIsRefusedByField() throws Exception {
        assertThat(Calls.refusal(() -> coupons.campaigns()
                        .listEligibleCampaigns(ListEligibleCampaignsRequest.newBuilder()
                                .setCustomer("alice")
                                .build())))
                .isEqualTo("INVALID_FIELD");
    }
}

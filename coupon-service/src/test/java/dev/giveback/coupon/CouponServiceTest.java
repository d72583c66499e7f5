package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Duration;
import dev.giveback.coupon.v1.ArchiveCampaignRequest;
import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.ClaimState;
import dev.giveback.coupon.v1.EndCampaignRequest;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.GenerateCodesResponse;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.PauseCampaignRequest;
import dev.giveback.coupon.v1.ReturnClaimRequest;
import dev.giveback.coupon.v1.Reward;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole service by gRPC, on a real PostgreSQL. */
@Timeout(60)
final class CouponServiceTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private static TestDatabase database;
    private static MemoryLoyalty loyalty;
    private static RunningCoupons coupons;

    // Each test has a program of its own, because to start the service takes longer than most tests.
    private final String program = "shop-" + TESTS.incrementAndGet();
    private final Calls calls = new Calls(program);

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

    private Campaign create(Campaign.Builder campaign) {
        return coupons.campaigns().createCampaign(Calls.create(campaign)).getCampaign();
    }

    private static CampaignLimits.Builder limits() {
        return CampaignLimits.newBuilder();
    }

    @Test
    void aThousandCustomersAtOnceGetNoMoreThanTheLimitOfAHundred() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits().setTotal(100)));
        List<ListenableFuture<ClaimCodeResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(coupons.codesLater(java.time.Duration.ofSeconds(30))
                    .claimCode(calls.claim("c" + i, "r", "summer-10")));
        }
        Outcomes outcomes = Outcomes.of(answers);

        assertThat(outcomes.granted()).isEqualTo(100);
        assertThat(outcomes.reasons()).hasSize(900).containsOnly("TOTAL_LIMIT_REACHED");
        assertThat(loyalty.coupons(calls.summer())).hasSize(100);
        assertThat(Calls.report(coupons, calls.summer()).getTaken()).isEqualTo(100);
        assertThat(Calls.report(coupons, calls.summer()).getRefusedMap()).containsEntry("TOTAL_LIMIT_REACHED", 900L);
    }

    @Test
    void aUniqueCodeIsGivenToOneOfFiftyWhoClaimItAtOnce() throws Exception {
        create(Calls.uniqueCodes(calls.summer(), "GIFT-####-####-##", 1_000));
        String code = codes(7, 1).getFirst();
        List<ListenableFuture<ClaimCodeResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(
                    coupons.codesLater(java.time.Duration.ofSeconds(30)).claimCode(calls.claim("c" + i, "r", code)));
        }
        Outcomes outcomes = Outcomes.of(answers);

        assertThat(outcomes.granted()).isEqualTo(1);
        assertThat(outcomes.reasons()).hasSize(49).containsOnly("CODE_USED");
        assertThat(loyalty.coupons(calls.summer())).hasSize(1);
    }

    /** How calls ended. */
    private record Outcomes(int granted, ImmutableList<String> reasons) {
        static Outcomes of(List<ListenableFuture<ClaimCodeResponse>> answers) throws Exception {
            int granted = 0;
            ImmutableList.Builder<String> reasons = ImmutableList.builder();
            for (ListenableFuture<ClaimCodeResponse> call : answers) {
                try {
                    granted += call.get(40, TimeUnit.SECONDS).hasCoupon() ? 1 : 0;
                } catch (ExecutionException e) {
                    reasons.add(Calls.reason(e));
                }
            }
            return new Outcomes(granted, reasons.build());
        }
    }

    private List<String> codes(long first, long count) {
        List<String> codes = new ArrayList<>();
        coupons.codes()
                .generateCodes(GenerateCodesRequest.newBuilder()
                        .setCampaign(calls.summer())
                        .setFirstNumber(first)
                        .setCount(count)
                        .build())
                .forEachRemaining(message -> codes.addAll(message.getCodesList()));
        return codes;
    }

    @Test
    void codesAreStreamedWholeAndCanBeResumed() throws Exception {
        create(Calls.uniqueCodes(calls.summer(), "GIFT-####-####-###", 100_000));
        List<String> all = codes(0, 0);
        List<GenerateCodesResponse> messages = new ArrayList<>();
        coupons.codes()
                .generateCodes(GenerateCodesRequest.newBuilder()
                        .setCampaign(calls.summer())
                        .setFirstNumber(99_000)
                        .build())
                .forEachRemaining(messages::add);

        assertThat(all).hasSize(100_000).doesNotHaveDuplicates();
        assertThat(messages).hasSize(1);
        assertThat(messages.getFirst().getFirstNumber()).isEqualTo(99_000);
        assertThat(messages.getFirst().getCodesList()).isEqualTo(all.subList(99_000, 100_000));
        assertThat(Calls.refusal(() -> codes(99_999, 2))).isEqualTo("NUMBER_OUT_OF_RANGE");
        assertThat(create(Calls.publicCode(calls.name("other"), "OTHER", limits()))
                        .getVersion())
                .isEqualTo(1);
    }

    @Test
    void aRepeatIsAnsweredWithTheClaimAsItStandsAlsoWhenTheCampaignIsFull() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits().setTotal(1)));
        ClaimCodeResponse first = coupons.codes().claimCode(calls.claim("anna", "r1", "summer10"));
        TimeUnit.SECONDS.sleep(2);
        ClaimCodeResponse again = coupons.codes().claimCode(calls.claim("anna", "r1", "SUMMER 10"));

        assertThat(again.getCoupon()).isEqualTo(first.getCoupon());
        assertThat(again.getClaim().getState()).isEqualTo(ClaimState.CLAIM_STATE_GRANTED);
        assertThat(Calls.refusal(() -> coupons.codes().claimCode(calls.claim("anna", "r2", "summer10"))))
                .isEqualTo("TOTAL_LIMIT_REACHED");
        loyalty.redeem(calls.customer("anna"), first.getCoupon().getCouponId(), 350);
        CampaignReport report = Calls.reportWhen(coupons, calls.summer(), found -> found.getRedeemed() == 1);
        assertThat(report.getDiscount().getUnits()).isEqualTo(3);
        assertThat(report.getDiscount().getNanos()).isEqualTo(500_000_000);
        assertThat(coupons.codes()
                        .claimCode(calls.claim("anna", "r1", "summer10"))
                        .getClaim()
                        .getState())
                .isEqualTo(ClaimState.CLAIM_STATE_REDEEMED);
    }

    @Test
    void aForgottenRepeatTakesNoPlace() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits().setTotal(10)));
        coupons.codes().claimCode(calls.claim("anna", "r1", "summer10"));
        TimeUnit.SECONDS.sleep(2);
        coupons.codes().claimCode(calls.claim("anna", "r1", "summer10"));

        assertThat(Calls.report(coupons, calls.summer()).getTaken()).isEqualTo(1);
        assertThat(Calls.report(coupons, calls.summer()).getClaimed()).isEqualTo(1);
        assertThat(loyalty.coupons(calls.summer())).hasSize(1);
    }

    @Test
    void aClaimOfACheckoutFallsBackByItselfButNotWhileAnOrderHoldsIt() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits().setTotal(2))
                .setClaimTimeToLive(Duration.newBuilder().setSeconds(60)));
        String held = claimForCheckout("anna");
        String left = claimForCheckout("ben");
        loyalty.reserve(calls.customer("anna"), held);
        coupons.setForward(java.time.Duration.ofSeconds(61));

        CampaignReport report = Calls.reportWhen(coupons, calls.summer(), found -> found.getReturned() == 1);
        assertThat(report.getTaken()).isEqualTo(1);
        assertThat(loyalty.coupon(calls.customer("ben"), left).getState().name())
                .endsWith("REVOKED");
        loyalty.redeem(calls.customer("anna"), held, 500);
        report = Calls.reportWhen(coupons, calls.summer(), found -> found.getRedeemed() == 1);
        assertThat(report.getTaken()).isEqualTo(1);
        assertThat(report.getDaysList()).hasSize(1);
        assertThat(report.getDays(0).getClaimed()).isEqualTo(2);
    }

    private String claimForCheckout(String customer) {
        return coupons.codes()
                .claimCode(calls.claimForCheckout(customer, "r", "summer10"))
                .getCoupon()
                .getCouponId();
    }

    @Test
    void aClaimIsGivenBackOnceAndNotAfterItWasUsed() throws Exception {
        create(Calls.uniqueCodes(calls.summer(), "GIFT-####-####-##", 1_000));
        List<String> printed = codes(0, 2);
        ClaimCodeResponse first = coupons.codes().claimCode(calls.claimForCheckout("anna", "r1", printed.get(0)));
        ClaimCodeResponse second = coupons.codes().claimCode(calls.claimForCheckout("anna", "r2", printed.get(1)));
        loyalty.redeem(calls.customer("anna"), second.getCoupon().getCouponId(), 500);

        ReturnClaimRequest back = ReturnClaimRequest.newBuilder()
                .setName(first.getClaim().getName())
                .setCustomer(calls.customer("anna"))
                .build();
        assertThat(coupons.codes().returnClaim(back).getClaim().getState()).isEqualTo(ClaimState.CLAIM_STATE_RETURNED);
        assertThat(coupons.codes().returnClaim(back).getClaim().getState()).isEqualTo(ClaimState.CLAIM_STATE_RETURNED);
        assertThat(Calls.refusal(() -> coupons.codes()
                        .returnClaim(back.toBuilder()
                                .setName(second.getClaim().getName())
                                .build())))
                .isEqualTo("CLAIM_REDEEMED");
        assertThat(Calls.refusal(() -> coupons.codes()
                        .returnClaim(back.toBuilder()
                                .setName(calls.summer() + "/claims/none")
                                .build())))
                .isEqualTo("CLAIM_NOT_FOUND");
        Calls.reportWhen(coupons, calls.summer(), found -> found.getReturned() == 1);
        assertThat(coupons.codes()
                        .claimCode(calls.claim("ben", "r", printed.get(0)))
                        .hasCoupon())
                .isTrue();
    }

    @Test
    void anUnlimitedCampaignIsNotAskedAndCountsByTheFeed() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits()));
        for (int i = 0; i < 20; i++) {
            assertThat(coupons.codes()
                            .claimCode(calls.claim("c" + i, "r", "summer10"))
                            .hasCoupon())
                    .isTrue();
        }
        coupons.codes().claimCode(calls.claim("c0", "r", "summer10"));
        loyalty.endStreams();
        CampaignReport report = Calls.reportWhen(coupons, calls.summer(), found -> found.getClaimed() == 20);

        assertThat(report.getTaken()).isEqualTo(20);
        assertThat(loyalty.coupons(calls.summer())).hasSize(20);
        coupons.campaigns()
                .pauseCampaign(PauseCampaignRequest.newBuilder()
                        .setName(calls.summer())
                        .setRequestId("p")
                        .build());
        assertThat(Calls.refusal(() -> coupons.codes().claimCode(calls.claim("d", "r", "summer10"))))
                .isEqualTo("CAMPAIGN_PAUSED");
    }

    @Test
    void aRewardThatTheCustomerCannotPayForReturnsItsPlace() throws Exception {
        create(Calls.campaign(calls.summer())
                .setReward(Reward.newBuilder().setPointsPrice(1_000))
                .setLimits(limits().setTotal(1)));
        BuyRewardRequest.Builder buy = BuyRewardRequest.newBuilder().setCampaign(calls.summer());
        loyalty.givePoints(calls.customer("ben"), 1_500);

        assertThat(Calls.refusal(() -> coupons.codes()
                        .buyReward(buy.setCustomer(calls.customer("anna"))
                                .setRequestId("r")
                                .build())))
                .isEqualTo("INSUFFICIENT_POINTS");
        assertThat(coupons.codes()
                        .buyReward(buy.setCustomer(calls.customer("ben"))
                                .setRequestId("r")
                                .build())
                        .getCoupon()
                        .getPointsPrice())
                .isEqualTo(1_000);
        assertThat(loyalty.points(calls.customer("ben"))).isEqualTo(500);
        assertThat(Calls.refusal(() -> coupons.codes()
                        .buyReward(buy.setCustomer(calls.customer("ben"))
                                .setRequestId("r2")
                                .build())))
                .isEqualTo("TOTAL_LIMIT_REACHED");
    }

    @Test
    void aCodeBelongsToOneCampaignUntilThatIsArchived() throws Exception {
        create(Calls.publicCode(calls.summer(), "SUMMER10", limits().setTotal(1)));
        Campaign.Builder other = Calls.publicCode(calls.name("other"), "summer-1O", limits().setTotal(1));
        assertThat(Calls.refusal(() -> create(other))).isEqualTo("CODE_TAKEN");
        coupons.campaigns()
                .endCampaign(EndCampaignRequest.newBuilder()
                        .setName(calls.summer())
                        .setRequestId("e")
                        .build());
        assertThat(Calls.refusal(() -> create(other))).isEqualTo("CODE_TAKEN");
        coupons.campaigns()
                .archiveCampaign(ArchiveCampaignRequest.newBuilder()
                        .setName(calls.summer())
                        .setRequestId("a")
                        .build());
        create(other);
        assertThat(coupons.codes()
                        .claimCode(calls.claim("anna", "r", "SUMMER10"))
                        .getCoupon()
                        .getCampaign())
                .isEqualTo(calls.name("other"));
    }

    @Test
    void ofManyCampaignsThatWantOneCodeAtOnceOneIsCreated() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<String> created = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            String name = calls.name("c" + i);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    create(Calls.publicCode(name, "SAME", limits().setTotal(1)));
                    created.add(name);
                } catch (io.grpc.StatusRuntimeException e) {
                    assertThat(e.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.ALREADY_EXISTS);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(created).hasSize(1);
    }

    @Test
    void whatIsWrongWithACampaignIsSaidWhenItIsSaved() throws Exception {
        assertThat(Calls.refusal(() -> create(Calls.uniqueCodes(calls.summer(), "GIFT-####-##", 1_000))))
                .isEqualTo("INVALID_FIELD");
        Campaign.Builder broken = Calls.publicCode(calls.summer(), "SUMMER10", limits());
        broken.getTermsBuilder().setLineCondition("line.price > (");
        assertThat(Calls.refusal(() -> create(broken))).isEqualTo("INVALID_FIELD");
        assertThat(Calls.refusal(
                        () -> create(Calls.publicCode("programs/none/campaigns/summer", "SUMMER10", limits()))))
                .isEqualTo("PROGRAM_NOT_FOUND");
        Campaign unique = create(Calls.uniqueCodes(calls.summer(), "GIFT-####-####-##", 1_000));
        assertThat(unique.getUniqueCodes().getGuessBits()).isEqualTo(40);
        assertThat(unique.getCurrencyCode()).isEqualTo("GBP");
    }

    @Test
    void campaignsAreListedByIdInPagesAndByStateAndText() throws Exception {
        for (String name : List.of("b", "a", "d", "c")) {
            create(Calls.campaign(calls.name(name)).setDisplayName("Sale of " + name));
        }
        coupons.campaigns()
                .endCampaign(EndCampaignRequest.newBuilder()
                        .setName(calls.name("c"))
                        .setRequestId("e")
                        .build());
        ListCampaignsRequest all = ListCampaignsRequest.newBuilder()
                .setParent("programs/" + program)
                .setPageSize(3)
                .build();
        Calls.until(() -> names(all).equals(List.of("a", "b", "c"))
                && names(all.toBuilder()
                                .addStates(CampaignState.CAMPAIGN_STATE_ENDED)
                                .build())
                        .equals(List.of("c")));
        String token = coupons.campaigns().listCampaigns(all).getNextPageToken();
        assertThat(names(all.toBuilder().setPageToken(token).build())).containsExactly("d");
        assertThat(names(all.toBuilder().setText("OF D").build())).containsExactly("d");
    }

    private List<String> names(ListCampaignsRequest call) {
        return coupons.campaigns().listCampaigns(call).getCampaignsList().stream()
                .map(campaign -> campaign.getName().substring(calls.name("").length()))
                .toList();
    }

    @Test
    void aQuoteIsHonouredBeyondTheLimit() throws Exception {
        create(Calls.publicCode(
                calls.summer(),
                "SUMMER10",
                limits().setTotal(1).setOverage(dev.giveback.coupon.v1.OveragePolicy.OVERAGE_POLICY_HONOUR_QUOTED)));
        CheckCodeResponse check = coupons.codes()
                .checkCode(CheckCodeRequest.newBuilder()
                        .setCustomer(calls.customer("anna"))
                        .setCode("sümmer10")
                        .build());
        assertThat(check.getRefusalReason()).isEqualTo("CODE_NOT_FOUND");
        check = coupons.codes()
                .checkCode(CheckCodeRequest.newBuilder()
                        .setCustomer(calls.customer("anna"))
                        .setCode("summer 1o")
                        .build());
        coupons.codes().claimCode(calls.claim("ben", "r", "summer10"));
        assertThat(check.getNormalisedCode()).isEqualTo("SUMMER10");
        assertThat(coupons.codes()
                        .claimCode(calls.claim("anna", "r", "summer10").toBuilder()
                                .setQuoteToken(check.getQuoteToken())
                                .build())
                        .hasCoupon())
                .isTrue();
        assertThat(Calls.report(coupons, calls.summer()).getOverage()).isEqualTo(1);
    }
}

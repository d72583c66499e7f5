package dev.giveback.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Duration;
import dev.giveback.coupon.MemoryLoyalty.Fault;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.CampaignReport;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service ends between any two steps of a claim; the customers' journals go on. Afterwards no claim is lost and none doubled. */
@Timeout(180)
final class CrashTest {
    private final Calls calls = new Calls("shop");
    private final TestDatabase database = TestDatabase.create();
    private final MemoryLoyalty loyalty;
    private RunningCoupons coupons;

    CrashTest() throws IOException {
        loyalty = MemoryLoyalty.start();
        coupons = RunningCoupons.start(database, loyalty);
    }

    @AfterEach
    void stop() {
        coupons.close();
        loyalty.close();
        database.close();
    }

    private void create(long total) {
        CreateCampaignRequest request = Calls.create(Calls.publicCode(
                        calls.summer(), "SUMMER10", CampaignLimits.newBuilder().setTotal(total))
                .setClaimTimeToLive(Duration.newBuilder().setSeconds(60)));
        assertThat(coupons.campaigns().createCampaign(request).getCampaign().getVersion())
                .isEqualTo(1);
    }

    private void restart() throws IOException {
        coupons.close();
        coupons = RunningCoupons.start(database, loyalty);
    }

    private void expectNoAnswer(String customer, boolean forCheckout) throws Exception {
        ListenableFuture<ClaimCodeResponse> call = coupons.codesLater(java.time.Duration.ofSeconds(1))
                .claimCode(calls.claim(customer, "r", "summer10").toBuilder()
                        .setForCheckout(forCheckout)
                        .build());
        try {
            throw new AssertionError("answer: " + call.get() + " (expected: none)");
        } catch (ExecutionException e) {
            assertThat(Status.fromThrowable(e).getCode()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aClaimThatNeverReachedItsCustomerIsGrantedAfterTheRestart() throws Exception {
        create(1);
        loyalty.setFault(Fault.LOSE_CALL);
        expectNoAnswer("anna", false);
        assertThat(loyalty.coupons(calls.summer())).isEmpty();
        coupons.close();
        loyalty.setFault(Fault.NONE);
        coupons = RunningCoupons.start(database, loyalty);

        // Nobody asks for it; the campaign is woken because its journal says that it watches a claim.
        Calls.until(() -> loyalty.coupons(calls.summer()).size() == 1);
        assertThat(coupons.codes()
                        .claimCode(calls.claim("anna", "r", "summer10"))
                        .getClaim()
                        .getCustomer())
                .isEqualTo(calls.customer("anna"));
        assertThat(loyalty.coupons(calls.summer())).hasSize(1);
        assertThat(Calls.report(coupons, calls.summer()).getTaken()).isEqualTo(1);
    }

    @Test
    void aClaimWhoseCustomerAnsweredToNobodyIsNotDoubled() throws Exception {
        create(2);
        loyalty.setFault(Fault.LOSE_ANSWER);
        expectNoAnswer("anna", false);
        assertThat(loyalty.coupons(calls.summer())).hasSize(1);
        coupons.close();
        int before = loyalty.grants();
        loyalty.setFault(Fault.NONE);
        coupons = RunningCoupons.start(database, loyalty);
        Calls.until(() -> loyalty.grants() > before);
        restart();

        ClaimCodeResponse again = coupons.codes().claimCode(calls.claim("anna", "r", "summer10"));
        assertThat(again.getCoupon()).isEqualTo(loyalty.coupons(calls.summer()).getFirst());
        assertThat(loyalty.coupons(calls.summer())).hasSize(1);
        assertThat(Calls.report(coupons, calls.summer()).getTaken()).isEqualTo(1);
        assertThat(Calls.report(coupons, calls.summer()).getClaimed()).isEqualTo(1);
    }

    @Test
    void aClaimThatFellBackWhileItsAnswerWasLostReturnsItsPlaceOnce() throws Exception {
        create(2);
        coupons.codes().claimCode(calls.claimForCheckout("anna", "r", "summer10"));
        coupons.codes().claimCode(calls.claim("ben", "r", "summer10"));
        TimeUnit.SECONDS.sleep(2);
        loyalty.setFault(Fault.LOSE_ANSWER);
        coupons.setForward(java.time.Duration.ofSeconds(61));
        Calls.until(() -> loyalty.coupons(calls.summer()).stream()
                .anyMatch(coupon -> coupon.getState().name().endsWith("REVOKED")));
        coupons.close();
        loyalty.setFault(Fault.NONE);
        coupons = RunningCoupons.start(database, loyalty);
        coupons.setForward(java.time.Duration.ofSeconds(61));

        CampaignReport report = Calls.reportWhen(coupons, calls.summer(), found -> found.getReturned() == 1);
        assertThat(report.getTaken()).isEqualTo(1);
        restart();
        TimeUnit.SECONDS.sleep(2);
        report = Calls.report(coupons, calls.summer());
        assertThat(report.getTaken()).isEqualTo(1);
        assertThat(report.getReturned()).isEqualTo(1);
    }

    @Test
    void whatTheFeedBringsAgainAfterARestartCountsOnce() throws Exception {
        create(10);
        for (int i = 0; i < 6; i++) {
            String id = coupons.codes()
                    .claimCode(calls.claim("c" + i, "r", "summer10"))
                    .getCoupon()
                    .getCouponId();
            loyalty.redeem(calls.customer("c" + i), id, 100);
        }
        Calls.reportWhen(coupons, calls.summer(), found -> found.getRedeemed() == 6);
        restart();
        String id = coupons.codes()
                .claimCode(calls.claim("last", "r", "summer10"))
                .getCoupon()
                .getCouponId();
        loyalty.redeem(calls.customer("last"), id, 100);
        CampaignReport report = Calls.reportWhen(coupons, calls.summer(), found -> found.getRedeemed() >= 7);

        assertThat(report.getRedeemed()).isEqualTo(7);
        assertThat(report.getDiscount().getUnits()).isEqualTo(7);
        Calls.until(() -> Calls.report(coupons, calls.summer()).getDaysList().stream()
                        .mapToLong(day -> day.getRedeemed())
                        .sum()
                == 7);
    }

    @Test
    void manyClaimsThroughRestartsAndLostCallsGiveExactlyTheLimit() throws Exception {
        create(60);
        for (Fault fault : List.of(Fault.LOSE_CALL, Fault.LOSE_ANSWER, Fault.NONE)) {
            loyalty.setFault(fault);
            for (int i = 0; i < 100; i++) {
                var unused = coupons.codesLater(java.time.Duration.ofSeconds(2))
                        .claimCode(calls.claim("c" + i, "r", "summer10"));
            }
            TimeUnit.MILLISECONDS.sleep(300);
            restart();
        }
        loyalty.setFault(Fault.NONE);
        int granted = 0;
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            try {
                granted += claimUntilAnswered("c" + i).hasCoupon() ? 1 : 0;
            } catch (StatusRuntimeException e) {
                assertThat(Calls.reason(e)).isEqualTo("TOTAL_LIMIT_REACHED");
                refused++;
            }
        }
        assertThat(granted).isEqualTo(60);
        assertThat(refused).isEqualTo(40);
        assertThat(loyalty.coupons(calls.summer())).hasSize(60);
        assertThat(Calls.report(coupons, calls.summer()).getTaken()).isEqualTo(60);
        assertThat(Calls.report(coupons, calls.summer()).getClaimed()).isEqualTo(60);
    }

    private ClaimCodeResponse claimUntilAnswered(String customer) {
        while (true) {
            try {
                return coupons.codes().claimCode(calls.claim(customer, "r", "summer10"));
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    throw e;
                }
            }
        }
    }
}

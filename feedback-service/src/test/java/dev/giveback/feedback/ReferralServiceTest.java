package dev.giveback.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.giveback.feedback.v1.GetReferralCodeRequest;
import dev.giveback.feedback.v1.GetReferralCodeResponse;
import dev.giveback.feedback.v1.GetReferralOfferRequest;
import dev.giveback.feedback.v1.RedeemReferralCodeRequest;
import dev.giveback.feedback.v1.RedeemReferralCodeResponse;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.UpdateReferralOfferRequest;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers who bring others, through the whole service. */
final class ReferralServiceTest {
    private static final String OFFER = "programs/shop/referralOffer";

    @TempDir
    private Path mails;

    private final TestDatabase database = TestDatabase.create();
    private MemoryShop shop;
    private RunningFeedback feedback;

    @BeforeEach
    void start() throws IOException {
        shop = MemoryShop.open();
        feedback = RunningFeedback.start(database, shop, mails);
        List.of("anna", "bert", "carl", "dora").forEach(shop::enrol);
    }

    @AfterEach
    void close() {
        feedback.close();
        shop.close();
        database.close();
    }

    private void offer(int most) {
        var unused = feedback.referrals()
                .updateReferralOffer(UpdateReferralOfferRequest.newBuilder()
                        .setOffer(ReferralOffer.newBuilder()
                                .setName(OFFER)
                                .setOffered(true)
                                .setReferrerReward(Reward.newBuilder().setPoints(500))
                                .setRefereeReward(Reward.newBuilder().setPoints(200))
                                .setMaxReferrals(most))
                        .setRequestId("offer-" + most)
                        .build());
    }

    private GetReferralCodeResponse code(String customer) {
        return feedback.referrals()
                .getReferralCode(GetReferralCodeRequest.newBuilder()
                        .setCustomer(MemoryShop.name(customer))
                        .build());
    }

    private RedeemReferralCodeResponse redeem(String customer, String code) {
        return feedback.referrals()
                .redeemReferralCode(RedeemReferralCodeRequest.newBuilder()
                        .setCustomer(MemoryShop.name(customer))
                        .setCode(code)
                        .build());
    }

    /** A code is found a moment after it was given. */
    private String known(String customer) throws InterruptedException {
        String code = code(customer).getCode();
        RunningFeedback.await(() -> {
            try {
                redeem(customer, code);
                return false;
            } catch (StatusRuntimeException refused) {
                return String.valueOf(refused.getMessage()).contains("own");
            }
        });
        return code;
    }

    private void buy(String customer, String orderId) {
        long now = feedback.now().toEpochMilli();
        shop.record(
                customer,
                CustomerEvent.newBuilder()
                        .setRecordMillis(now)
                        .setCheckoutCompleted(CheckoutCompleted.newBuilder()
                                .setOrderId(orderId)
                                .setPurchaseMillis(now)
                                .setTotalMinor(100))
                        .build());
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(StatusRuntimeException.class).hasMessageContaining(message);
    }

    @Test
    void bothGetTheirRewardWithTheFirstPurchase() throws Exception {
        offer(0);
        assertThat(feedback.referrals()
                        .getReferralOffer(GetReferralOfferRequest.newBuilder()
                                .setName(OFFER)
                                .build())
                        .getOffer()
                        .getMaxReferrals())
                .isEqualTo(20);
        String code = known("anna");
        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{10}");
        assertThat(code("anna").getCode()).isEqualTo(code);

        RedeemReferralCodeResponse first =
                redeem("bert", code.substring(0, 5).toLowerCase(Locale.ROOT) + "-" + code.substring(5));
        assertThat(first.getReward().getPoints()).isEqualTo(200);
        assertThat(redeem("bert", code)).isEqualTo(first);
        assertThat(shop.points()).isEmpty();

        buy("bert", "o-1");
        RunningFeedback.await(() -> shop.points().size() == 2);
        assertThat(shop.points())
                .extracting(AdjustPointsRequest::getCustomer, AdjustPointsRequest::getPoints)
                .containsExactlyInAnyOrder(tuple(MemoryShop.name("anna"), 500L), tuple(MemoryShop.name("bert"), 200L));
        RunningFeedback.await(() -> code("anna").getReferred() == 1);
        assertThat(redeem("bert", code)).isEqualTo(first);
    }

    @Test
    void aReferrerIsRewardedForAsManyAsTheOfferAllows() throws Exception {
        offer(1);
        String code = known("anna");
        redeem("bert", code);
        redeem("carl", code);
        buy("bert", "o-1");
        RunningFeedback.await(() -> code("anna").getReferred() == 1);
        assertRefused(() -> redeem("dora", code), "as many as the offer allows");

        // Who came before the limit was reached gets the own reward; the referrer nothing more.
        buy("carl", "o-2");
        RunningFeedback.await(() -> shop.points().size() == 3);
        assertThat(code("anna").getReferred()).isEqualTo(1);
        assertThat(shop.points())
                .extracting(AdjustPointsRequest::getCustomer)
                .containsExactlyInAnyOrder(MemoryShop.name("anna"), MemoryShop.name("bert"), MemoryShop.name("carl"));
    }

    @Test
    void everyRefusalHasItsReason() throws Exception {
        assertRefused(() -> code("anna"), "it offers no referrals");
        offer(5);
        assertRefused(() -> code("nobody"), "there is no customer");
        assertRefused(() -> redeem("bert", "0000000000"), "there is no such referral code");
        String ofAnna = known("anna");
        String ofCarl = known("carl");
        assertRefused(() -> redeem("anna", ofAnna), "it is the customer's own");
        shop.enrol("again", Profile.newBuilder().setEmail("ANNA@example.org"));
        assertRefused(() -> redeem("again", ofAnna), "same e-mail address");
        redeem("bert", ofAnna);
        assertRefused(() -> redeem("bert", ofCarl), "came by another code");
        buy("dora", "o-9");
        buy("bert", "o-1");
        // The feed has told of both once the later one has earned.
        RunningFeedback.await(() -> shop.points().size() == 2);
        assertRefused(() -> redeem("dora", ofAnna), "bought before");
        assertRefused(() -> redeem("stranger", ofAnna), "there is no customer");
        shop.merge("carl", "dora");
        assertRefused(() -> redeem("carl", ofAnna), "erased, or merged");
    }

    @Test
    void aFirstPurchaseRightAfterTheCodeEarnsToo() throws Exception {
        offer(5);
        String code = known("anna");
        redeem("bert", code);
        buy("bert", "o-1");
        buy("bert", "o-2");
        RunningFeedback.await(() -> shop.points().size() == 2);
        assertThat(shop.points()).extracting(AdjustPointsRequest::getPoints).containsExactlyInAnyOrder(500L, 200L);
    }
}

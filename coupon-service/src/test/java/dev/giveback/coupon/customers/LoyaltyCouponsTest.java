package dev.giveback.coupon.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.giveback.coupon.actor.CustomerCoupons.GrantAnswer;
import dev.giveback.coupon.domain.Access;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Change;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Limits;
import dev.giveback.coupon.domain.Published;
import dev.giveback.coupon.domain.Request;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.coupon.domain.Window;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GetCouponResponse;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of granting a coupon to a customer who was merged into another one: by the coupon that is found there. */
final class LoyaltyCouponsTest {
    private static final Instant CLAIMED = Instant.ofEpochMilli(1_795_000_000_123L);
    private static final CampaignId CAMPAIGN = new CampaignId("shop", "summer");

    private final Merged merged = new Merged();
    private Server server;
    private ManagedChannel channel;
    private LoyaltyCoupons coupons;

    @BeforeEach
    void start() throws IOException {
        server = InProcessServerBuilder.forName("loyalty-coupons-test")
                .addService(merged)
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("loyalty-coupons-test").build();
        coupons = new LoyaltyCoupons(channel, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** Loyalty-service after ada was merged into bea; {@code held} is what bea has. */
    private static final class Merged extends CouponServiceGrpc.CouponServiceImplBase {
        private final List<String> asked = new ArrayList<>();
        private @Nullable Coupon held;
        private boolean isAway;

        @Override
        public void grantCoupon(GrantCouponRequest call, StreamObserver<GrantCouponResponse> response) {
            asked.add("grant to " + call.getCustomer());
            response.onError(
                    ErrorStatus.of(Code.FAILED_PRECONDITION, "loyalty.giveback.dev", "CUSTOMER_MERGED", "merged")
                            .metadata("merged_into", "programs/shop/customers/bea")
                            .toException());
        }

        @Override
        public void getCoupon(GetCouponRequest call, StreamObserver<GetCouponResponse> response) {
            asked.add("get of " + call.getCustomer());
            if (isAway) {
                response.onError(Status.UNAVAILABLE.asRuntimeException());
            } else if (held == null) {
                response.onError(ErrorStatus.of(Code.NOT_FOUND, "loyalty.giveback.dev", "COUPON_NOT_FOUND", "none")
                        .toException());
            } else {
                response.onNext(GetCouponResponse.newBuilder().setCoupon(held).build());
                response.onCompleted();
            }
        }
    }

    private static Coupon begun(Instant start) {
        return Coupon.newBuilder()
                .setCouponId("claim-1")
                .setStartTime(Timestamp.newBuilder()
                        .setSeconds(start.getEpochSecond())
                        .setNanos(start.getNano()))
                .build();
    }

    private static Campaign campaign() {
        Definition definition = new Definition(
                new Published(new byte[0]),
                Window.ALWAYS,
                Limits.NONE,
                new Access.ByHand(),
                Duration.ofMinutes(15),
                0,
                false,
                500);
        return Campaign.NEW.evolve(new CampaignEvent(
                new CampaignEvent.Header(Instant.EPOCH, Request.NONE, 0),
                new Change.CampaignCreated(definition, new Secret(new byte[32]))));
    }

    private GrantAnswer grant() throws Exception {
        Claim claim = new Claim("claim-1", "ada", Claim.NO_SERIAL, CLAIMED, null, null, 1, 0, 0, false);
        return coupons.grant(CAMPAIGN, campaign(), claim).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static String reason(GrantAnswer answer) {
        return answer instanceof GrantAnswer.Declined declined ? declined.reason() : answer.toString();
    }

    @Test
    void theCouponOfThisVeryClaimWasGiven() throws Exception {
        merged.held = begun(CLAIMED);
        assertThat(grant()).isEqualTo(new GrantAnswer.Given(begun(CLAIMED)));
        assertThat(merged.asked)
                .containsExactly("grant to programs/shop/customers/ada", "get of programs/shop/customers/bea");
    }

    @Test
    void theCouponOfAnEarlierClaimOfTheSameIdIsARepeat() throws Exception {
        merged.held = begun(CLAIMED.minusMillis(1));
        assertThat(reason(grant())).isEqualTo(GrantAnswer.REPEAT);
    }

    @Test
    void whereNobodyHasItItIsRefused() throws Exception {
        assertThat(reason(grant())).isEqualTo("CUSTOMER_MERGED");
    }

    @Test
    void whileTheTargetDoesNotAnswerNobodyKnows() throws Exception {
        merged.isAway = true;
        assertThat(grant()).isEqualTo(new GrantAnswer.Unanswered());
    }
}

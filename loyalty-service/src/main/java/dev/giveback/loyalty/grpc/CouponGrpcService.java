package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Command.RevokeCoupon;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.grpc.CustomerCalls.ChangeCall;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GetCouponResponse;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.RevokeCouponResponse;
import dev.giveback.platform.contract.Fingerprint;
import dev.giveback.platform.rules.ConditionError;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The coupons in customers' hands, by gRPC. */
final class CouponGrpcService extends CouponServiceGrpc.CouponServiceImplBase {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_CODE_LENGTH = 64;

    private final CustomerCalls calls;
    private final ConditionCache conditions;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param blocking whose threads may compile conditions that are not known yet; a thread of the network must not
     */
    CouponGrpcService(CustomerCalls calls, ConditionCache conditions, Executor blocking) {
        this.calls = calls;
        this.conditions = conditions;
        this.blocking = blocking;
    }

    @Override
    public void grantCoupon(GrantCouponRequest call, StreamObserver<GrantCouponResponse> responses) {
        if (conditions.areKnown(
                call.getTerms().getLineCondition(), call.getTerms().getOrderCondition())) {
            grant(call, responses);
        } else {
            blocking.execute(Context.current().wrap(() -> grant(call, responses)));
        }
    }

    private void grant(GrantCouponRequest call, StreamObserver<GrantCouponResponse> responses) {
        calls.changeOnce(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        (request, program) -> command(call, request, program),
                        (event, program) -> CouponAnswers.granted(event, program.currency())),
                standing -> CouponAnswers.grantedBefore(standing, call.getCouponId()),
                responses);
    }

    private GrantCoupon command(GrantCouponRequest call, Request request, Program program) {
        CouponTerms terms = TermsMapper.toDomain(call.getTerms(), program.currency(), "terms");
        refuse("terms.line_condition", conditions.errorsOfLine(terms.lineCondition()));
        refuse("terms.order_condition", conditions.errorsOfOrder(terms.orderCondition()));
        return new GrantCoupon(
                request,
                Checks.id(call.getCouponId(), "coupon_id"),
                call.getCampaign(),
                call.getCampaignVersion(),
                terms,
                Checks.time(call.hasStartTime(), call.getStartTime(), "start_time"),
                Checks.time(call.hasExpireTime(), call.getExpireTime(), "expire_time"),
                Checks.text(call.getCode(), 0, MAX_CODE_LENGTH, "code"),
                call.getPointsPrice(),
                Fingerprint.of(call.toBuilder().clearValidateOnly().build()));
    }

    private static void refuse(String field, List<ConditionError> errors) {
        if (!errors.isEmpty()) {
            throw Checks.refused(field, errors.getFirst().toString());
        }
    }

    @Override
    public void revokeCoupon(RevokeCouponRequest call, StreamObserver<RevokeCouponResponse> responses) {
        calls.change(
                new ChangeCall<>(
                        call,
                        call.getCustomer(),
                        call.getRequestId(),
                        call.getValidateOnly(),
                        !call.getReason().isEmpty(),
                        (request, program, sealer) -> new RevokeCoupon(
                                request,
                                Checks.id(call.getCouponId(), "coupon_id"),
                                sealer.text(call.getReason()),
                                call.getRestorePoints()),
                        (event, program) -> CouponAnswers.revoked(event)),
                responses);
    }

    @Override
    public void getCoupon(GetCouponRequest call, StreamObserver<GetCouponResponse> responses) {
        calls.read(
                call.getCustomer(),
                "customer",
                standing -> {
                    Coupon coupon = standing.customer().coupons().find(call.getCouponId(), standing.now());
                    if (coupon == null) {
                        throw CustomerCalls.refused(
                                Reason.COUPON_NOT_FOUND, "coupon_id: the customer has no coupon " + call.getCouponId());
                    }
                    return GetCouponResponse.newBuilder()
                            .setCoupon(CouponAnswers.coupon(coupon, standing))
                            .build();
                },
                responses);
    }

    @Override
    public void listCoupons(ListCouponsRequest call, StreamObserver<ListCouponsResponse> responses) {
        calls.read(call.getParent(), "parent", standing -> page(call, standing), responses);
    }

    private static ListCouponsResponse page(ListCouponsRequest call, Standing standing) {
        CouponKey after = CouponKey.parse(call.getPageToken());
        int size = call.getPageSize() == 0 ? DEFAULT_PAGE_SIZE : call.getPageSize();
        List<Coupon> coupons =
                new ArrayList<>(standing.customer().coupons().byId().values());
        coupons.removeIf(coupon -> CouponKey.of(coupon).compareTo(after) <= 0 || !isWanted(coupon, call, standing));
        coupons.sort((one, other) -> CouponKey.of(one).compareTo(CouponKey.of(other)));
        ListCouponsResponse.Builder page = ListCouponsResponse.newBuilder();
        coupons.stream().limit(size).forEach(coupon -> page.addCoupons(CouponAnswers.coupon(coupon, standing)));
        if (coupons.size() > size) {
            page.setNextPageToken(CouponKey.of(coupons.get(size - 1)).token());
        }
        return page.build();
    }

    private static boolean isWanted(Coupon coupon, ListCouponsRequest call, Standing standing) {
        Instant now = standing.now();
        if (standing.customer().coupons().find(coupon.id(), now) == null) {
            return false;
        }
        Coupon.State state = standing.customer().state(coupon, now);
        return call.getState() == CouponState.COUPON_STATE_UNSPECIFIED
                ? state == Coupon.State.AVAILABLE || state == Coupon.State.RESERVED
                : CouponAnswers.state(state) == call.getState();
    }
}

package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.OfferedCoupon;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import dev.giveback.loyalty.rules.ConditionCache;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.platform.rules.ConditionError;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of the codes of a basket, as the gateway says: for each a coupon that is held, one that is offered, or a reason for none. */
final class CodeResults {
    private final ConditionCache conditions;
    private final List<CodeResult> results;
    private final boolean mayOffer;

    /**
     * The results.
     *
     * @param conditions by which those of offers are checked; it takes time unless {@link #areQuick}
     * @param mayOffer whether nothing comes of the call, so that coupons which are not held may be priced
     */
    CodeResults(ConditionCache conditions, List<CodeResult> results, boolean mayOffer) {
        this.conditions = conditions;
        this.results = results;
        this.mayOffer = mayOffer;
    }

    /** Whether no condition must be compiled to read them. */
    boolean areQuick() {
        return results.isEmpty()
                || results.stream()
                        .map(result -> result.getOffer().getTerms())
                        .allMatch(terms -> conditions.areKnown(terms.getLineCondition(), terms.getOrderCondition()));
    }

    /** The results of these codes; in {@code couponIds} those of the coupons that they gave are added. */
    Read read(Set<String> codes, List<String> couponIds, Currency currency) {
        List<UnusedCoupon> refused = new ArrayList<>();
        List<OfferedCoupon> offers = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            places.put(results.get(i).getCode(), i);
        }
        for (String code : codes) {
            Integer place = places.get(code);
            if (place == null) {
                refused.add(unused(code, UnusedReason.CODE_UNKNOWN_NOW, "nobody could be asked about this code"));
                continue;
            }
            CodeResult result = results.get(place);
            if (result.hasOffer()) {
                offers.add(offer(result, "code_results[" + place + "].offer", currency));
            } else if (result.getCouponId().isEmpty()) {
                refused.add(unused(code, reason(result), result.getMessage()));
            } else if (!couponIds.contains(result.getCouponId())) {
                couponIds.add(Checks.id(result.getCouponId(), "code_results[" + place + "].coupon_id"));
            }
        }
        return new Read(refused, offers);
    }

    /** What is not a coupon that the customer holds. */
    record Read(List<UnusedCoupon> refused, List<OfferedCoupon> offers) {}

    private static UnusedReason reason(CodeResult result) {
        boolean isUnknown = result.getReason() == UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW;
        return isUnknown ? UnusedReason.CODE_UNKNOWN_NOW : UnusedReason.CODE_REFUSED;
    }

    private static UnusedCoupon unused(String code, UnusedReason reason, String message) {
        return new UnusedCoupon("", code, reason, message, 0, 0);
    }

    private OfferedCoupon offer(CodeResult result, String field, Currency currency) {
        if (!mayOffer) {
            throw Checks.refused(field, "must be a coupon that is held, unless nothing comes of the call");
        }
        if (!result.getCouponId().isEmpty()) {
            throw Checks.refused(field, "must not stand beside a coupon_id");
        }
        CouponTerms terms = TermsMapper.toDomain(result.getOffer().getTerms(), currency, field + ".terms");
        refuse(field + ".terms.line_condition", conditions.errorsOfLine(terms.lineCondition()));
        refuse(field + ".terms.order_condition", conditions.errorsOfOrder(terms.orderCondition()));
        return new OfferedCoupon(
                result.getCode(),
                result.getOffer().getCampaign(),
                result.getOffer().getCampaignVersion(),
                terms);
    }

    private static void refuse(String field, List<ConditionError> errors) {
        if (!errors.isEmpty()) {
            throw Checks.refused(field, errors.getFirst().toString());
        }
    }
}
